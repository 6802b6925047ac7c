"""Rules of time zones change: what a club said stays true on the clock."""

from zoneinfo import ZoneInfo

import pytest

from campaigns import clock_changes
from campaigns.models import Event, timing
from hope_portal.outbox.models import Message

from .mailing import LONG_BEFORE, a_guest, an_evening, utc, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_rules(monkeypatch):
    """As if New York had stayed on winter time all year, until the rules changed."""

    def zone_info(name):
        return ZoneInfo("America/Panama" if name == "America/New_York" else name)

    with monkeypatch.context() as patched:
        patched.setattr(timing, "ZoneInfo", zone_info)
        event, other = an_evening(), an_evening(zone="America/Denver")
        a_guest(event)
        a_guest(other)
    assert event.starts_at == utc(2027, 6, 10, 23, 30)
    return event


def test_an_event_follows_new_rules_of_its_zone_and_calendars_follow_the_event(old_rules):
    assert clock_changes.recompute_times(now=LONG_BEFORE) == 1
    assert clock_changes.recompute_times(now=LONG_BEFORE) == 0

    event = Event.objects.get(pk=old_rules.pk)
    told = Message.objects.filter(template="campaigns/event_clocks_changed").get()
    mail = written(told)
    assert (event.starts_at, event.ends_at, event.version) == (
        utc(2027, 6, 10, 22, 30),
        utc(2027, 6, 11, 0),
        1,
    )
    assert told.about.event == event
    assert "DTSTART:20270610T223000Z" in mail.calendar
    assert "SEQUENCE:1" in mail.calendar
    assert mail.subject == "Still at 6:30 p.m. on Thursday, June 10, 2027"


@pytest.mark.parametrize("changes", [{"status": "cancelled"}, {"status": "completed"}])
def test_what_is_over_keeps_its_instants(old_rules, changes):
    Event.objects.filter(pk=old_rules.pk).update(**changes)

    assert clock_changes.recompute_times(now=LONG_BEFORE) == 0


def test_a_past_event_keeps_its_instants(old_rules):
    assert clock_changes.recompute_times(now=utc(2027, 6, 11)) == 0
