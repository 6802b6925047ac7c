import contextlib
import sys
from pathlib import Path


class Problem(Exception):
    """What went wrong, said to a person in a sentence; ends the command without a traceback."""


def say(text: str) -> None:
    """Speaking never fails: the terminal may be gone while things are still being stopped."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


def say_aside(text: str) -> None:
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def end_of(log: Path, lines: int = 12) -> str:
    kept = log.read_text(errors="replace").splitlines()[-lines:]
    return "\n".join([f"The end of {log}:", *kept])
