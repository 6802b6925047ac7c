"""What a guest's browser sends."""

import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import time_machine
from django.urls import reverse

from campaigns.forms import signups
from campaigns.models import Signup

GUEST = {"name": "Kim Sample", "email": "kim@example.org", "seats": "1", "language": "en"}


def stamp(seconds=60):
    """Of a form that was opened so long ago."""
    with opened(seconds):
        return signups.new_stamp()


@contextmanager
def opened(seconds):
    with time_machine.travel(time.time() - seconds, tick=False):
        yield


def send(client, event, **said):
    data = {**GUEST, "stamp": stamp(), **said}
    return client.post(reverse("campaigns:event-signup", args=[event.slug]), data)


def signed_up(client, event, **said):
    """The signup to whose page the browser was led."""
    response = send(client, event, **said)
    return Signup.objects.get(token=urlsplit(response.url).path.split("/")[2])


def page(name, signup):
    return reverse(f"campaigns:{name}", args=[signup.token])


def text(response):
    return " ".join(response.content.decode().split())
