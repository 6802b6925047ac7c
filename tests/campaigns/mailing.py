"""Mail about an event as it would go out."""

from datetime import UTC, date, datetime, time

from hope_portal.outbox.delivery import deliver
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


__all__ = ["DAY", "LONG_BEFORE", "a_guest", "an_evening", "deliver", "newest", "refused", "utc", "written"]
