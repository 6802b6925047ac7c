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
MIGRATE_AND_LOAD = """
import django
from django.core.management import call_command
django.setup()
call_command("migrate", interactive=False, verbosity=0)
call_command("load_demo")
"""
"""In one process, because Django takes a second to start."""


def prepare(told: dict[str, str]) -> None:
    """Migrations and the demo network, unless this very code has already made this very database."""
    stamp, made_from = postgres.DATA / "made-from", _fingerprint()
    ours = is_ours("DATABASE_URL", postgres.url())
    if ours and stamp.exists() and stamp.read_text() == made_from:
        return
    _migrate_and_load(told | {"DJANGO_SETTINGS_MODULE": "hope_portal.settings"})
    if ours:
        stamp.write_text(made_from)


def _migrate_and_load(told: dict[str, str]) -> None:
    log = LOGS / "prepare.log"
    with log.open("wb") as output:
        command = [sys.executable, "-c", MIGRATE_AND_LOAD]
        done = subprocess.run(command, cwd=ROOT, env=told, stdout=output, stderr=output)
    if done.returncode:
        raise Problem(f"The database could not be prepared. {end_of(log)}")


def _fingerprint() -> str:
    files = [file for app in APPS for pattern in MADE_FROM for file in (ROOT / app).glob(pattern)]
    digest = hashlib.sha256()
    for file in [ROOT / "requirements-local.lock", *sorted(files)]:
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()
