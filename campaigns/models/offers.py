"""Until when a seat from the waiting list is kept for somebody."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

LASTS = timedelta(hours=24)
SHARE = 3
"""As the event nears, an offer lasts this part of the time that is left."""
SHORTEST = timedelta(minutes=30)
STOPS, STOPS_LATE = timedelta(hours=12), timedelta(hours=2)
"""How long before the event the last offers end: for everybody, and for those who come at short notice."""
NIGHT, MORNING = time(21), time(8)


def deadline(event, *, now, late=False):
    """When an offer made now would end: never between 21:00 and 08:00 in the event's zone.

    None where too little time is left to make one. `late`: the person comes even two hours before.
    """
    last = event.starts_at - (STOPS_LATE if late else STOPS)
    ends = _out_of_the_night(now + min(LASTS, (event.starts_at - now) / SHARE), event.zone)
    if ends > last:
        ends = _before_the_night(last, event.zone)
    return ends if ends - now >= SHORTEST else None


def _out_of_the_night(at, zone):
    local = at.astimezone(ZoneInfo(zone))
    if local.time() >= NIGHT:
        local += timedelta(days=1)
    elif local.time() >= MORNING:
        return at
    return datetime.combine(local.date(), MORNING, ZoneInfo(zone))


def _before_the_night(at, zone):
    local = at.astimezone(ZoneInfo(zone))
    if local.time() < MORNING:
        local -= timedelta(days=1)
    elif local.time() < NIGHT:
        return at
    return datetime.combine(local.date(), NIGHT, ZoneInfo(zone)) - timedelta(minutes=1)
