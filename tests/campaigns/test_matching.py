from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from campaigns import matching
from campaigns.models import Absence, DateWindow
from tests import factories as make

NOW = datetime(2030, 1, 2, 12, tzinfo=ZoneInfo("America/New_York"))
FIRST_MONDAY = date(2030, 1, 7)
DAYTON, COLUMBUS = {"latitude": 39.759, "longitude": -84.192}, {"latitude": 39.961, "longitude": -82.999}


def free(**asked):
    return [number for _monday, number in matching.free_weeks(now=NOW, weeks=3, **asked)]


def an_absence(presenter, first, last):
    return Absence.objects.create(presenter=presenter, first_day=first, last_day=last)


def names(found):
    return [candidate.presenter.name for candidate in found]


def against(event, day=None):
    (candidate,) = matching.candidates(event, day, now=NOW)
    return [reason.text for reason in candidate.against]


def test_weeks_begin_on_the_next_monday_and_count_who_has_a_free_day(db):
    make.a_presenter()
    away = make.a_presenter("Away Speaker")
    an_absence(away, FIRST_MONDAY, FIRST_MONDAY + timedelta(days=6))

    weeks = matching.free_weeks(region="OH", audience="adults", language="en", now=NOW, weeks=2)

    assert weeks == [(FIRST_MONDAY, 1), (FIRST_MONDAY + timedelta(weeks=1), 2)]


def test_a_week_without_a_free_day_is_no_free_week(db, now):
    presenter = make.a_presenter(weekdays=[1])
    presenter.book(make.an_event(day=date(2030, 1, 15), start=time(9)), now=now)

    assert free() == [1, 0, 1]


def test_only_those_count_who_could_come(db):
    make.a_presenter(languages=["es"], regions=["WA"], audiences=["high"], online=False)
    make.a_presenter(active=False)

    assert free(language="es", region="WA", audience="high") == [1, 1, 1]
    assert (
        free(language="en") == free(region="OH") == free(audience="adults") == free(online=True) == [0, 0, 0]
    )


def test_without_regions_the_home_region_counts(db):
    make.a_presenter(regions=[], region="TX")

    assert free(region="TX") == [1, 1, 1]
    assert free(region="OH") == [0, 0, 0]


@pytest.mark.parametrize("presenters", [1, 3])
def test_free_weeks_take_the_same_queries_for_1_and_3_presenters(db, presenters, django_assert_num_queries):
    for _ in range(presenters):
        an_absence(make.a_presenter(), FIRST_MONDAY, FIRST_MONDAY)

    with django_assert_num_queries(3):
        matching.free_weeks(now=NOW)


def test_the_nearer_one_stands_first_and_each_booking_moves_one_back(db):
    event = make.an_event(region="OH", day=date(2030, 3, 4), now=NOW, **COLUMBUS)
    near = make.a_presenter("Near", **COLUMBUS)
    make.a_presenter("Farther", **DAYTON)
    before = names(matching.candidates(event, now=NOW))
    for day in range(4):
        near.book(make.an_event(day=date(2030, 2, 4 + day)), now=NOW)

    after = names(matching.candidates(event, now=NOW))

    assert (before, after) == (["Near", "Farther"], ["Farther", "Near"])


def test_every_reason_is_said(db):
    event = make.an_event(kind="school", region="OH", day=date(2030, 3, 4), **COLUMBUS)
    fit = {"audiences": ["middle"], "youth_cleared_until": date(2030, 12, 31), "city": "Dayton", **DAYTON}
    make.a_presenter(**fit)

    (candidate,) = matching.candidates(event, now=NOW)

    assert candidate.eligible
    assert [reason.text for reason in candidate.reasons] == [
        "Speaks English.",
        "Presents to: Middle school.",
        "65 miles from Dayton.",
        "Cleared for youth until Dec 31, 2030.",
        "Free on March 4.",
        "0 bookings within 90 days.",
    ]


def test_what_speaks_against_somebody_is_said(db):
    event = make.an_event(kind="school", region="OH", day=date(2030, 3, 4), **COLUMBUS)
    presenter = make.a_presenter(languages=["es"], regions=[], city="Dayton", weekdays=[1], **DAYTON)

    assert against(event) == [
        "Does not speak English.",
        "Does not present to: Middle school.",
        "65 miles from Dayton, travels up to 60.",
        "Not cleared for youth.",
        "Does not present on a Monday.",
    ]
    presenter.weekdays = list(range(7))
    presenter.save()
    an_absence(presenter, date(2030, 3, 1), date(2030, 3, 5))
    assert against(event)[-1] == "Away until March 5."


def test_a_booking_counts_at_its_hours_and_on_a_day_without_hours_all_day(db):
    presenter = make.a_presenter()
    booked = make.an_event(day=date(2030, 3, 4), start=time(9), now=NOW)
    presenter.book(booked, now=NOW)
    evening = make.an_event(day=date(2030, 3, 4), start=time(18), now=NOW)
    noon = make.an_event(day=date(2030, 3, 4), start=time(11), now=NOW)
    other_day = make.an_event(day=date(2030, 3, 5), now=NOW)

    busy = [f"Booked on March 4 for {booked.reference}."]
    assert against(evening) == against(booked) == []
    assert against(noon) == against(other_day, date(2030, 3, 4)) == busy


def test_in_a_window_the_first_free_day_counts(db):
    event = make.an_event(kind="community", day=date(2030, 3, 8))
    window = DateWindow(
        event=event, first_day=date(2030, 3, 4), last_day=date(2030, 3, 6), earliest=time(9), latest=time(12)
    )
    an_absence(make.a_presenter("Away"), date(2030, 3, 1), date(2030, 3, 30))
    booked = make.a_presenter("Booked")
    booked.book(make.an_event(day=date(2030, 3, 4), start=time(10)), now=NOW)
    booked.book(make.an_event(day=date(2030, 3, 5), start=time(18)), now=NOW)

    found = matching.Match(event, now=NOW).within(window)

    assert [(candidate.presenter.name, candidate.day, candidate.eligible) for candidate in found] == [
        ("Booked", date(2030, 3, 5), True),
        ("Away", date(2030, 3, 4), False),
    ]


@pytest.mark.parametrize("presenters", [1, 3])
def test_candidates_take_the_same_queries_for_1_and_3_presenters(db, presenters, django_assert_num_queries):
    event, other = make.an_event(), make.an_event(day=date(2030, 3, 5))
    for number in range(presenters):
        make.a_presenter(f"Speaker {number}").book(other, now=NOW)

    with django_assert_num_queries(3):
        matching.candidates(event, now=NOW)
