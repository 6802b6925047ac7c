"""`make lock`: pyproject.toml into three lock files whose versions agree."""

import subprocess

from .paths import ROOT, VENV
from .speech import Problem

EVERYTHING = "requirements-dev.lock"
GROUPS = {EVERYTHING: ("dev",), "requirements-local.lock": ("local",), "requirements.lock": ()}

OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--quiet",
)


def refresh(*arguments: str) -> None:
    for lock, groups in GROUPS.items():
        _compile(lock, groups, arguments)
        if "://" in (ROOT / lock).read_text():
            raise Problem(f"{lock} names an address; it must hold names, versions and hashes only.")


def _compile(lock: str, groups: tuple[str, ...], arguments: tuple[str, ...]) -> None:
    chosen = [word for group in groups for word in ("--group", group)]
    agreeing = [] if lock == EVERYTHING else ["--constraints", EVERYTHING]
    command = [str(VENV / "bin" / "uv"), "pip", "compile", "pyproject.toml", "--output-file", lock]
    if subprocess.call([*command, *OPTIONS, *chosen, *agreeing, *arguments], cwd=ROOT):
        raise Problem(f"{lock} could not be made.")
