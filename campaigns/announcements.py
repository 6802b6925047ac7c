"""What all people of an event hear at once: one statement owes everybody their message."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from hope_portal.outbox.fan_out import fan_out
from hope_portal.outbox.models import Message


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


def event_cancelled(event, change, *, now):
    fact = f"event-cancelled:{event.version}"
    return _to_people(event.signups.active(), "event_cancelled", fact, now=now, change=change.pk)
