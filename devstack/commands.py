import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from . import checks, environment, lockfiles, portal, servers, testing
from .paths import SOCKETS, VAR

RUNTIME, EVERYTHING = "requirements-local.lock", "requirements-dev.lock"


@dataclass
class Command:
    help: str
    run: Callable[..., int | None]
    lock: str = ""
    """What must be installed before."""


def bench(*names: str) -> int:
    with servers.in_use():
        told = {**os.environ, **environment.by_hand()}
        return subprocess.call([sys.executable, "-m", "benchmarks", *names], env=told)


def print_environment() -> None:
    servers.keep()
    print(environment.as_shell(environment.by_hand()))


def reset() -> None:
    servers.stop_unless_used()
    for folder in (VAR, SOCKETS):
        shutil.rmtree(folder, ignore_errors=True)


def show_help() -> None:
    for name, command in TABLE.items():
        print(f"make {name:<7}{command.help}")


TABLE = {
    "run": Command(
        "the whole portal with a demo network, at PORT or 8000; Ctrl-C stops it", portal.run, RUNTIME
    ),
    "test": Command(
        'every test, browser tests included; ARGS="tests/clubs -k name" picks', testing.run, EVERYTHING
    ),
    "check": Command(
        "format, lint, types, layers, migrations, deploy check, templates", checks.run, EVERYTHING
    ),
    "bench": Command("the benchmarks, or ONLY=name; SCALE=0.01 makes them small", bench, EVERYTHING),
    "env": Command(
        'for work by hand: eval "$(make env)" starts servers and tells the shell',
        print_environment,
        EVERYTHING,
    ),
    "stop": Command("stop the servers that make env started", servers.stop_unless_used),
    "reset": Command("drop var/: the demo network, its mail and its logs", reset),
    "lock": Command(
        "pyproject.toml into the lock files; ARGS=--upgrade for newer versions", lockfiles.refresh, EVERYTHING
    ),
    "help": Command("this list", show_help),
}
