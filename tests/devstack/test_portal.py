"""The real portal, once from nothing to Ctrl-C."""

import os
import re
import shutil
import signal
import urllib.request

import pytest

from .clone import ROOT, command_line, eventually, kill

RUN = "from devstack import portal, signals; signals.interrupt_once(); portal.run()"
PORT = "8097"
ELSEWHERE = shutil.ignore_patterns(".*", "__pycache__", "var", "devstack", "tests")


def page(path):
    with urllib.request.urlopen(f"http://localhost:{PORT}{path}", timeout=20) as response:
        return response.status


def masters(clone):
    """The processes that are nobody's worker."""
    lines = {pid: command_line(pid) for pid in clone.processes()}
    named = {
        pid: re.search(r"gunicorn|worker|beat", line) for pid, line in lines.items() if "hope_portal" in line
    }
    return {match[0]: pid for pid, match in sorted(named.items(), reverse=True) if match}


@pytest.mark.slow
def test_the_portal_runs_heals_and_leaves_nothing(clone):
    shutil.copytree(ROOT, clone.root, ignore=ELSEWHERE, dirs_exist_ok=True)
    portal = clone.spawn(RUN, PORT=PORT)
    first = portal.stdout.readline()
    assert first.startswith("Ready in"), portal.communicate()[1]
    assert page("/") == 200
    assert set(masters(clone)) == {"gunicorn", "worker", "beat"}

    kill(masters(clone)["gunicorn"])
    eventually(lambda: "web ended (-9)" in portal.stdout.readline())
    eventually(lambda: served_again())

    os.killpg(portal.pid, signal.SIGINT)
    said, complaint = portal.communicate(timeout=60)
    assert (portal.returncode, said, complaint) == (0, "Stopped.\n", "")
    assert clone.processes() == []
    assert (clone.root / "var/secret-key").stat().st_mode & 0o777 == 0o600


def served_again():
    try:
        return page("/") == 200
    except OSError:
        return False
