"""An officer's way from an idea to a sent request, on the pages, without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.models import Event
from tests import factories as make

from .asking import WHAT, WHERE, a_draft, path, step, text, windows

Status = Event.Status


def test_an_officer_asks_for_a_presenter_step_by_step(officer, active, now):
    far = active.today(now) + timedelta(days=90)

    began = officer.post(reverse("campaigns:event-new", args=[active.slug]), {"kind": "community"})
    event = Event.objects.get()
    after_what = officer.post(step(event, "what"), WHAT)
    after_when = officer.post(step(event, "when"), windows(far))
    after_where = officer.post(step(event, "where"), WHERE)
    sent = officer.post(path("event-send", event))

    assert [
        response.headers["Location"] for response in (began, after_what, after_when, after_where, sent)
    ] == [
        step(event, "what"),
        step(event, "when"),
        step(event, "where"),
        path("event-send", event),
        path("event-desk", event),
    ]
    event.refresh_from_db()
    assert (event.status, event.expected, event.capacity, event.organiser.user) == (
        Status.SUBMITTED,
        60,
        80,
        event.organiser.user,
    )
    assert "NCMEC has your request" in text(officer, path("event-desk", event))


@pytest.mark.parametrize("kind", Event.Kind.values)
def test_every_step_of_every_kind_opens(officer, harbor, now, kind):
    event = a_draft(harbor, now, kind=kind)
    steps = ["what", "when", "where", *(["young"] if event.with_pupils else [])]

    assert [officer.get(step(event, name)).status_code for name in steps] == [200] * len(steps)


def test_a_draft_is_prefilled_with_the_club_and_where_it_met_last(officer, harbor, now):
    make.an_event(harbor, place="Harbor hall", address="9 Pier Road")
    event = a_draft(harbor, now)

    shown = text(officer, step(event, "where"))

    assert ["Harbor hall" in shown, "9 Pier Road" in shown, "met last" in shown] == [True] * 3
    assert Event.objects.get(pk=event.pk).place == ""


def test_a_step_may_be_left_for_later(officer, harbor, now):
    event = a_draft(harbor, now)

    answer = officer.post(step(event, "what"), {**WHAT, "later": "1"})

    assert answer.headers["Location"] == path("event-desk", event)
    assert Event.objects.get().title == "Safer online"


def test_a_change_from_the_check_shownleads_back_to_it(officer, harbor, now):
    event = a_draft(harbor, now)

    answer = officer.post(step(event, "what") + "?from=check", WHAT)

    assert answer.headers["Location"] == path("event-send", event)


def test_the_check_shownleads_to_what_is_missing(officer, harbor, now):
    event = a_draft(harbor, now)

    assert officer.get(path("event-send", event)).headers["Location"] == step(event, "what")


def test_a_text_that_reads_like_a_tip_is_kept_on_the_shownand_nowhere_else(officer, harbor, now):
    event = a_draft(harbor, now)
    tip = "A neighbor is selling his daughter to men."

    answer = officer.post(step(event, "what"), {**WHAT, "why": tip})

    assert (answer.status_code, "selling his daughter" in answer.content.decode()) == (200, True)
    assert Event.objects.get().why == ""


def test_the_missing_report_stands_in_the_way_with_its_link(officer, active, now):
    earlier = make.an_event(active, day=now.date() - timedelta(days=20))
    event = make.an_event(active, status=Status.DRAFT)

    shown = text(officer, path("event-send", event))
    officer.post(path("event-send", event))

    assert path("event-report", earlier) in shown
    assert Event.objects.get(pk=event.pk).status == Status.DRAFT


def test_a_club_that_is_not_active_can_prepare_everything_but_send_nothing(officer, harbor):
    event = make.an_event(harbor, status=Status.DRAFT)

    shown = text(officer, path("event-send", event))

    assert ["not active yet" in shown, "Send to NCMEC" in shown] == [True, False]


def test_a_second_tab_changes_nothing_of_what_was_sent(officer, active, ana, now):
    event = make.an_event(active, status=Status.DRAFT)
    event.submit(by=ana, now=now)

    answer = officer.post(step(event, "what"), WHAT)

    assert answer.headers["Location"] == path("event-desk", event)
    assert Event.objects.get().title == "An evening for parents"


def test_what_ncmec_asks_is_shown_until_it_is_answered(officer, active, ana, nina, now):
    event = make.an_event(active, status=Status.DRAFT)
    event.submit(by=ana, now=now)
    event.ask_for_changes(by=nina, now=now, note="Which room?")

    shown = ["Which room?" in text(officer, url) for url in (path("event-desk", event), step(event, "where"))]
    officer.post(path("event-send", event))

    assert shown == [True, True]
    assert Event.objects.get().status == Status.SUBMITTED


def test_a_draft_is_thrown_away_and_a_request_withdrawn(officer, active, ana, now):
    draft, event = (make.an_event(active, status=Status.DRAFT) for _ in range(2))
    event.submit(by=ana, now=now)

    gone = officer.post(path("event-withdraw", draft))
    officer.post(path("event-withdraw", event))

    assert gone.headers["Location"] == reverse("campaigns:desk-events", args=[active.slug])
    assert list(Event.objects.values_list("status", flat=True)) == [Status.WITHDRAWN]


def test_youth_protection_is_filled_in_and_attested(officer, harbor, ana, now):
    event = make.an_event(harbor, kind="school", presented_by="club", status=Status.APPROVED)
    said = {
        "contact_level": "with_staff",
        "school_adult": "Ms. Sample",
        **{f"name_{n}": f"Adult {n}" for n in (1, 2)},
        **{f"until_{n}": event.day.isoformat() for n in (1, 2)},
    }

    unticked = officer.post(step(event, "young"), said).content.decode()
    assert ["Tick this" in unticked, event.clearances.count()] == [True, 0]
    officer.post(step(event, "young"), {**said, "attested": "on"})
    officer.post(path("event-publish", event))

    assert Event.objects.get().status == Status.LIVE
    assert list(event.clearances.values_list("attested_by", flat=True)) == [ana.pk] * 2


def test_only_events_with_pupils_have_the_gate(officer, harbor, now):
    event = a_draft(harbor, now)

    assert officer.get(step(event, "young")).status_code == 302
    assert officer.get(step(event, "elsewhere")).status_code == 404
