"""What all people of an event hear at once: one statement owes everybody their message."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CharField, F, JSONField, Value
from django.db.models.functions import Cast, Concat

from campaigns import rhythm
from hope_portal.outbox.fan_out import fan_out
from hope_portal.outbox.models import Message

TOLD = (
    *("kind", "starts_at", "ends_at", "zone"),
    *("place", "address", "address_hidden", "city", "region", "access", "parking", "link"),
)
"""What people of an event know about when and where it is."""


def as_told(event):
    """What people know of the event now: to be kept before it is changed, for `event_moved`."""
    return {name: getattr(event, name) for name in TOLD}


def how_many(event):
    """People who would hear of a change."""
    return event.signups.active().exclude(email=None).count()


def event_moved(event, *, now, before):
    """Time, place or format is another one than `before`; reminders begin anew. How many will hear of it."""
    rhythm.begin_anew(event, now=now)
    fact = f"event-moved:{event.version}"
    told = Value(before, JSONField(encoder=DjangoJSONEncoder))
    return _to_people(event.signups.active(), "event_moved", fact, now=now, of=event.version, before=told)


def event_cancelled(event, change, *, now):
    fact = f"event-cancelled:{event.version}"
    return _to_people(event.signups.active(), "event_cancelled", fact, now=now, change=change.pk)


def event_clocks_changed(event, *, now):
    """A zone has new rules: on the clock nothing changes, but calendars count in UTC."""
    fact = f"event-clocks-changed:{event.version}"
    return _to_people(event.signups.confirmed(), "event_clocks_changed", fact, now=now, of=event.version)


def notice(notice, *, now):
    """What an officer writes; how many get it."""
    readers = Value(notice.READERS[notice.audience], JSONField())
    fact = f"notice:{notice.pk}"
    return _to_people(notice.readers(), "notice", fact, now=now, notice=notice.pk, readers=readers)


def _to_people(signups, template, fact, *, now, **params):
    """Owe each of `signups` one message about the fact; how many will hear of it."""
    return fan_out(
        f"campaigns/{template}",
        signups.exclude(email=None),
        to=F("email"),
        key=Concat(Value("signup:"), Cast("pk", CharField()), Value(f":{fact}")),
        params=params,
        kind=Message.Kind.TRANSACTIONAL,
        language=F("language"),
        now=now,
    )
