"""Who is at the door. Parts of Signup and Event, apart from them for length.

A phone may send what it saw long after, in any order and more than once; two phones may see different
things. Of a party the latest word counts; head counts add up.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as __

from .band import Band
from .head_count import WALK_INS, HeadCount

MOST = 999
"""More at once is a slip of the finger."""
OPENS = timedelta(days=1)
"""How long before an event the door can be tried out."""


class Arriving:
    """How many of a party came."""

    # What Signup brings.
    _default_manager: ClassVar[Any]
    event: Any
    pk: Any
    refresh_from_db: Callable[..., None]

    def note_arrival(self, people, *, now, at=None):
        """`people` of this party are here, as somebody saw at the moment `at`.

        What is seen later counts, whenever it reaches us. Harmless to repeat. Raises CheckinRefused.
        """
        self.event.check_door(now=now)
        at = min(at or now, now)
        seen_before = Q(arrival_noted_at=None) | Q(arrival_noted_at__lt=at)
        row = type(self)._default_manager.filter(seen_before, pk=self.pk)
        row.update(arrived=min(max(people, 0), MOST), arrival_noted_at=at)
        self.refresh_from_db(fields=["arrived", "arrival_noted_at"])


class CheckinRefused(Exception):
    """The text is for the person at the door."""


class Door(models.Model):
    # What Event brings.
    Status: Any
    audience: Any
    count_only: Any
    head_counts: Any
    lock: Callable[[], None]
    signups: Any
    starts_at: Any
    status: Any

    class Meta:
        abstract = True

    def checkin_refusal(self, *, now):
        """Why nobody can be checked in now: a sentence, or None."""
        if self.status not in (self.Status.LIVE, self.Status.COMPLETED):
            return __("This event does not take place as it stands, so nobody can be checked in.")
        if now < self.starts_at - OPENS:
            return __("Check-in opens one day before the event begins.")
        return None

    def check_door(self, *, now):
        if refusal := self.checkin_refusal(now=now):
            raise CheckinRefused(refusal)

    def parties(self):
        """Whom to expect, and who came although they had cancelled."""
        return self.signups.filter(Q(status="confirmed") | Q(arrived__gt=0))

    def counted_apart(self):
        """What people without a name are counted as here, the most likely first."""
        return Band.beginning_with(self.audience) if self.count_only else [WALK_INS]

    @transaction.atomic
    def count_heads(self, counted_as, change, *, now, key=None):
        """`change` more people, or fewer; never fewer than none. The same `key` again changes nothing.

        Raises CheckinRefused.
        """
        self.lock()
        self.check_door(now=now)
        key = key or uuid4()
        if self.head_counts.filter(key=key).exists():
            return
        so_far = self.head_counts.sums().get(counted_as, 0)
        change = max(-so_far, min(change, MOST))
        if change:
            HeadCount.objects.create(event_id=self.pk, counted_as=counted_as, change=change, key=key, at=now)
