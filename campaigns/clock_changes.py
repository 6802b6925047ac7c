"""Rules of time zones change. What a club said of its event stays true on the clock; the instants follow."""

from django.db import transaction

from campaigns import announcements, rhythm
from campaigns.models import Event

STANDING = (Event.Status.APPROVED, Event.Status.LIVE)
SAID = ("day", "start", "minutes", "zone", "later")


def recompute_times(*, now):
    """Derive the instants of all events to come from what was said of them; how many have changed."""
    to_come = Event.objects.filter(status__in=STANDING, starts_at__gt=now).exclude(day=None)
    found = to_come.only(*SAID, "starts_at", "ends_at").iterator(chunk_size=2000)
    changed = [event.pk for event in found if _is_off(event)]
    return sum(_put_right(Event.objects.get(pk=pk), now=now) for pk in changed)


def _is_off(event):
    known = (event.starts_at, event.ends_at)
    event.derive_times()
    return known != (event.starts_at, event.ends_at)


@transaction.atomic
def _put_right(event, *, now):
    """Whether it was off still, once nobody else changes it."""
    event.lock()
    event.refresh_from_db(fields=[*SAID, "starts_at", "ends_at"])
    if not _is_off(event):
        return False
    event.version += 1
    event.save(update_fields=["starts_at", "ends_at", "version"])
    rhythm.begin_anew(event, now=now)
    announcements.event_clocks_changed(event, now=now)
    return True
