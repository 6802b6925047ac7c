"""When people of an event are reminded and thanked, on the clocks of 40 zones."""

from datetime import date, time, timedelta
from zoneinfo import available_timezones

import pytest

from campaigns import announcements, reminders
from campaigns.models import Event, Signup
from campaigns.rhythm import stamp, stamp_in_sql
from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.models import Message
from hope_portal.outbox.preferences import set_declined
from tests import factories as make
from tests.outbox.conftest import sink, smtp
from tests.test_races import at_once

from .mailing import (
    DAY,
    EVE,
    LONG_BEFORE,
    MORROW,
    a_guest,
    an_evening,
    at,
    local,
    newest,
    owed,
    refused,
    utc,
    written,
)

__all__ = ["sink", "smtp"]
pytestmark = pytest.mark.django_db
FORTY = sorted(zone for zone in available_timezones() if zone.startswith(("America/", "Asia/")))[::8][:36]
FORTY += ["Europe/London", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Kiritimati"]
SECOND = timedelta(seconds=1)


# --- The rhythm ---------------------------------------------------------------------------------------------


def test_each_reminder_is_owed_from_its_minute_on_and_once():
    signup = a_guest(an_evening(), email="kim@example.org")
    moments = [local(EVE, 10, 59), local(EVE, 11), local(EVE, 11, 5), local(DAY, 7, 59), local(DAY, 8)]

    found = [owed(now) for now in [*moments, local(DAY, 8, 5), local(MORROW, 9, 59), local(MORROW, 10)]]

    kim = signup.email
    assert found == [
        [],
        [("reminder_day_before", kim)],
        [],
        [],
        [("reminder_same_day", kim)],
        [],
        [],
        [("thank_you", kim)],
    ]
    assert list(Message.objects.order_by("pk").values_list("key", flat=True))[1:] == [
        f"signup:{signup.pk}:reminder:day_before:20270610T2230",
        f"signup:{signup.pk}:reminder:same_day:20270610T2230",
        f"signup:{signup.pk}:thank_you:20270610T2230",
    ]


def test_reminders_can_be_declined_and_say_how(smtp, now):
    signup = a_guest(an_evening())
    other = a_guest(signup.event)
    set_declined(other.email, ["service"])
    reminders.owe_reminders(now=local(EVE, 11))
    Message.objects.filter(template="campaigns/signup_confirmed").delete()
    set_aside = Message.objects.get(to=other.email)
    assert "Send me no more of these" in written(newest(signup), local(EVE, 11)).text

    Message.objects.update(try_after=now)
    deliver()

    set_aside.refresh_from_db()
    assert (set_aside.status, set_aside.reason) == ("skipped", "The reader wants no more mail of this kind.")


def test_who_signs_up_after_a_reminder_was_due_does_not_get_it():
    event = an_evening()
    a_guest(event, email="early@example.org", now=local(EVE, 11))
    a_guest(event, email="late@example.org", now=local(EVE, 11) + SECOND)

    assert owed(local(EVE, 11, 5)) == [("reminder_day_before", "early@example.org")]
    assert [to for _template, to in owed(local(DAY, 8))] == ["early@example.org", "late@example.org"]


def test_who_is_offered_seats_or_waits_or_has_left_is_not_reminded():
    event = an_evening(capacity=2)
    guest, gone, _offered, _waiting = [a_guest(event) for _ in range(4)]
    gone.cancel(now=LONG_BEFORE)
    Signup.objects.filter(pk=_offered.pk).update(name="Offered")

    assert sorted(event.signups.values_list("status", flat=True)) == [
        "cancelled",
        "confirmed",
        "offered",
        "waiting",
    ]
    assert owed(local(EVE, 11)) == [("reminder_day_before", guest.email)]


@pytest.mark.parametrize(
    ("start", "templates"),
    [
        (time(7, 30), ["reminder_day_before"]),
        (time(8), ["reminder_day_before"]),
        (time(8, 30), ["reminder_day_before", "reminder_same_day"]),
    ],
)
def test_an_event_before_eight_is_reminded_of_the_day_before_only(start, templates):
    a_guest(an_evening(start=start))
    quarters = [local(EVE, 0) + timedelta(minutes=15 * n) for n in range(4 * 48)]

    assert [name for now in quarters for name, _to in owed(now) if name != "thank_you"] == templates


@pytest.mark.parametrize("status", sorted(set(Event.Status.values) - {"live"}))
def test_only_live_events_are_reminded_of(status):
    event = an_evening()
    a_guest(event)
    Event.objects.update(status=status)

    assert owed(local(EVE, 11)) == []


def test_what_is_late_is_left_out():
    """The portal was down: nobody is told of tomorrow today, nor of today once it has begun."""
    a_guest(an_evening())

    assert owed(local(DAY, 0)) == []
    assert owed(local(DAY, 18, 30)) == []
    assert owed(local(DAY + timedelta(days=8), 10)) == []


def test_a_reminder_that_waited_for_the_mail_server_until_the_next_day_is_not_sent():
    signup = a_guest(an_evening())
    reminders.owe_reminders(now=local(EVE, 11))
    message = newest(signup)

    assert refused(message, local(EVE, 23, 59)) is None
    assert refused(message, local(DAY, 0)) == "It is the day of the event already."


# --- Moved --------------------------------------------------------------------------------------------------


def move(event, *, now, day=None, start=None):
    event.refresh_from_db()
    before = announcements.as_told(event)
    event.set_time(day or event.day, start or event.start)
    Event.objects.filter(pk=event.pk).update(version=event.version + 1)
    event.refresh_from_db()
    announcements.event_moved(event, now=now, before=before)


def test_a_moved_event_is_reminded_of_again_and_its_older_reminder_is_void():
    event = an_evening()
    signup = a_guest(event)
    owed(local(EVE, 11))
    older = newest(signup)

    move(event, day=DAY + timedelta(days=7), now=local(EVE, 12))

    assert refused(older, local(EVE, 12)) == "The event was moved."
    assert owed(local(DAY, 8)) == []
    assert owed(local(EVE + timedelta(days=7), 11)) == [("reminder_day_before", signup.email)]
    assert refused(newest(signup), local(EVE + timedelta(days=7), 11)) is None


def test_who_has_just_heard_of_a_move_is_not_reminded_of_what_was_due_before():
    event = an_evening(day=DAY + timedelta(days=7))
    signup = a_guest(event)

    move(event, day=DAY, now=local(EVE, 12))

    assert newest(signup).template == "campaigns/event_moved"
    assert owed(local(EVE, 12, 5)) == []
    assert owed(local(DAY, 8)) == [("reminder_same_day", signup.email)]


# --- Zones and clock changes --------------------------------------------------------------------------------


def test_forty_zones_are_each_reminded_on_their_own_clock():
    club = make.a_club()
    for zone in FORTY:
        a_guest(an_evening(club, zone=zone), email=f"{zone.lower().replace('/', '.')}@example.org")
    quarters = [utc(2027, 6, 8, 12) + timedelta(minutes=15 * n) for n in range(4 * 72)]

    heard = {(template, to): now for now in quarters for template, to in owed(now) if template != "thank_you"}

    expected = {}
    for zone in FORTY:
        address = f"{zone.lower().replace('/', '.')}@example.org"
        expected["reminder_day_before", address] = at(zone, EVE, 11)
        expected["reminder_same_day", address] = at(zone, DAY, 8)
    assert heard == expected


NIGHTS = [
    ("America/New_York", date(2027, 3, 14)),
    ("America/New_York", date(2027, 11, 7)),
    ("Europe/London", date(2027, 3, 28)),
    ("Australia/Lord_Howe", date(2027, 4, 4)),
    ("America/Phoenix", date(2027, 3, 14)),
    ("Africa/Cairo", date(2027, 4, 30)),
]


@pytest.mark.parametrize(("zone", "day"), NIGHTS)
@pytest.mark.parametrize("days", [0, 1, 2])
def test_on_the_nights_when_clocks_change_the_clock_on_the_wall_counts(zone, day, days):
    day = day + timedelta(days=days)
    a_guest(an_evening(day=day, zone=zone), now=utc(2027, 1, 1))
    eve = at(zone, day - timedelta(days=1), 11)

    assert owed(eve - SECOND) == []
    assert [template for template, _to in owed(eve)] == ["reminder_day_before"]
    assert owed(at(zone, day, 8) - SECOND) == []
    assert [template for template, _to in owed(at(zone, day, 8))] == ["reminder_same_day"]


def test_python_and_the_database_name_a_moment_alike():
    event = an_evening(zone="Pacific/Kiritimati")

    assert Event.objects.annotate(found=stamp_in_sql("starts_at")).get().found == stamp(event.starts_at)


# --- Many at once -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_queries_does_not_grow_with_people_and_events(count, django_assert_num_queries):
    club = make.a_club()
    for zone in FORTY[: count // 3]:
        event = an_evening(club, zone=zone)
        for _ in range(3):
            a_guest(event)
    reminders.owe_reminders(now=LONG_BEFORE)

    with django_assert_num_queries(
        10
    ):  # two reminders: a savepoint, which zones, who is owed, what is marked
        new = reminders.owe_reminders(now=utc(2027, 6, 9, 22))

    assert new == Message.objects.exclude(params={}).filter(kind="service").count() > 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_owe_each_reminder_once():
    event = an_evening()
    Signup.objects.bulk_create(
        Signup(
            event=event,
            name="Guest",
            email=f"guest{n}@example.org",
            status="confirmed",
            created_at=LONG_BEFORE,
            confirmed_at=LONG_BEFORE,
        )
        for n in range(500)
    )

    owed = at_once(lambda number: reminders.owe_reminders(now=local(EVE, 11)), times=4)

    assert sum(owed) == Message.objects.count() == 500
