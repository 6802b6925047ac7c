from datetime import date, timedelta

import pytest
from django.urls import reverse

from campaigns.models import Event, Report, ReportRefused
from clubs.models import Impact
from hope_portal import privacy
from tests import factories as make

DAY = timedelta(days=1)
COUNTS = {"adults": 45, "professionals": 3, "hours": 12, "materials": 60}


@pytest.fixture
def event(harbor, ana, now):
    """Over since yesterday; Kim and a friend came, and three who had not signed up."""
    event = make.an_event(harbor, organiser=ana.person, title="An evening for parents")
    kim = make.a_signup(event, name="Kim Example", email="kim@example.org", seats=2)
    make.a_signup(event, name="Lee Sample")
    make.take_place(event, now - DAY)
    kim.note_arrival(2, now=now)
    event.count_heads("walk_ins", 3, now=now)
    return event


def path(event):
    return reverse("campaigns:event-report", args=[event.reference])


def booked(event, **only):
    rows = Impact.objects.filter(club=event.club, **only)
    return dict(rows.values_list("measure", "quantity"))


# --- Filing


def test_a_report_completes_the_event_and_books_what_it_brought(event, ana, now):
    report = event.file_report(by=ana, now=now, **COUNTS, sentence="Many stayed to talk.")

    assert (Event.objects.get().status, report.filed_by, report.people) == ("completed", ana, 48)
    assert booked(event, confirmed=False) == {
        "events": 1,
        "adults_reached": 45,
        "professionals_reached": 3,
        "hours": 12,
        "materials": 60,
    }
    assert [change.move for change in event.history()] == ["complete"]


def test_it_counts_in_the_rotary_year_of_the_events_own_day(harbor, ana, now):
    """In the evening of June 30 in Seattle it is July in Greenwich."""
    event = make.an_event(harbor, day=date(2026, 6, 30))

    event.file_report(by=ana, now=max(now, event.ends_at), adults=9)

    assert set(Impact.objects.values_list("rotary_year", "happened_on")) == {(2025, date(2026, 6, 30))}


def test_a_correction_replaces_what_was_booked(event, ana, now):
    event.file_report(by=ana, now=now, **COUNTS)

    event.file_report(by=ana, now=now, **{**COUNTS, "adults": 40, "materials": 0})

    assert booked(event) == {"events": 1, "adults_reached": 40, "professionals_reached": 3, "hours": 12}
    assert Report.objects.count() == 1


def test_once_staff_have_confirmed_nothing_changes_any_more(event, ana, nina, now):
    report = event.file_report(by=ana, now=now, **COUNTS)
    report.confirm(by=nina, now=now)

    with pytest.raises(ReportRefused, match="NCMEC has confirmed"):
        event.file_report(by=ana, now=now, **{**COUNTS, "adults": 4000})
    report.confirm(by=ana, now=now + DAY)

    assert booked(event, confirmed=True)["adults_reached"] == 45
    assert booked(event, confirmed=False) == {}
    assert (report.confirmed_by, report.confirmed_at) == (nina, now)


@pytest.mark.parametrize("status", ["draft", "approved", "cancelled", "withdrawn"])
def test_only_what_took_place_has_a_report(event, ana, now, status):
    Event.objects.filter(pk=event.pk).update(status=status)

    with pytest.raises(ReportRefused, match="took place"):
        event.file_report(by=ana, now=now, **COUNTS)
    assert booked(event) == {}


def test_nobody_can_tell_how_it_went_before_it_is_over(harbor, ana, now):
    event = make.an_event(harbor)

    with pytest.raises(ReportRefused, match="once the event is over"):
        event.file_report(by=ana, now=now, **COUNTS)


# --- Filled in from the door


def test_a_report_begins_with_who_was_counted_at_the_door(event):
    assert event.people_counted() == {"adults": 5}


