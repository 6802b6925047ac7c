import contextlib
import fcntl
import os
from collections.abc import Iterator
from typing import IO

from .paths import LOGS, SOCKETS, VAR
from .speech import Problem


def open_lock(name: str) -> IO[str]:
    _make_folders()
    return (VAR / f"{name}.lock").open("a")


@contextlib.contextmanager
def in_turn(name: str) -> Iterator[None]:
    with open_lock(name) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def only_one(name: str, refusal: str) -> Iterator[None]:
    with open_lock(name) as file:
        if not alone(file):
            raise Problem(refusal)
        yield


def alone(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _make_folders() -> None:
    for folder in (VAR, LOGS):
        folder.mkdir(exist_ok=True)
    SOCKETS.mkdir(mode=0o700, exist_ok=True)
    for folder in (VAR, SOCKETS):
        if folder.stat().st_uid != os.geteuid():
            raise Problem(f"{folder} belongs to another user: work as that user, or in a clone of your own.")
