"""`make run`: the whole portal in the foreground."""

import hashlib
import http.client
import os
import socket
import subprocess
import sys
import time

from . import environment, postgres, servers
from .disk import require_room
from .locks import only_one
from .paths import LOGS, ROOT, VAR
from .program import Program
from .servers import is_ours
from .speech import Problem, end_of, say
from .supervisor import Supervisor
from .venv import STARTED

APPS = ("hope_portal", "clubs", "campaigns", "donations")
MADE_FROM = ("**/migrations/*.py", "**/*demo*.py")
"""The code that decides what a new database holds."""


def run() -> None:
    port = _port()
    with only_one("portal", "The portal is already running from this folder."):
        _check_port(port)
        require_room(100)
        try:
            with servers.in_use():
                _supervise(port)
        except KeyboardInterrupt:
            say("Stopped.")


def _supervise(port: int) -> None:
    told = {**os.environ, **environment.portal(port)}
    _prepare(told)

    def announce() -> None:
        say(f"Ready in {time.time() - STARTED:.1f} s: {told['SITE_URL']}  (Ctrl-C stops everything)")
        if (logins := VAR / "demo-logins.txt").exists():
            say(logins.read_text().rstrip())

    Supervisor(_programs(port), told).run(lambda: _healthy(port), announce)


def _programs(port: int) -> list[Program]:
    python = sys.executable
    celery = (python, "-m", "celery", "-A", "hope_portal")
    web = (python, "-m", "gunicorn", "hope_portal.wsgi", "--bind", f"127.0.0.1:{port}")
    return [
        Program(
            "web", *web, "--worker-class", "gthread", "--workers", 2, "--threads", 4, "--no-control-socket"
        ),
        Program("worker", *celery, "worker", "--concurrency", 2, "--without-gossip", "--without-mingle"),
        Program("beat", *celery, "beat", "--schedule", VAR / "beat-schedule", "--pidfile="),
    ]


def _prepare(told: dict[str, str]) -> None:
    """Migrations and the demo network, unless this very code has already made this very database."""
    stamp, made_from = postgres.DATA / "made-from", _fingerprint()
    ours = is_ours("DATABASE_URL", postgres.url())
    if ours and stamp.exists() and stamp.read_text() == made_from:
        return
    _manage(told, "migrate", "--no-input", "--verbosity", "0")
    _manage(told, "load_demo")
    if ours:
        stamp.write_text(made_from)


def _manage(told: dict[str, str], *arguments: str) -> None:
    log = LOGS / "prepare.log"
    with log.open("wb") as output:
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=told, stdout=output, stderr=output
        )
    if done.returncode:
        raise Problem(f"manage.py {arguments[0]} failed. {end_of(log)}")


def _fingerprint() -> str:
    files = [file for app in APPS for pattern in MADE_FROM for file in (ROOT / app).glob(pattern)]
    digest = hashlib.sha256()
    for file in [ROOT / "requirements-local.lock", *sorted(files)]:
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()


def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Problem(f"PORT={given} is not a port number.")
    return int(given)


def _check_port(port: int) -> None:
    """Patient for a moment: a portal that was killed just now is still leaving."""
    deadline = time.monotonic() + 3
    while not _free(port):
        if time.monotonic() > deadline:
            raise Problem(
                f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run"
            )
        time.sleep(0.1)


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Problem(f"Port {port} needs root. Choose another: PORT=8000 make run") from None
        except OSError:
            return False
    return True


def _healthy(port: int) -> bool:
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        web.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return web.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        web.close()
