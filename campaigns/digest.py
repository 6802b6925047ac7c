"""One mail each morning to those who look after events in which something happened since the last one.

It holds figures only: names stay behind the sign-in.
"""

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum
from django.urls import reverse

from campaigns.models import Event, Signup
from hope_portal.links import absolute
from hope_portal.outbox.models import Message
from hope_portal.outbox.posting import post
from hope_portal.workflow.calendar import local_day

FROM, TO = 7, 9
"""Hours on the clock of the club between which it goes out."""
BACK = timedelta(days=7)
"""The first one tells of so much."""


def owe_digests(*, now):
    """Owe everybody where it is morning what happened in their events. Safe to repeat within the morning."""
    theirs = defaultdict(list)
    for event in _lively_events(now):
        for person in event.contacts(now=now):
            theirs[person, event.club.zone].append(event)
    for (person, zone), events in theirs.items():
        _owe(person, zone, events, now=now)


def _lively_events(now):
    """Events of clubs where it is morning, in which anything happened that a digest could tell."""
    live = Event.objects.filter(status=Event.Status.LIVE, ends_at__gt=now)
    zones = live.order_by().values_list("club__zone", flat=True).distinct()
    morning = [zone for zone in zones if FROM <= now.astimezone(ZoneInfo(zone)).hour < TO]
    lately = Q(confirmed_at__gt=now - BACK) | Q(waiting_since__gt=now - BACK) | Q(cancelled_at__gt=now - BACK)
    lively = live.filter(club__zone__in=morning, pk__in=Signup.objects.filter(lately).values("event"))
    return lively.with_host().order_by("starts_at", "pk")


def _owe(person, zone, events, *, now):
    """One a day for each zone in which they have clubs, which is one."""
    prefix = f"digest:{person.pk}:{zone}:"
    told = Message.objects.filter(key__startswith=prefix).order_by("-pk").first()
    since = max(now - BACK, datetime.fromisoformat(told.params["until"])) if told else now - BACK
    rows = [row for event in events if (row := _row(event, since, now))]
    if rows:
        post(
            "campaigns/digest",
            to=person.address,
            key=f"{prefix}{local_day(now, zone):%Y%m%d}",
            context={"rows": rows, "new": sum(row["new"] for row in rows)},
            params={"until": now.isoformat()},
            kind=Message.Kind.SERVICE,
            language=person.language,
        )


def _row(event, since, now):
    """What happened in it since, in figures; None where nothing did."""
    status = Signup.Status
    new = Q(status=status.CONFIRMED, confirmed_at__gt=since, confirmed_at__lte=now)
    queued = Q(status=status.WAITING, waiting_since__gt=since, waiting_since__lte=now)
    gone = Q(status=status.CANCELLED, cancelled_at__gt=since, cancelled_at__lte=now)
    counts = event.signups.aggregate(
        new=Count("pk", filter=new),
        seats=Sum("seats", filter=new, default=0),
        queued=Count("pk", filter=queued),
        gone=Count("pk", filter=gone),
        waiting=Count("pk", filter=Q(status=status.WAITING)),
    )
    if not (counts["new"] or counts["queued"] or counts["gone"]):
        return None
    url = absolute(reverse("campaigns:event-people", args=[event.reference]))
    return {**counts, "event": event, "url": url}
