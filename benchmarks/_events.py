"""Clubs and events to measure with."""


def club_of_the_benchmarks():
    from clubs.models import Club

    return Club.objects.enter(name="Sampletown", ri_number="1", city="Sampletown", region="OH")


def an_event(club, number, *, day=None, zone="America/New_York", **said):
    """Live, in two months, with a page like those that clubs write."""
    from datetime import time, timedelta

    from django.utils import timezone

    from campaigns.models import Event

    now = timezone.now()
    event = Event.begin(
        club,
        kind="awareness",
        organiser=None,
        now=now,
        title=f"An evening for parents {number}",
        summary="A calm, practical hour for adults.\n\nThere is time for questions.",
        place="Sampletown Library",
        address="1 Sample Street",
        **said,
    )
    event.set_time(day or now.date() + timedelta(days=60), time(18, 30), zone=zone)
    Event.objects.filter(pk=event.pk).update(status=Event.Status.LIVE)
    event.status = Event.Status.LIVE
    return event
