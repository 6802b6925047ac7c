"""A copy of the repository's devstack in a folder of its own, driven through real processes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from devstack.environment import TOLD

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in (*TOLD, "EMAIL_URL", "PORT")}

SQL = """
from devstack import postgres
print(postgres._run("psql", "-h", postgres.SOCKETS, "-U", "postgres", "-d", postgres.DATABASE, "-XAtc", {!r}))
"""


class Clone:
    def __init__(self, root: Path, *prefix: str):
        self.root = root
        self.prefix = prefix
        self.spawned: list[subprocess.Popen] = []
        shutil.copytree(ROOT / "devstack", root / "devstack", ignore=shutil.ignore_patterns("__pycache__"))

    def spawn(self, code: str, **environment: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [*self.prefix, sys.executable, "-c", code],
            cwd=self.root,
            env=ENVIRONMENT | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.spawned.append(process)
        return process

    def run(self, code: str, **environment: str) -> str:
        process = self.spawn(code, **environment)
        said, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint
        return said.strip()

    def complaint(self, code: str, **environment: str) -> str:
        process = self.spawn(code, **environment)
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 1, complaint
        return complaint

    def hold(self, code: str) -> subprocess.Popen:
        """Comes back when the program has said its first line; it ends when it is told anything."""
        process = self.spawn(code)
        assert process.stdout and process.stdout.readline()
        return process

    def start(self) -> str:
        return self.run("from devstack import servers; print(*servers.start())")

    def stop(self) -> None:
        self.run("from devstack import servers; servers.stop()")

    def sql(self, statement: str) -> str:
        return self.run(SQL.format(statement))

    def server_pids(self) -> dict[str, int]:
        postgres = int((self.root / "var/postgres-18/postmaster.pid").read_text().split()[0])
        [valkey] = [pid for pid in self.processes() if "valkey-server" in command_line(pid)]
        return {"postgres": postgres, "valkey": valkey}

    def processes(self) -> list[int]:
        """Every live process that works inside the clone."""
        return [pid for pid in all_pids() if is_below(self.root, pid)]

    def clear(self) -> None:
        shutil.rmtree(self.run("from devstack import paths; print(paths.SOCKETS)"), ignore_errors=True)
        for pid in self.processes():
            kill(pid)
        for process in self.spawned:
            with process:
                process.kill()


def all_pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]


def is_below(root: Path, pid: int) -> bool:
    try:
        return Path(os.readlink(f"/proc/{pid}/cwd")).is_relative_to(root)
    except OSError:
        return False


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def eventually(condition, seconds=30):
    """The first true answer; an assertion when none comes in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := condition():
            return answer
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")
