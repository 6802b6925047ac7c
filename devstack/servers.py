"""PostgreSQL and Valkey together: who uses them, and when they start and stop."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from typing import IO

from . import postgres, valkey
from .paths import LOGS, SOCKETS, VAR
from .speech import Problem

KEEP = VAR / "keep-servers"


def start() -> list[str]:
    """Starts what is not running, and names it. Safe to repeat, and from two processes at once."""
    if all(server.running() for server in _ours()):
        return []
    with _alone("servers.lock"):
        stopped = [server for server in _ours() if not server.running()]
        for server in stopped:
            server.start()
        return [server.NAME for server in stopped]


def stop() -> None:
    for server in (valkey, postgres):
        server.stop()
    KEEP.unlink(missing_ok=True)


@contextlib.contextmanager
def in_use() -> Iterator[None]:
    """Servers for as long as the block lasts; the last user stops them, unless `keep` asked for more."""
    with _open("servers.users") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            start()
            yield
        finally:
            if not KEEP.exists() and _only_user(users):
                stop()


def keep() -> None:
    """Servers until `stop` is called, for work by hand."""
    with _open("servers.users") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        start()
        KEEP.touch()


def stop_unless_used() -> None:
    with _open("servers.users") as users:
        if not _only_user(users):
            raise Problem("The servers here are in use, by `make run` or `make test`: stop that first.")
        stop()


def _ours() -> list:
    """The servers that the environment does not already name; one that it names is somebody else's to start."""
    named = {"DATABASE_URL": postgres, "REDIS_URL": valkey}
    return [server for name, server in named.items() if is_ours(name, server.url())]


def is_ours(variable: str, url: str) -> bool:
    given = os.environ.get(variable, "")
    return not given or given.split("?")[0] == url.split("?")[0]


def _only_user(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def _alone(lock: str) -> Iterator[None]:
    with _open(lock) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _open(lock: str) -> IO[str]:
    for folder in (VAR, LOGS):
        folder.mkdir(exist_ok=True)
    SOCKETS.mkdir(mode=0o700, exist_ok=True)
    for folder in (VAR, SOCKETS):
        if folder.stat().st_uid != os.geteuid():
            raise Problem(f"{folder} belongs to another user: work as that user, or in a clone of your own.")
    return (VAR / lock).open("a")
