"""PostgreSQL and Valkey together: who uses them, and when they start and stop."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from types import ModuleType

from . import postgres, valkey
from .locks import alone, in_turn, only_one, open_lock
from .paths import VAR

KEPT = VAR / "servers-kept"
IN_USE = "The servers here are in use, by `make run` or `make test`: stop that first."


def start() -> list[str]:
    """Starts what is not running, and names it. Safe to repeat, and from two processes at once."""
    if all(server.running() for server in _ours()):
        return []
    with in_turn("starting"):
        stopped = [server for server in _ours() if not server.running()]
        for server in stopped:
            server.start()
        return [server.NAME for server in stopped]


def stop() -> None:
    for server in (valkey, postgres):
        server.stop()
    KEPT.unlink(missing_ok=True)


@contextlib.contextmanager
def in_use() -> Iterator[None]:
    """Servers for as long as the block lasts; the last user stops them, unless they are kept."""
    with open_lock("users") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            start()
            yield
        finally:
            if not KEPT.exists() and alone(users):
                stop()


def keep() -> None:
    """Servers until `stop_unless_used` is called, for work by hand."""
    with open_lock("users") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        start()
        KEPT.touch()


def stop_unless_used() -> None:
    with only_one("users", IN_USE):
        stop()


def is_ours(variable: str, url: str) -> bool:
    """A server that the environment names is not ours to start, unless `make env` named it."""
    given = os.environ.get(variable, "")
    return not given or given.split("?")[0] == url.split("?")[0]


def _ours() -> list[ModuleType]:
    named = {"DATABASE_URL": postgres, "REDIS_URL": valkey}
    return [server for variable, server in named.items() if is_ours(variable, server.url())]
