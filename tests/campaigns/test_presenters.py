from datetime import date, time, timedelta

import pytest

from campaigns.models import Booking, PresenterBusy
from tests import factories as make
from tests.test_races import at_once


def test_a_booking_keeps_the_way_there_and_back_free(db, now):
    event = make.an_event(kind="community", minutes=90)

    booking = make.a_presenter(travel_minutes=60).book(event, now=now)

    during = booking.during
    assert (event.starts_at - during.lower, during.upper - event.ends_at) == (timedelta(hours=1),) * 2


def test_online_a_quarter_of_an_hour_is_kept_free(db, now):
    event = make.an_event(kind="online")

    booking = make.a_presenter().book(event, now=now)

    assert booking.during.upper - event.ends_at == timedelta(minutes=15)


def test_a_presenter_is_refused_while_on_the_way_and_free_after_it(db, now):
    presenter = make.a_presenter(travel_minutes=60)
    first = make.an_event(start=time(9), minutes=60)
    too_soon = make.an_event(start=time(11, 59))
    after = make.an_event(start=time(12))
    presenter.book(first, now=now)

    with pytest.raises(PresenterBusy) as refused:
        presenter.book(too_soon, now=now)
    presenter.book(after, now=now)

    assert str(refused.value) == f"Robin Speaker is booked for {first} at that time."
    assert sorted(Booking.objects.values_list("event", flat=True)) == [first.pk, after.pk]


def test_who_was_booked_before_is_free_again(db, now):
    event = make.an_event()
    first = make.a_presenter("First Speaker").book(event, now=now)

    second = make.a_presenter("Second Speaker").book(event, now=now)

    first.refresh_from_db()
    assert (first.released_at, list(event.bookings.standing())) == (now, [second])


def test_somebody_else_who_is_busy_leaves_the_first_booking_as_it_is(db, now):
    event, other = make.an_event(), make.an_event()
    busy = make.a_presenter("Busy Speaker")
    busy.book(other, now=now)
    first = make.a_presenter("First Speaker").book(event, now=now)

    with pytest.raises(PresenterBusy):
        busy.book(event, now=now)

    assert list(event.bookings.standing()) == [first]


def test_the_same_presenter_is_booked_anew_for_the_new_time(db, now):
    event, presenter = make.an_event(), make.a_presenter()
    presenter.book(event, now=now)
    event.set_time(event.day, time(19))

    presenter.book(event, now=now)

    (standing,) = event.bookings.standing()
    assert standing.during.lower == event.starts_at - timedelta(hours=2)


def test_released_twice_is_released_once(db, now):
    booking = make.a_presenter().book(make.an_event(), now=now)
    booking.release(now=now)

    booking.release(now=now + timedelta(days=1))

    booking.refresh_from_db()
    assert booking.released_at == now


@pytest.mark.parametrize("cleared", [None, date(2030, 5, 1)])
def test_nobody_meets_pupils_without_a_clearance_that_holds_on_the_day(db, now, cleared):
    event = make.an_event(kind="school", day=date(2030, 5, 2))
    presenter = make.a_presenter(youth_cleared_until=cleared)

    with pytest.raises(PresenterBusy) as refused:
        presenter.book(event, now=now)

    assert str(refused.value) == "Robin Speaker is not cleared for youth on that day."
    assert not Booking.objects.exists()


def test_a_presenter_who_left_is_not_booked(db, now):
    with pytest.raises(PresenterBusy):
        make.a_presenter(active=False).book(make.an_event(), now=now)


@pytest.mark.django_db(transaction=True)
def test_eight_events_at_the_same_time_get_one_presenter_once(now):
    """Without the constraint `presenter_in_one_place` all eight are booked."""
    presenter = make.a_presenter()
    club = make.a_club()
    events = [make.an_event(club) for _ in range(8)]

    outcomes = at_once(lambda number: presenter.book(events[number], now=now))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Booking", *["PresenterBusy"] * 7]
    assert Booking.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_presenters_at_once_for_one_event_leave_one_booked(now):
    event = make.an_event()
    presenters = [make.a_presenter(f"Speaker {n}") for n in range(8)]

    at_once(lambda number: presenters[number].book(type(event).objects.get(pk=event.pk), now=now))

    assert event.bookings.count() == 8
    assert event.bookings.standing().count() == 1
