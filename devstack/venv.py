"""The virtual environment: made when missing, filled from a lock file, rebuilt when broken."""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

from .disk import require_room
from .paths import ROOT, VENV
from .speech import Problem, say_aside

PYTHON = VENV / "bin" / "python"
TOOL_LOCK = ROOT / "devstack" / "bootstrap.lock"
UNFINISHED = VENV / "unfinished"
STARTED = float(os.environ.pop("DEVSTACK_STARTED", time.time()))
"""When the command began, also if it has moved into the virtual environment since."""


def _inside() -> bool:
    return Path(sys.prefix) == VENV


def ensure(lock: Path) -> None:
    """Nothing is done while the lock file is the one installed last."""
    if _ready(lock):
        return
    with _in_turn():
        if not _ready(lock):
            _install(lock)


def enter(arguments: list[str]) -> None:
    """Runs the same command with the environment's Python, in this very process."""
    if not _inside():
        os.environ["DEVSTACK_STARTED"] = str(STARTED)
        os.execv(PYTHON, [str(PYTHON), "-m", "devstack", *arguments])  # noqa: S606


def _install(lock: Path) -> None:
    require_room(1000)
    say_aside(f"Installing {lock.name} into .venv ...")
    if not _inside() or UNFINISHED.exists():
        _run(os.path.realpath(sys.executable), "-m", "venv", "--clear", "--without-pip", VENV)
    UNFINISHED.touch()
    if not _installed(TOOL_LOCK):
        pip = (PYTHON, _pip_wheel() / "pip", "install", "-qq", "--only-binary=:all:", "--no-compile")
        _run(*pip, "--require-hashes", "-r", TOOL_LOCK)
        _mark_installed(TOOL_LOCK)
    uv = (VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON)
    _run(*uv, "--compile-bytecode", "--require-hashes", "-r", lock)
    _mark_installed(lock)
    UNFINISHED.unlink()


@contextlib.contextmanager
def _in_turn() -> Iterator[None]:
    """The installers inherit the lock: when they outlive a killed start, the next one waits for them."""
    folder = os.open(ROOT, os.O_RDONLY)
    os.set_inheritable(folder, True)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(folder)


def _pip_wheel() -> Path:
    """Python's own copy of pip runs from inside its wheel, four seconds sooner than it could be installed."""
    spec = importlib.util.find_spec("ensurepip")
    bundled = Path(spec.origin).parent / "_bundled" if spec and spec.origin else VENV
    for folder in (Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or bundled), bundled):
        for wheel in folder.glob("pip-*.whl"):
            return wheel
    raise Problem("Python's venv module is missing: install it (on Debian: apt-get install python3-venv).")


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        close_fds=False,
    )
    if done.returncode:
        last_lines = "\n".join(done.stdout.splitlines()[-4:])
        raise Problem(f"The Python packages could not be installed. Is there a network?\n{last_lines}")


def _ready(lock: Path) -> bool:
    return _installed(lock) and not UNFINISHED.exists()


def _installed(lock: Path) -> bool:
    stamp = _stamp(lock)
    return stamp.exists() and stamp.read_text() == _fingerprint(lock)


def _mark_installed(lock: Path) -> None:
    _stamp(lock).write_text(_fingerprint(lock))


def _stamp(lock: Path) -> Path:
    return VENV / f"{lock.name}.installed"


def _fingerprint(lock: Path) -> str:
    return f"{sys.version}\n{hashlib.sha256(lock.read_bytes()).hexdigest()}\n"
