"""Reminders and thanks: one statement owes everybody what is due, over all events in all zones.

Then the events are marked, in the same transaction. Nobody falls between the two: an event that is moved or
goes live when its reminder is due already has nobody left to remind (`rhythm.begin_anew`).
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from campaigns.models import Event, Signup
from campaigns.rhythm import REMINDERS, THANKS, stamp_in_sql
from hope_portal.outbox.fan_out import fan_out
from hope_portal.outbox.models import Message

AHEAD, BACK = timedelta(days=2), timedelta(days=10)
"""No event further away is reminded of or thanked for: that leaves few to look at closely."""


def owe_reminders(*, now):
    """Owe all reminders that are due; how many are new. Safe late, twice, and on two workers."""
    near = Event.objects.filter(
        status=Event.Status.LIVE, starts_at__gt=now, starts_at__lt=now + AHEAD, ends_at__gt=now
    )
    return sum(_owe(mark, near, _with_seats_in_time(mark), now=now) for mark in REMINDERS)


def owe_thanks(*, now):
    """The day after, to those who came; to all with seats where nobody was checked in."""
    took_place = [Event.Status.LIVE, Event.Status.COMPLETED]
    past = Event.objects.filter(status__in=took_place, starts_at__gt=now - BACK, ends_at__lte=now)
    return _owe(THANKS, past, _who_came(), now=now)


def _with_seats_in_time(mark):
    """Who got seats after the reminder was due has just heard all of it."""
    return Signup.objects.confirmed().filter(confirmed_at__lte=mark.due.in_sql())


def _who_came():
    checked_in = Signup.objects.filter(event=OuterRef("event"), arrived__gt=0)
    return Signup.objects.confirmed().filter(Q(arrived__gt=0) | ~Exists(checked_in))


@transaction.atomic
def _owe(mark, events, signups, *, now):
    due = events.alias(due=mark.due.in_sql(event=""), over=mark.ends_in_sql(event=""))
    due = due.filter(due__lte=now, over__gt=now, **{mark.flag: False})
    starts = stamp_in_sql("event__starts_at")
    owed = fan_out(
        f"campaigns/{mark.template}",
        signups.filter(event__in=due).exclude(email=None),
        to=F("email"),
        key=Concat(
            Value("signup:"),
            Cast("pk", CharField()),
            Value(f":{mark.fact}:"),
            starts,
            output_field=CharField(),
        ),
        params={"starts": starts},
        kind=Message.Kind.SERVICE,
        language=F("language"),
        now=now,
    )
    due.update(**{mark.flag: True})
    return owed
