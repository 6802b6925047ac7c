"""`make run`: the whole portal in the foreground."""

import os
import sys
import time

from . import environment, port, servers
from .disk import require_room
from .locks import only_one
from .paths import VAR
from .preparation import prepare
from .program import Program
from .speech import say
from .supervisor import Supervisor
from .venv import STARTED

WEB = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload", "--no-control-socket"]
WORKER = ["worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]
BEAT = ["beat", "--schedule", str(VAR / "beat-schedule"), "--pidfile="]


def run() -> None:
    number = port.chosen()
    with only_one("portal", "The portal is already running from this folder."):
        port.require_free(number)
        require_room(100)
        try:
            with servers.in_use():
                _supervise(number)
        except KeyboardInterrupt:
            say("Stopped.")


def _supervise(number: int) -> None:
    told = {**os.environ, **environment.portal(number)}
    prepare(told)

    def announce() -> None:
        say(f"Ready in {time.time() - STARTED:.1f} s: {told['SITE_URL']}  (Ctrl-C stops everything)")
        if (logins := VAR / "demo-logins.txt").exists():
            say(logins.read_text().rstrip())

    Supervisor(_programs(number), told).run(lambda: port.answers(number, "/healthz"), announce)


def _programs(number: int) -> list[Program]:
    gunicorn = (sys.executable, "-m", "gunicorn", "hope_portal.wsgi", "--bind", f"127.0.0.1:{number}")
    celery = (sys.executable, "-m", "celery", "-A", "hope_portal")
    return [
        Program("web", *gunicorn, *WEB),
        Program("worker", *celery, *WORKER),
        Program("beat", *celery, *BEAT),
    ]
