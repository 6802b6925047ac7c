"""An event in a few words: as a row of a list, and what a stranger can do about it."""

from django.utils.formats import date_format

from campaigns import wording


def in_brief(event, *, now):
    """For `campaigns/_event_row.html`. The street is left to the page of the event."""
    start = event.local_start
    place = [] if event.address_hidden else [event.place]
    return {
        "event": event,
        "month": date_format(start, "M"),
        "day": start.day,
        "time": f"{date_format(start, 'l')}, {wording.clock(start)}, {wording.zone_name(event.zone)}",
        "where": "" if event.is_online else ", ".join(filter(None, [*place, event.city, event.region])),
        "miles": round(getattr(event, "miles", 0)),
        "state": state(event, now=now),
    }


def state(event, *, now):
    if event.status == event.Status.CANCELLED:
        return "cancelled"
    if event.status == event.Status.COMPLETED or event.is_over(now):
        return "over"
    if event.starts_at <= now:
        return "running"
    if event.count_only:
        return "by_invitation"
    return "full" if event.free == 0 else "open"
