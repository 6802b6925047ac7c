"""How many readers the public page of an event can have, beside a bare view with one SELECT of that event.

Both stand behind the same middleware in the same gunicorn worker and take turns.
"""

import logging

from . import scratch_database
from ._events import an_event, club_of_the_benchmarks
from ._web import Client, p95, per_second, served, together

CLIENTS, REQUESTS, ROUNDS = 8, 2000, 5


def main(scale: float) -> dict:
    count = max(CLIENTS * 5, round(REQUESTS * scale))
    logging.disable(logging.INFO)
    with scratch_database() as connection:
        club = club_of_the_benchmarks()
        slugs = [an_event(club, number, capacity=60).slug for number in range(20)]
        queries = _queries(slugs[0])
        with served(connection) as port:
            clients = [Client(port) for _ in range(CLIENTS)]
            pages: list[tuple] = []
            bare: list[tuple] = []
            took: list[float] = []
            for turn in range(ROUNDS + 1):
                for prefix, rounds in (("", pages), ("/bare", bare)):
                    work = [_reading(f"{prefix}/events/{slugs[n % len(slugs)]}/") for n in range(count)]
                    seconds, whole = together(clients, work)
                    rounds.append((count, whole))
                    if turn and not prefix:
                        took += seconds
    rate, limit = per_second(pages[1:]), per_second(bare[1:])
    return {
        "clients": CLIENTS,
        "requests_per_s": round(rate),
        "p95_ms": round(p95(took) * 1000, 1),
        "queries": queries,
        "limit_requests_per_s": round(limit),
        "ratio_to_limit": round(rate / limit, 3),
    }


def _reading(path):
    def read(client):
        status, _head, _body = client.ask("GET", path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")

    return read


def _queries(slug):
    from django.db import connection
    from django.test import Client as Browser
    from django.test.utils import CaptureQueriesContext

    path = f"/events/{slug}/"
    Browser(headers={"host": "localhost"}).get(path)
    with CaptureQueriesContext(connection) as queries:
        Browser(headers={"host": "localhost"}).get(path)
    return len(queries)
