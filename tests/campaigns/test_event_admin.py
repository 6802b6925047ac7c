import re
from datetime import time, timedelta

import pytest
from django.urls import reverse

from campaigns.models import DateWindow, Report, Trust
from clubs.models import ReasonTemplate
from hope_portal.outbox.models import Message
from tests import factories as make

from .reviewing import DAY, QUEUE, Status, a_request, an_own_event, decide, now_of, page, said

# --- The queue ----------------------------------------------------------------------------------------------


def test_the_queue_shows_what_waits_longest_first_and_no_draft(staff, now):
    late = a_request(now=now - timedelta(days=20))
    fresh = a_request(now=now)
    draft = make.an_event(status=Status.DRAFT)
    done = make.an_event()

    text = said(staff.get(QUEUE))

    assert text.index(late.reference) < text.index(fresh.reference)
    assert "days late" in text and done.reference not in text and draft.reference not in text
    assert done.reference in said(staff.get(f"{QUEUE}?state=all"))
    assert draft.reference not in said(staff.get(f"{QUEUE}?state=all"))
    assert staff.get(page(draft)).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_takes_the_same_queries_for_1_and_3_rows(staff, rows, now, django_assert_num_queries):
    for _row in range(rows):
        a_request(make.a_club(district=make.a_district()), now=now)
    staff.get(QUEUE)

    with django_assert_num_queries(14):
        staff.get(QUEUE)


@pytest.mark.parametrize(
    "query",
    [
        "q=port",
        "q={reference}",
        "region=WA",
        "club__district__label=9990",
        "assignee=nobody",
        "kind__exact=school",
    ],
)
def test_the_queue_is_narrowed_down(staff, now, colleague, query):
    club = make.a_club("Port Sample", region="WA", district=make.a_district("9990"))
    wanted = a_request(club, now=now, kind="school")
    other = a_request(make.a_club("Elsewhere"), now=now)
    other.take(by=colleague)

    found = staff.get(f"{QUEUE}?{query.format(reference=wanted.reference)}").context["cl"].result_list

    assert list(found) == [wanted]


def test_a_search_finds_what_is_decided_too(staff):
    done = make.an_event()

    assert list(staff.get(f"{QUEUE}?q={done.reference}").context["cl"].result_list) == [done]


# --- The page of a request ----------------------------------------------------------------------------------


def test_the_page_shows_who_could_come_in_each_window_and_why(staff, port, now):
    event = a_request(port, now=now)
    make.a_presenter("Fit Speaker")
    make.a_presenter("Unfit Speaker", languages=["es"])

    text = said(staff.get(page(event)))

    assert text.index("Fit Speaker") < text.index("1 who does not fit, and why") < text.index("Unfit Speaker")
    assert "Does not speak English." in text
    assert "day=2031-03-04" in text and 'value="approve"' not in text


@pytest.mark.parametrize("windows", [1, 3])
def test_the_page_takes_the_same_queries_for_1_and_3_windows(
    staff, port, now, windows, django_assert_num_queries
):
    event = a_request(port, now=now)
    for rank in range(2, windows + 1):
        days = {"first_day": DAY, "last_day": DAY, "earliest": time(9), "latest": time(20)}
        DateWindow.objects.create(event=event, rank=rank, **days)
        make.a_presenter()
        a_request(port, now=now)
    make.a_presenter()
    a_request(port, now=now)
    staff.get(page(event))

    with django_assert_num_queries(29):
        staff.get(page(event))


def test_the_page_names_duplicates_missing_reports_and_whether_the_club_is_active(staff, port, now):
    event, twin = a_request(port, now=now), a_request(port, now=now)
    owed = make.an_event(port, title="Owed", day=now.date() - timedelta(days=9), now=now)

    text = said(staff.get(page(event)))

    assert twin.reference in text and "Is this the same request?" in text
    assert "Report missing:" in text and owed.title in text
    assert "Not active in" in text


