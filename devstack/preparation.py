"""What must have happened to a database before the portal starts on it."""

import hashlib
import subprocess
import sys

from . import postgres
from .paths import LOGS, ROOT
from .servers import is_ours
from .speech import Problem, end_of

APPS = ("hope_portal", "clubs", "campaigns", "donations")
MADE_FROM = ("**/migrations/*.py", "**/*demo*.py")
"""The code that decides what a new database holds."""


def prepare(told: dict[str, str]) -> None:
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
    command = [sys.executable, "manage.py", *arguments]
    log = LOGS / f"{arguments[0]}.log"
    with log.open("wb") as output:
        done = subprocess.run(command, cwd=ROOT, env=told, stdout=output, stderr=output)
    if done.returncode:
        raise Problem(f"manage.py {arguments[0]} failed. {end_of(log)}")


def _fingerprint() -> str:
    files = [file for app in APPS for pattern in MADE_FROM for file in (ROOT / app).glob(pattern)]
    digest = hashlib.sha256()
    for file in [ROOT / "requirements-local.lock", *sorted(files)]:
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()
