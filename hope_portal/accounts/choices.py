"""Languages and time zones a person can choose. Functions, so that a new zone needs no migration."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

from django.conf import settings
from django.utils.translation import gettext_lazy as _

AMERICAN = [
    ("America/New_York", _("Eastern Time")),
    ("America/Chicago", _("Central Time")),
    ("America/Denver", _("Mountain Time")),
    ("America/Phoenix", _("Arizona")),
    ("America/Los_Angeles", _("Pacific Time")),
    ("America/Anchorage", _("Alaska")),
    ("Pacific/Honolulu", _("Hawaii")),
]
AREAS = {
    "Africa": _("Africa"),
    "America": _("The Americas"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


def languages():
    return settings.LANGUAGES


@cache
def zones():
    """IANA names by area, those of the United States first."""
    named = dict(AMERICAN)
    rest = [zone for zone in sorted(available_timezones()) if _area(zone) in AREAS and zone not in named]
    areas = [(AREAS[area], [(zone, _city(zone)) for zone in group]) for area, group in groupby(rest, _area)]
    return [(_("United States"), AMERICAN), *areas, (_("Everywhere"), [("UTC", "UTC")])]


def _area(zone):
    return zone.partition("/")[0]


def _city(zone):
    return zone.partition("/")[2].replace("_", " ").replace("/", ", ")
