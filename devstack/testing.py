"""`make test`: all set-up, then pytest on every core."""

import os
import subprocess
import sys

from . import debian, environment, servers


def run(*arguments: str) -> int:
    debian.install_missing()
    workers = max(2, os.cpu_count() or 1)
    with servers.in_use():
        command = [sys.executable, "-m", "pytest", "-n", str(workers), *arguments]
        return subprocess.call(command, env={**os.environ, **environment.by_hand()})
