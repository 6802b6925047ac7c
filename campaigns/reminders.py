"""Reminders and thanks: one statement owes everybody what is due, over all events in all zones.

Then the events are marked, in the same transaction. Nobody falls between the two: an event that is moved or
goes live when its reminder is due already has nobody left to remind (`rhythm.begin_anew`).
"""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
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
    return sum(_owe(mark, near, _with_seats_in_time, now=now) for mark in REMINDERS)


def owe_thanks(*, now):
    """The day after, to those who came; to all with seats where nobody was checked in."""
    took_place = [Event.Status.LIVE, Event.Status.COMPLETED]
    past = Event.objects.filter(status__in=took_place, starts_at__gt=now - BACK, ends_at__lte=now)
    return _owe(THANKS, past, _who_came, now=now)


def _with_seats_in_time(due_at):
    """Who got seats after the reminder was due has just heard all of it. `due_at`: by zone."""
    due = Case(*(When(event__zone=zone, then=Value(at)) for zone, at in due_at.items()))
    in_any_zone = Q(confirmed_at__lte=min(due_at.values()))  # for most, the cheaper question
    return Signup.objects.confirmed().filter(in_any_zone | Q(confirmed_at__lte=due))


def _who_came(due_at):
    checked_in = Signup.objects.filter(event=OuterRef("event"), arrived__gt=0)
    return Signup.objects.confirmed().filter(Q(arrived__gt=0) | ~Exists(checked_in))


@transaction.atomic
def _owe(mark, events, whom, *, now):
    events = events.filter(**{mark.flag: False})
    days = _days(mark, events.order_by().values_list("zone", flat=True).distinct(), now)
    if not days:
        return 0
    due = events.filter(
        reduce(or_, (Q(zone=z, day__gt=over, day__lte=day) for z, (over, day) in days.items()))
    )
    signups = whom({zone: mark.due.moment(day, zone) for zone, (_over, day) in days.items()})
    owed = _insert(mark, signups.filter(event__in=due), now)
    due.update(**{mark.flag: True})
    return owed


def _days(mark, zones, now):
    """For each zone where it is time: the days of events for which that holds, after one until another."""
    far = now.date() - BACK
    spans = {
        zone: (mark.over.last_day(now, zone) if mark.over else far, mark.due.last_day(now, zone))
        for zone in zones
    }
    return {zone: (over, day) for zone, (over, day) in spans.items() if over < day}


def _insert(mark, signups, now):
    starts = stamp_in_sql("event__starts_at")
    pk, fact = Cast("pk", CharField()), Value(f":{mark.fact}:")
    return fan_out(
        f"campaigns/{mark.template}",
        signups.exclude(email=None),
        to=F("email"),
        key=Concat(Value("signup:"), pk, fact, starts, output_field=CharField()),
        params={"starts": starts},
        kind=Message.Kind.SERVICE,
        language=F("language"),
        now=now,
    )