def test_a_request_that_says_its_own_time_is_approved_at_once(staff, port, now):
    event = an_own_event(port, now=now)

    decide(staff, event, "approve", move_note="Welcome.")

    assert now_of(event).status == Status.LIVE


def test_a_decline_needs_a_note_or_a_ready_made_reason_about_events(staff, port, now):
    event = a_request(port, now=now)
    reason = ReasonTemplate.objects.filter(about="event", move="decline").first()

    refused = decide(staff, event, "decline")
    decide(staff, event, "decline", reason=reason.pk, move_note="Kind regards.")

    assert "Write a note" in said(refused)
    assert "Which club is it?" not in said(refused)
    assert event.history().first().note == f"{reason.text}\n\nKind regards."
    assert now_of(event).status == Status.DECLINED


def test_taking_one_is_a_button(staff, port, nina, now):
    event = a_request(port, now=now)

    decide(staff, event, "", _take="1")

    assert (now_of(event).assignee, now_of(event).status) == (nina, Status.SUBMITTED)


def test_handing_over_tells_the_colleague_with_the_note(staff, port, colleague, now):
    event = a_request(port, now=now)

    refused = staff.post(page(event, "hand-over"), {"to": colleague.pk, "note": ""})
    staff.post(page(event, "hand-over"), {"to": colleague.pk, "note": "You know this school."})

    assert refused.status_code == 200
    assert now_of(event).assignee == colleague
    assert event.history().first().note == "You know this school."
    mail = Message.objects.get(template="campaigns/initiative_handed_over")
    assert mail.to == colleague.email


def test_only_another_standing_request_of_the_same_club_can_go_on(staff, port, now):
    event, twin = a_request(port, now=now), a_request(port, now=now)
    foreign = a_request(now=now)

    refused = staff.post(page(event, "merge"), {"into": foreign.pk})
    staff.post(page(event, "merge"), {"into": twin.pk})

    assert refused.status_code == 200
    assert (now_of(event).status, now_of(event).merged_into_id) == (Status.MERGED, twin.pk)


def test_trust_is_given_and_taken_back_by_buttons(staff, port, nina, now):
    event = an_own_event(port, now=now)

    staff.post(page(event, "trust"), {"_give": "1"})
    staff.post(page(event, "trust"), {"_give": "1"})
    given = Trust.objects.holds(port, "awareness")
    staff.post(page(event, "trust"), {"_take_back": "1"})

    assert given and not Trust.objects.holds(port, "awareness")
    (trust,) = Trust.objects.all()
    assert (trust.given_by, trust.taken_by) == (nina, nina)
    assert staff.get(page(event, "trust")).status_code == 405


def test_only_own_events_of_clubs_can_be_trusted(staff, port, now):
    assert staff.post(page(a_request(port, now=now), "trust"), {"_give": "1"}).status_code == 403


def test_a_report_is_shown_beside_what_was_counted_at_the_door(staff, now):
    event = make.an_event(day=DAY)
    make.take_place(event, now)
    event.count_heads("walk_ins", 7, now=now)
    report = Report.objects.create(event=event, adults=9, filed_at=now)

    shown = staff.get(reverse("admin:campaigns_report_change", args=[report.pk])).text

    assert re.findall(r'readonly">(\d+)', shown)[:2] == ["7", "9"]


def test_a_report_is_confirmed_by_a_button(staff, nina, now):
    report = Report.objects.create(event=make.an_event(day=DAY), adults=9, filed_at=now)
    reports = reverse("admin:campaigns_report_changelist")
    waiting = list(staff.get(reports).context["cl"].result_list)

    staff.post(reverse("admin:campaigns_report_confirm", args=[report.pk]))

    report.refresh_from_db()
    assert (waiting, report.confirmed_by) == ([report], nina)
    assert list(staff.get(reports).context["cl"].result_list) == []