@pytest.mark.parametrize(
    ("audience", "band"), [("parents", "adults"), ("police", "professionals"), ("members", "adults")]
)
def test_guests_are_counted_as_what_the_event_is_for(event, audience, band):
    event.audience = audience

    assert event.people_counted() == {band: 5}


def test_head_counts_of_a_school_go_into_their_bands(harbor, now):
    event = make.an_event(harbor, kind="school", audience="high")
    make.take_place(event, now - DAY)
    for band, people in [("high", 120), ("adults", 6)]:
        event.count_heads(band, people, now=now)

    assert event.people_counted() == {"high": 120, "adults": 6}


# --- The page


def test_an_officer_reports_in_one_page(client, ana, event):
    client.force_login(ana)
    form = client.get(path(event)).context["form"]

    done = client.post(
        path(event),
        {"adults": form["adults"].value(), "hours": "12", "sentence": "A full room."},
        follow=True,
    )

    assert (form.own_field().name, form["adults"].value()) == ("adults", 5)
    assert (booked(event), Report.objects.get().sentence) == (
        {"events": 1, "adults_reached": 5, "hours": 12},
        "A full room.",
    )
    assert "Thank you. NCMEC has your report." in done.text
    assert "not yet confirmed" in done.text


def test_the_band_of_the_event_must_be_told_and_may_be_none(client, ana, event):
    client.force_login(ana)

    empty = client.post(path(event), {"adults": ""})
    client.post(path(event), {"adults": "0"})

    assert empty.context["form"].errors == {"adults": ["Enter how many came. If nobody did, enter 0."]}
    assert booked(event) == {"events": 1}


@pytest.mark.parametrize(("field", "said"), [("adults", "-1"), ("hours", "10001"), ("materials", "many")])
def test_figures_that_cannot_be_are_asked_about(client, ana, event, field, said):
    client.force_login(ana)

    page = client.post(path(event), {"adults": "5", field: said})

    assert (list(page.context["form"].errors), Report.objects.count()) == ([field], 0)


def test_a_sentence_that_reads_like_a_tip_is_not_kept(client, ana, event):
    client.force_login(ana)

    page = client.post(path(event), {"adults": "5", "sentence": "A girl told me her uncle touches her."})

    assert (list(page.context["form"].errors), Report.objects.count()) == (["sentence"], 0)


def test_a_filed_report_is_shown_and_can_be_corrected_until_it_is_confirmed(client, ana, nina, event, now):
    report = event.file_report(by=ana, now=now, **COUNTS)
    client.force_login(ana)

    filed, correcting = client.get(path(event)), client.get(path(event), {"correct": "1"})
    report.confirm(by=nina, now=now)
    confirmed = client.get(path(event), {"correct": "1"})

    assert ("Correct the report" in filed.text, correcting.context["form"]["adults"].value()) == (True, 45)
    assert ("Correct the report" in confirmed.text, "Confirmed by NCMEC" in confirmed.text) == (False, True)


def test_an_event_ahead_says_when_it_can_be_reported(client, ana, harbor):
    client.force_login(ana)

    page = client.get(path(make.an_event(harbor)))

    assert "once the event is over" in page.text
    assert 'method="post"' not in page.text.partition("<main")[2]


def test_members_and_officers_of_other_clubs_report_nothing(client, ben, carl, event):
    for user in (ben, carl):
        client.force_login(user)

        assert client.get(path(event)).status_code == 404
        assert client.post(path(event), {"adults": "5"}).status_code == 404

    assert Report.objects.count() == 0


# --- What stays


def test_ninety_days_later_people_are_forgotten_and_the_counts_stay(event, ana, now):
    event.file_report(by=ana, now=now, **COUNTS)
    before = booked(event)

    privacy.purge(now=now + 90 * DAY)

    kim = event.signups.get(seats=2)
    assert (kim.name, kim.email, kim.seats, kim.arrived) == ("–", None, 2, 2)
    assert (event.head_counts.sums(), event.people_counted()) == ({"walk_ins": 3}, {"adults": 5})
    assert (booked(event), Report.objects.get().people) == (before, 48)
