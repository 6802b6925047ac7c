"""How long it takes to owe a million people their reminder of tomorrow's event, beside one bare INSERT.

The bare statement puts as many rows into the same table, with its indexes, and decides nothing. Both run in a
process each and take turns.
"""

import logging
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from statistics import median
from zoneinfo import ZoneInfo, available_timezones

from . import scratch_database
from ._events import an_event, club_of_the_benchmarks

SIGNUPS, EVENTS, ZONES, ROUNDS = 1_000_000, 4_000, 40, 2
MEMORY_LIMIT_MB = 200
NOW = datetime(2027, 2, 10, 21, 30, tzinfo=UTC)
"""Past 11:00 and before midnight in all the zones: they lie between 10 hours behind and 2 ahead of UTC."""
SIGN_UP = """
    INSERT INTO campaigns_signup (event_id, name, email, language, seats, access_needs, status, late_offers,
        token, code, version, created_at, confirmed_at, arrived)
    SELECT event, 'Guest', format('guest%%s@example.org', n), 'en', 1, '', 'confirmed', false,
        format('token-%%s', n), lpad(n::text, 8, '0'), 0, %(at)s, %(at)s, 0
    FROM generate_series(1, %(count)s) n, LATERAL (SELECT (%(events)s::bigint[])[n %% %(many)s + 1] event) e
"""
BARE = """
    INSERT INTO outbox_message (key, "to", kind, template, language, params, subject, text, html, calendar,
        about_type_id, about_id, status, urgent, created_at, try_after, tries, reason)
    SELECT 'signup:' || id || ':reminder:day_before:20270211T1800', email, 'service',
        'campaigns/reminder_day_before', language, '{"starts": "20270211T1800"}', '', '', '', '',
        %s, id, 'waiting', false, %s, %s, 0, ''
    FROM campaigns_signup
"""


def main(scale: float) -> dict:
    count, many = max(ZONES, round(SIGNUPS * scale)), max(ZONES, round(EVENTS * scale))
    logging.disable(logging.INFO)
    ours: list[tuple] = []
    bare: list[tuple] = []
    spawn = get_context("spawn")
    with scratch_database() as connection:
        _fill(connection, count, many)
        name = connection.settings_dict["NAME"]
        for _ in range(ROUNDS):
            for run, took in ((_owe, ours), (_insert, bare)):
                _begin_anew(connection)
                with ProcessPoolExecutor(1, spawn) as process:
                    seconds, rows, megabytes = process.submit(run, name).result()
                if rows != count:
                    raise RuntimeError(f"{rows} messages for {count} people")
                took.append((seconds, megabytes))
    seconds, limit = (median(second for second, _mb in took) for took in (ours, bare))
    return {
        "signups": count,
        "zones": ZONES,
        "seconds": round(seconds, 1),
        "memory_mb": max(round(megabytes) for _second, megabytes in ours),
        "memory_limit_mb": MEMORY_LIMIT_MB,
        "limit_seconds": round(limit, 1),
        "ratio_to_limit": round(limit / seconds, 3),
    }


def _zones():
    """Forty, from Alaska to Finland."""
    places = [zone for zone in sorted(available_timezones()) if zone.split("/")[0] in ("America", "Europe")]
    found = [zone for zone in places if -10 <= _hours_ahead(zone) <= 2]
    return found[:: len(found) // ZONES][:ZONES]


def _hours_ahead(zone):
    ahead = NOW.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return ahead / timedelta(hours=1)


def _fill(connection, count, many):
    club, zones = club_of_the_benchmarks(), _zones()
    tomorrow = NOW.date() + timedelta(days=1)
    events = [an_event(club, n, day=tomorrow, zone=zones[n % ZONES]).pk for n in range(many)]
    told = {"events": events, "many": many, "count": count, "at": NOW - timedelta(days=30)}
    with connection.cursor() as cursor:
        cursor.execute(SIGN_UP, told)
        cursor.execute("ANALYZE")


def _begin_anew(connection):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE outbox_message")
        cursor.execute("UPDATE campaigns_event SET reminded_day_before = false")
        cursor.execute("CHECKPOINT")


def _owe(database):
    _open(database)

    from campaigns.reminders import owe_reminders

    began = time.perf_counter()
    owed = owe_reminders(now=NOW)
    return time.perf_counter() - began, owed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _insert(database):
    connection = _open(database)

    from django.contrib.contenttypes.models import ContentType

    from campaigns.models import Signup

    about = ContentType.objects.get_for_model(Signup).pk
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(BARE, [about, NOW, NOW])
        return time.perf_counter() - began, cursor.rowcount, 0


def _open(database):
    import django

    django.setup()
    from django.db import connection

    logging.disable(logging.INFO)
    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    return connection
