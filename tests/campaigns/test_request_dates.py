"""When it is to be: what the form asks, refuses and warns of."""

from datetime import date, timedelta

import pytest

from campaigns.models import Event
from tests import factories as make

from .asking import a_draft, clock, path, step, text, windows

Status = Event.Status


def test_near_days_must_be_ticked_and_nothing_typed_is_lost(officer, harbor, now):
    event, near = a_draft(harbor, now), harbor.today(now) + timedelta(days=30)

    refused = officer.post(step(event, "when"), windows(near)).content.decode()
    assert ["cannot promise a presenter" in refused, f'value="{near.isoformat()}"' in refused] == [True, True]
    officer.post(step(event, "when"), windows(near, short_notice="on"))

    assert (Event.objects.get().short_notice, event.windows.count()) == (True, 1)


def test_the_tick_is_not_asked_for_and_not_kept_where_days_are_far(officer, harbor, now):
    event, far = a_draft(harbor, now, short_notice=True), harbor.today(now) + timedelta(days=90)

    officer.post(step(event, "when"), windows(far, short_notice="on"))

    assert Event.objects.get().short_notice is False


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"last_day_1": "2027-01-01"}, "The last day comes before the first."),
        ({"latest_1": "16:00"}, "This comes before “Not before”."),
        ({"latest_1": "18:00"}, "90 minutes do not fit in."),
        ({"first_day_1": "soon"}, "Enter a day, for example"),
        ({"earliest_1": ""}, "Enter a time, for example"),
        ({"first_day_2": "2030-05-01"}, "Enter a time, for example"),
        ({"zone": "Mars/Olympus"}, "Select a valid choice"),
    ],
)
def test_days_that_make_no_sense_are_refused_with_a_sentence(officer, harbor, now, said, why):
    event = a_draft(harbor, now)

    answer = officer.post(step(event, "when"), {**windows(date(2030, 4, 1)), **said})

    assert (answer.status_code, why in answer.content.decode()) == (200, True)
    assert event.windows.count() == 0


def test_three_windows_are_kept_in_their_order(officer, harbor, now):
    event = a_draft(harbor, now)
    first, second, third = date(2030, 6, 3), date(2030, 4, 1), date(2030, 5, 6)

    officer.post(step(event, "when"), {**windows(first), **windows(second, n=2), **windows(third, n=3)})

    assert list(event.windows.values_list("first_day", flat=True)) == [first, second, third]


def test_free_weeks_of_presenters_are_shown(officer, harbor, now):
    event = a_draft(harbor, now)
    assert "No presenter is listed" in text(officer, step(event, "when"))

    make.a_presenter(regions=["WA"])

    assert "presenters are free in the weeks of" in text(officer, step(event, "when"))


def test_an_hour_that_clocks_skip_is_refused_and_nothing_typed_is_lost(officer, harbor, now):
    event = a_draft(harbor, now, kind="awareness")

    answer = officer.post(step(event, "when"), clock(date(2030, 3, 10), "02:30")).content.decode()

    assert ["There is no 2:30 a.m. on Sunday, March 10, 2030" in answer, 'value="02:30"' in answer] == [
        True
    ] * 2
    assert Event.objects.get().starts_at is None


def test_an_hour_that_comes_twice_is_asked_about_and_never_guessed(officer, harbor, now):
    event, night = a_draft(harbor, now, kind="awareness"), date(2030, 11, 3)

    asked = officer.post(step(event, "when"), clock(night, "01:30")).content.decode()
    assert ["The first 1:30 a.m. (EDT)" in asked, "The second 1:30 a.m. (EST)" in asked] == [True, True]
    assert Event.objects.get().starts_at is None
    officer.post(step(event, "when"), clock(night, "01:30", which="second"))

    assert f"{Event.objects.get().starts_at:%H:%M}" == "06:30"
    assert 'value="second" id="id_which_1" checked' in text(officer, step(event, "when")).replace(
        " required", ""
    )


def test_an_event_in_the_past_is_refused(officer, harbor, now):
    event = a_draft(harbor, now, kind="awareness")

    answer = officer.post(step(event, "when"), clock(harbor.today(now) - timedelta(days=1)))

    assert "over already" in answer.content.decode()


def test_a_likely_duplicate_is_named_at_the_next_save_and_while_typing(officer, active, now):
    event, day = a_draft(active, now, kind="awareness"), active.today(now) + timedelta(days=90)
    other = make.an_event(active, status=Status.SUBMITTED, day=day + timedelta(days=3), title="Spring talk")
    make.an_event(kind="awareness", day=day)
    make.an_event(active, day=day + timedelta(days=15))

    typed = text(officer, path("event-similar", event), **clock(day))
    officer.post(step(event, "when"), clock(day))
    shown = text(officer, step(event, "when"))

    assert [content.count("Your club already asked for") for content in (typed, shown)] == [1, 1]
    assert [other.reference in content for content in (typed, shown)] == [True, True]


def test_another_kind_at_another_place_is_no_duplicate(officer, active, now):
    day = active.today(now) + timedelta(days=90)
    event = a_draft(active, now, kind="awareness", place="Library")
    other = make.an_event(active, kind="professionals", day=day, place="Court house")

    before = text(officer, path("event-similar", event), **clock(day))
    Event.objects.filter(pk=other.pk).update(place="LIBRARY")
    after = text(officer, path("event-similar", event), **clock(day))

    assert ["already asked" in content for content in (before, after)] == [False, True]


def test_half_a_date_asks_nothing(officer, harbor, now):
    event = a_draft(harbor, now)

    assert text(officer, path("event-similar", event), first_day_1="2030").strip() == ""


@pytest.mark.parametrize("kind", ["community", "awareness"])
def test_a_length_that_the_list_does_not_offer_stays(officer, harbor, now, kind):
    event = a_draft(harbor, now, kind=kind, minutes=100)

    assert '<option value="100" selected>100 minutes</option>' in text(officer, step(event, "when"))
