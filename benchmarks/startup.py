"""How long a newcomer waits: a fresh clone with warm package caches, then a second start, then Ctrl-C."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from devstack.environment import TOLD
from devstack.paths import ROOT
from devstack.port import answers

FIRST_PAGE_LIMIT, SECOND_START_LIMIT = 20, 4


def main(scale: float) -> dict:
    """There is no smaller start, so the scale changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        first_page, _ = _start_and_stop(clone)
        second_start, stop = _start_and_stop(clone)
    return {
        "first_page_s": round(first_page, 2),
        "first_page_limit_s": FIRST_PAGE_LIMIT,
        "second_start_s": round(second_start, 2),
        "second_start_limit_s": SECOND_START_LIMIT,
        "stop_s": round(stop, 2),
        "ratio_to_limit": round(max(first_page / FIRST_PAGE_LIMIT, second_start / SECOND_START_LIMIT), 3),
    }


def _start_and_stop(clone: Path) -> tuple[float, float]:
    """Seconds to the first page, and from Ctrl-C to the end."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name not in (*TOLD, "MAKEFLAGS")}
    began = time.monotonic()
    with subprocess.Popen(
        ["make", "run"],
        cwd=clone,
        env=environment | {"PORT": str(port)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as portal:
        while not answers(port, "/"):
            if portal.poll() is not None:
                raise RuntimeError("make run ended before its first page")
            time.sleep(0.05)
        page = time.monotonic()
        os.killpg(portal.pid, signal.SIGINT)
    return page - began, time.monotonic() - page


def _free_port() -> int:
    """Below the range that the system lends to outgoing connections."""
    for port in range(8100, 8200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise RuntimeError("no free port between 8100 and 8199")
