import os
import subprocess
import time
from collections.abc import Callable, Sequence

from .paths import LOGS, VAR
from .speech import Problem, end_of

ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(VAR)}


def start(name: str, command: Sequence[str], ready: Callable[[], bool]) -> None:
    """Starts a server that outlives this process, in a session of its own: Ctrl-C does not reach it."""
    log = LOGS / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=VAR,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        while not ready():
            if process.poll() is not None:
                raise Problem(f"{name} did not start. {end_of(log)}")
            time.sleep(0.02)
    except BaseException:
        process.terminate()
        process.wait()
        raise


def command_line(pid: int) -> str:
    """Of a live process; empty for one that has ended, a zombie too."""
    if os.path.isdir("/proc/self"):
        try:
            with open(f"/proc/{pid}/cmdline") as file:
                return file.read()
        except OSError:
            return ""
    return subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True).stdout
