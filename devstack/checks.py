"""`make check`: every step runs, also after one that fails."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from . import environment, servers
from .paths import ROOT, VENV

MANAGE = (sys.executable, "manage.py")
BIN = VENV / "bin"
PRODUCTION = {
    "DEMO": "no",
    "DEBUG": "no",
    "SECRET_KEY": "only-for-this-check-" + "0123456789abcdefghij" * 3,
    "SITE_URL": "https://portal.example.org",
    "ALLOWED_HOSTS": "portal.example.org",
    "EMAIL_URL": "smtp://mail.example.org:587",
}


@dataclass
class Step:
    name: str
    command: Sequence[object]
    environment: dict[str, str] = field(default_factory=dict)


def steps() -> list[Step]:
    templates = sorted((ROOT / "templates").rglob("*.html"))
    return [
        Step("format", [BIN / "ruff", "format", "--check", "--output-format", "concise", "."]),
        Step("lint", [BIN / "ruff", "check", "."]),
        Step("types", [sys.executable, "-m", "mypy"]),
        Step("layers", [BIN / "lint-imports"]),
        Step("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
        Step("deploy", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        Step("templates", [BIN / "djade", "--check", "--target-version", "5.2", *templates]),
        Step("translations", [sys.executable, "-m", "devstack.translations"]),
    ]


def run() -> int:
    with servers.in_use():
        told = {**os.environ, **environment.by_hand()}
        failed = [step.name for step in steps() if not _passes(step, told)]
    print("Failed: " + ", ".join(failed) if failed else "All checks passed.")
    return 1 if failed else 0


def _passes(step: Step, told: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        [str(word) for word in step.command],
        cwd=ROOT,
        env=told | step.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    passed = done.returncode == 0
    print(f"{step.name:<14}{'ok' if passed else 'FAILED':<8}{time.monotonic() - began:5.1f} s", flush=True)
    if not passed:
        print(done.stdout, flush=True)
    return passed
