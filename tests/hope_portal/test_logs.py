import io
import json
import logging
import os
import subprocess
import sys

import pytest
import structlog
from django.conf import settings
from django.urls import reverse

from hope_portal.logs import clean_line, formatter
from tests import factories as make
from tests.test_conventions import views

SECRET = "kJ8sd7Fq2LmZpX0aTtYw4Qe1"


@pytest.fixture
def lines():
    """What production writes, line by line."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(as_json=True))
    root = logging.getLogger()
    before, root.level = root.level, logging.DEBUG
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(before)


def text(lines):
    return json.dumps(lines(), ensure_ascii=False)


@pytest.mark.django_db
def test_a_request_leaves_no_secret_no_query_and_no_network(client, lines):
    client.get(f"/clubs/activate/{SECRET}/?email=ana@example.org&next=/x", REMOTE_ADDR="203.0.113.77")

    said = text(lines)
    assert "/clubs/activate/[secret]/" in said
    for personal in (SECRET, "ana", "example.org", "next=", "203.0.113.77"):
        assert personal not in said


@pytest.mark.django_db
def test_a_sign_in_that_fails_leaves_no_address(client, lines):
    make.a_user("ana@example.org")

    client.post(reverse("account_login"), {"login": "ana@example.org", "password": "wrong-one"})

    said = text(lines)
    assert "POST /accounts/login/" in said
    for personal in ("ana@", "example.org", "wrong-one", "127.0.0.1"):
        assert personal not in said


def test_a_traceback_leaves_no_address(lines):
    try:
        raise ValueError("Key (email)=(ana@example.org) already exists, asked from 2001:db8:0:1::7")
    except ValueError:
        structlog.get_logger().exception("it_failed", to="ben+x@exämple.org", path=f"/u/{SECRET}/")
        logging.getLogger("somebody.else").exception(
            "It failed for ana%%40example.org: %s", "ana@example.org"
        )

    said = text(lines)
    assert said.count("ValueError") >= 2
    for personal in ("ana", "ben", "ample.org", "2001:db8", SECRET):
        assert personal not in said


def test_lines_are_json_with_level_time_and_logger(lines):
    structlog.get_logger("here").info("mail_sent", count=3)

    line = lines()[-1]
    assert (line["event"], line["level"], line["logger"], line["count"]) == ("mail_sent", "info", "here", 3)
    assert line["timestamp"].endswith("Z")


@pytest.mark.parametrize(
    "line",
    [
        "GET /events/summer-walk-for-hope-2027/ 200",
        "GET /clubs/rotary-club-of-sample-harbor-and-the-islands/",
        "Why? Because of 5.2.19 at 22:47:15",
        "R4H-2026-000123",
        "hope_portal.outbox.tasks.deliver_due[5b1e6c9a-6f0c-4f0e-9d5a-0d7a4b2f3c11] received",
    ],
)
def test_harmless_lines_stay_as_they_are(line):
    assert clean_line(None, "info", line) == line


def routes_with_a_secret():
    return sorted(
        {route for route, _view in views() if any(name in route for name in (":token>", ":key>", "<key>"))}
    )


@pytest.mark.parametrize("route", routes_with_a_secret())
def test_no_address_of_the_portal_leaks_its_secret(route):
    path = "/" + "/".join(SECRET if "<" in part else part for part in route.split("/"))

    assert SECRET not in clean_line(None, "info", f"GET {path}")


def test_the_key_to_a_signup_is_kept_back_even_when_it_has_no_upper_case_letter():
    assert clean_line(None, "info", "GET /signups/abcdefgh-0123456789_klmn/cancel/") == (
        "GET /signups/[secret]/cancel/"
    )


def test_production_writes_json_and_the_demo_writes_for_people():
    script = (
        "import django; django.setup(); import structlog; structlog.get_logger().info('hello', to='a@b.org')"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hope_portal.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }

    def said(**changes):
        done = subprocess.run(
            [sys.executable, "-c", script],
            env={**environment, **changes},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stderr

    line = json.loads(said(DEMO="0", DEBUG="0", SITE_URL="https://portal.example", TRUSTED_PROXY_COUNT="1"))
    assert (line["event"], line["to"]) == ("hello", "[address]")
    assert "[info     ] hello" in said(DEMO="1")
