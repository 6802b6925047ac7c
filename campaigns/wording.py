"""When and where an event is, in the words of pages and mails."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from hope_portal.accounts.choices import AMERICAN

NAMED = dict(AMERICAN)


def zone_name(zone):
    city = zone.rpartition("/")[2].replace("_", " ")
    return str(NAMED.get(zone) or _("%(city)s time") % {"city": city})


def when(starts_at, ends_at, zone):
    """Thursday, June 10, 2027, 6:30 p.m. to 8 p.m., Eastern Time."""
    return f"{hours(starts_at, ends_at, zone)}, {zone_name(zone)}"


def hours(starts_at, ends_at, zone):
    """Thursday, June 10, 2027, 6:30 p.m. to 8 p.m."""
    start, end = (at.astimezone(ZoneInfo(zone)) for at in (starts_at, ends_at))
    until = clock(end) if start.date() == end.date() else f"{date_format(end)}, {clock(end)}"
    said = {"day": date_format(start), "start": clock(start), "end": until}
    return _("%(day)s, %(start)s to %(end)s") % said


def moment(at, zone):
    """Thursday, June 10, 2027, 6:30 p.m., Eastern Time."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{date_format(local)}, {clock(local)}, {zone_name(zone)}"


def clock(local):
    """The time of day; in the hour that comes twice when clocks go back, also which of the two."""
    comes_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{time_format(local)} {local.tzname()}" if comes_twice else time_format(local)


def differs(at, zone, other):
    """Whether clocks in the two zones show different times then. An unknown zone does not differ."""
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return bool(other) and at.astimezone(ZoneInfo(other)).replace(tzinfo=None) != local


def where(event, *, for_guests):
    """On one line. What the host keeps back is for people who have seats."""
    if event.is_online:
        return _("Online")
    town = ", ".join(filter(None, [event.city, event.region]))
    if event.address_hidden and not for_guests:
        return ". ".join(filter(None, [town, _("People with seats get the address")]))
    return ", ".join(filter(None, [event.place, event.address, town]))
