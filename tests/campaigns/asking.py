"""What an officer types, and the pages it goes to."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.models import Event


def path(name, event, *more):
    return reverse(f"campaigns:{name}", args=[event.reference, *more])


def step(event, name):
    return path("event-step", event, name)


def text(client, url, **said):
    return client.get(url, said).content.decode()


def queries(client, url):
    """How many the page itself makes; the help bar of every page looks up its numbers apart from that."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    return len([query for query in caught if "safety_" not in query["sql"]])


def a_draft(club, now, kind="community", **said):
    return Event.begin(club, kind=kind, organiser=None, now=now, **said)


def windows(first, last=None, *, n=1, zone="America/New_York", **said):
    return {
        f"first_day_{n}": first.isoformat(),
        f"last_day_{n}": (last or first).isoformat(),
        f"earliest_{n}": "17:00",
        f"latest_{n}": "20:00",
        "minutes": "90",
        "zone": zone,
        **said,
    }


def clock(day, start="18:30", zone="America/New_York", **said):
    return {"day": day.isoformat(), "start": start, "minutes": "60", "zone": zone, **said}


WHAT = {
    "title": "Safer online",
    "audience": "parents",
    "expected": "60",
    "language": "en",
    "why": "Parents asked for it.",
}
WHERE = {
    "place": "Sampletown Library",
    "address": "1 Sample Street",
    "city": "Sampletown",
    "region": "OH",
    "country": "US",
    "party_limit": "10",
    "capacity": "80",
}
