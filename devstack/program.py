import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from .paths import LOGS, ROOT

LEASH = ("setpriv", "--pdeathsig", "TERM") if sys.platform == "linux" and shutil.which("setpriv") else ()
"""Ends the program when its supervisor is killed."""


class Program:
    """A child in a session of its own: Ctrl-C reaches only the supervisor, which stops things in order."""

    def __init__(self, name: str, *command: str | Path):
        self.name = name
        self.command = [*LEASH, *(str(word) for word in command)]
        self.log = LOGS / f"{name}.log"
        self.log.write_bytes(b"")
        self.deaths: list[float] = []

    def start(self, environment: dict[str, str]) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def ended(self) -> bool:
        return self.process.poll() is not None

    def note_death(self) -> int:
        """Returns the deaths of the last minute, this one included."""
        now = time.monotonic()
        self.deaths = [death for death in self.deaths if now - death < 60] + [now]
        return len(self.deaths)

    def ask_to_stop(self) -> None:
        self.process.terminate()

    def wait(self, seconds: float) -> bool:
        try:
            self.process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            return False
        return True

    def sweep(self) -> None:
        """Kills what is left of its session, such as the workers of a killed master."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
