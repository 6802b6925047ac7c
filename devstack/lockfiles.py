"""`make lock`: pyproject.toml into three lock files whose versions agree."""

import subprocess

from .paths import ROOT, VENV
from .speech import Problem

EVERYTHING = "requirements-dev.lock"
GROUPS = {EVERYTHING: ("dev",), "requirements-local.lock": ("local",), "requirements.lock": ()}


def refresh(*arguments: str) -> None:
    for lock, groups in GROUPS.items():
        _compile(lock, groups, arguments)
        if "://" in (ROOT / lock).read_text():
            raise Problem(f"{lock} names an address; it must hold names, versions and hashes only.")


def _compile(lock: str, groups: tuple[str, ...], arguments: tuple[str, ...]) -> None:
    command = [VENV / "bin" / "uv", "pip", "compile", "pyproject.toml", "--quiet", "--output-file", lock]
    command += [
        "--universal",
        "--python-version",
        "3.11",
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
    ]
    command += [word for group in groups for word in ("--group", group)]
    command += [] if lock == EVERYTHING else ["--constraints", EVERYTHING]
    if subprocess.call([*command, *arguments], cwd=ROOT):
        raise Problem(f"{lock} could not be made.")
