"""Asks a worker to deliver now. When the broker is away, the sweep every 30 seconds does it."""

from threading import Lock, Timer
from time import monotonic

from django.db import connection, transaction

from .tasks import deliver_due

PAUSE = 0.5
"""Seconds. To ask costs as much as the rest of a commit, and one asking delivers all there is."""


class Nudges:
    """The first asks at once; those within the pause after it ask together at its end."""

    def __init__(self, ask):
        self._ask = ask
        self._lock, self._quiet_until, self._waiting = Lock(), 0.0, False

    def __call__(self):
        with self._lock:
            left = self._quiet_until - monotonic()
            if left > 0:
                self._wait(left)
                return
            self._quiet_until = monotonic() + PAUSE
        self._ask()

    def _wait(self, seconds):
        if not self._waiting:
            self._waiting = True
            timer = Timer(seconds, self._end_of_pause)
            timer.daemon = True
            timer.start()

    def _end_of_pause(self):
        with self._lock:
            self._waiting, self._quiet_until = False, monotonic() + PAUSE
        self._ask()


_nudges = Nudges(lambda: deliver_due.delay())


def nudge():
    _nudges()


def nudge_on_commit():
    """One nudge a transaction, however much is posted in it."""
    if not any(function is nudge for _savepoints, function, *_robust in connection.run_on_commit):
        transaction.on_commit(nudge, robust=True)
