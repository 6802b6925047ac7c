from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from campaigns.models import Event
from campaigns.models.timing import moment, moments
from tests import factories as make

NEW_YORK = "America/New_York"
SPRING, AUTUMN = date(2027, 3, 14), date(2027, 11, 7)


def test_an_ordinary_time_is_one_moment():
    assert moments(date(2027, 6, 10), time(18, 30), NEW_YORK) == [datetime(2027, 6, 10, 22, 30, tzinfo=UTC)]


def test_the_hour_that_clocks_skip_is_no_moment():
    assert moments(SPRING, time(2, 30), NEW_YORK) == []
    with pytest.raises(ValueError, match="skip"):
        moment(SPRING, time(2, 30), NEW_YORK)


def test_the_hour_that_comes_twice_is_two_moments():
    first, second = moments(AUTUMN, time(1, 30), NEW_YORK)

    assert second - first == timedelta(hours=1)
    assert moment(AUTUMN, time(1, 30), NEW_YORK) == first
    assert moment(AUTUMN, time(1, 30), NEW_YORK, later=True) == second


@pytest.mark.parametrize("zone", ["America/Phoenix", "Pacific/Honolulu", "Asia/Kolkata"])
def test_zones_without_clock_changes_know_every_hour_once(zone):
    assert [len(moments(day, time(2, 30), zone)) for day in (SPRING, AUTUMN)] == [1, 1]


@pytest.mark.parametrize(("later", "ends"), [(False, "01:30"), (True, "02:30")])
def test_an_event_in_the_night_of_the_clock_change_lasts_as_long_as_it_lasts(db, later, ends):
    """60 minutes from the first 1:30 is the second 1:30."""
    event = make.an_event(club=make.a_club(zone=NEW_YORK))

    event.set_time(AUTUMN, time(1, 30), minutes=60, later=later)

    assert event.ends_at - event.starts_at == timedelta(minutes=60)
    assert (f"{event.local_start:%H:%M}", f"{event.local_end:%H:%M}") == ("01:30", ends)


def test_a_zone_that_changes_its_rules_keeps_what_the_clock_on_the_wall_says(db, monkeypatch):
    """As if clocks there had come to be one hour ahead: the wall says 18:30 all the same."""
    event = make.an_event(day=date(2027, 6, 10), start=time(18, 30))
    before = event.starts_at

    monkeypatch.setattr("campaigns.models.timing.ZoneInfo", lambda zone: ZoneInfo("America/Halifax"))
    event.derive_times()

    assert event.starts_at == before - timedelta(hours=1)
    assert (event.day, event.start) == (date(2027, 6, 10), time(18, 30))


def test_a_time_that_new_rules_come_to_skip_is_the_hour_after(db, monkeypatch):
    event = make.an_event(club=make.a_club(zone="America/Phoenix"), day=SPRING, start=time(2, 30))

    monkeypatch.setattr("campaigns.models.timing.ZoneInfo", lambda zone: ZoneInfo(NEW_YORK))
    event.derive_times()

    assert f"{event.local_start:%H:%M}" == "03:30"


def test_an_event_without_a_time_has_none(db, harbor, now):
    event = Event.begin(harbor, kind="awareness", organiser=None, now=now)

    event.derive_times()

    assert (event.starts_at, event.ends_at) == (None, None)
