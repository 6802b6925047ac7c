"""Mail about an event as it would go out."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from campaigns import announcements, emails, reminders
from campaigns.models import Event, Notice
from hope_portal.outbox.models import Message
from hope_portal.outbox.writing import write
from tests import factories as make

DAY = date(2027, 6, 10)
"""A Thursday."""


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


LONG_BEFORE = utc(2027, 5, 1, 12)


def an_evening(club=None, **said):
    """On June 10, 2027, 6:30 p.m. in New York, which is 22:30 UTC."""
    said = {"day": DAY, "start": time(18, 30), "zone": "America/New_York", "now": LONG_BEFORE, **said}
    zone = said.pop("zone")
    event = make.an_event(club, **said)
    if zone != event.zone:
        event.set_time(said["day"], said["start"], zone=zone)
    return event


def a_guest(event, **said):
    said = {"now": LONG_BEFORE, **said}
    return make.a_signup(event, **said)


def newest(signup, template=None):
    mail = Message.objects.filter(to=signup.email).order_by("-pk")
    return (mail.filter(template=f"campaigns/{template}") if template else mail).first()


def written(message, at=LONG_BEFORE):
    """As it reads when it goes out at that moment."""
    message = Message.objects.get(pk=message.pk)
    message.sent_at = at
    write(message)
    return message


def refused(message, at=LONG_BEFORE):
    message = Message.objects.get(pk=message.pk)
    message.sent_at = at
    return message.about.message_refusal(message)


def owed(now):
    """What is owed at that moment: pairs of a template and an address."""
    known = set(Message.objects.values_list("pk", flat=True))
    reminders.owe_reminders(now=now)
    reminders.owe_thanks(now=now)
    new = Message.objects.exclude(pk__in=known).order_by("pk").values_list("template", "to")
    return [(template.removeprefix("campaigns/"), to) for template, to in new]


def at(zone, day, *clock):
    return datetime.combine(day, time(*clock), ZoneInfo(zone))


def local(day, *clock):
    return at("America/New_York", day, *clock)


EVE, MORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


# --- One of each message ----------------------------------------------------------------------------------

DAY_BEFORE, SAME_DAY, DAY_AFTER = utc(2027, 6, 9, 15), utc(2027, 6, 10, 12), utc(2027, 6, 11, 14)


def confirmed(event):
    return a_guest(event, seats=2)


def waiting(event):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    return a_guest(event, seats=1) and a_guest(event, seats=1)


def offered(event):
    signup = waiting(event)
    event.signups.first().cancel(now=LONG_BEFORE)
    return event.signups.get(pk=signup.pk)


def expired(event):
    signup = offered(event)
    signup.expire(now=signup.offered_until)
    return signup


def cancelled(event):
    signup = confirmed(event)
    signup.cancel(now=LONG_BEFORE)
    return signup


def with_other_seats(event):
    signup = confirmed(event)
    signup.change_seats(3, now=LONG_BEFORE)
    return signup


def reminded_of(event):
    signup = confirmed(event)
    emails.signup_reminded_of(signup, now=LONG_BEFORE)
    return signup


def moved(event):
    signup = confirmed(event)
    before = announcements.as_told(event)
    event.set_time(DAY + timedelta(days=7), event.start)
    Event.objects.filter(pk=event.pk).update(version=1)
    event.refresh_from_db()
    announcements.event_moved(event, now=LONG_BEFORE, before=before)
    return signup


def of_other_clocks(event):
    signup = confirmed(event)
    announcements.event_clocks_changed(event, now=LONG_BEFORE)
    return signup


def of_a_cancelled_event(event):
    signup = confirmed(event)
    event.cancel(by=None, now=LONG_BEFORE, note="The hall is flooded.")
    return signup


def reminded_at(now):
    def reminded(event):
        signup = confirmed(event)
        reminders.owe_reminders(now=now)
        return signup

    return reminded


def thanked(event):
    signup = confirmed(event)
    reminders.owe_thanks(now=DAY_AFTER)
    return signup


def written_to(event):
    signup = confirmed(event)
    Notice(event=event, text="Bring a pen <b>please</b>.", audience="confirmed").send(now=LONG_BEFORE)
    return signup


MADE = {
    "signup_confirmed": (confirmed, LONG_BEFORE),
    "signup_waiting": (waiting, LONG_BEFORE),
    "signup_offered": (offered, LONG_BEFORE),
    "signup_offer_expired": (expired, LONG_BEFORE + timedelta(days=2)),
    "signup_seats_changed": (with_other_seats, LONG_BEFORE),
    "signup_cancelled": (cancelled, LONG_BEFORE),
    "signup_reminded_of": (reminded_of, LONG_BEFORE),
    "event_moved": (moved, LONG_BEFORE),
    "event_clocks_changed": (of_other_clocks, LONG_BEFORE),
    "event_cancelled": (of_a_cancelled_event, LONG_BEFORE),
    "reminder_day_before": (reminded_at(DAY_BEFORE), DAY_BEFORE),
    "reminder_same_day": (reminded_at(SAME_DAY), SAME_DAY),
    "thank_you": (thanked, DAY_AFTER),
    "notice": (written_to, LONG_BEFORE),
}
"""How each message comes about, and when it goes out."""


def made(name, event=None):
    event = event or an_evening()
    make_it, at = MADE[name]
    signup = make_it(event)
    return event, signup, newest(signup, name), at
