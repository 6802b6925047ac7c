"""What campaigns shows elsewhere: on the home page and on the public pages of clubs."""

from clubs.showcase import Exhibit

from .brief import in_brief
from .models import Event

NEXT_HERE, NEXT_OF_CLUB = 3, 5


def next_events(*, now):
    """The next ones of all clubs, as rows."""
    events = Event.objects.listed().upcoming(now=now).select_related("club")
    return [in_brief(event, now=now) for event in events[:NEXT_HERE]]


def events_to_come(club, *, now):
    events = Event.objects.listed().upcoming(now=now).filter(club=club).select_related("club")
    rows = [in_brief(event, now=now) for event in events[:NEXT_OF_CLUB]]
    return Exhibit("campaigns/_club_events.html", rows) if rows else None
