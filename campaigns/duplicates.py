"""Whether a club has asked for the same already."""

from datetime import timedelta

from django.db.models import Q

from .models import Event

NEAR = timedelta(days=14)


def spans_of(event):
    """The days on which it may take place, as pairs of first and last."""
    if event.day and not (event.needs_presenter and event.status in Event.EDITABLE):
        return [(event.day, event.day)]
    return [(window.first_day, window.last_day) for window in event.windows.all()]


def duplicates(event, *, spans=None, place=None):
    """Requests of the same club that stand, of the same kind or at the same place, within two weeks.

    Pairs of the request and its first such day. `spans` and `place` say what the club is about to say.
    """
    spans = spans_of(event) if spans is None else spans
    same = Q(kind=event.kind)
    if place := place or event.place:
        same |= Q(place__iexact=place)
    standing = Event.objects.filter(same, club=event.club_id, status__in=Event.ASKED).exclude(pk=event.pk)
    found = standing.prefetch_related("windows").order_by("pk") if spans else []
    return [(other, near[0]) for other in found if (near := _near(spans_of(other), spans))]


def _near(theirs, ours):
    return sorted(
        first
        for first, last in theirs
        if any(first - NEAR <= our_last and our_first <= last + NEAR for our_first, our_last in ours)
    )
