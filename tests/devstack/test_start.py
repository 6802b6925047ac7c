"""The way in: from a bare machine's Python to a command."""

import re
import shutil
import socket
import subprocess
import sys

import pytest

from .clone import ENVIRONMENT, ROOT, command_line, eventually


@pytest.fixture
def start(clone):
    """`devstack/start` where only the named programs exist."""

    def start(*arguments, **programs):
        folder = clone.root / "bin"
        folder.mkdir()
        for name, program in programs.items():
            (folder / name.replace("_", ".")).symlink_to(program)
        return subprocess.run(
            [shutil.which("sh"), "devstack/start", *arguments],
            cwd=clone.root,
            env=ENVIRONMENT | {"PATH": str(folder)},
            capture_output=True,
            text=True,
        )

    return start


def test_without_a_python_it_says_what_is_missing(start):
    done = start("help")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "needs Python 3.11 or newer" in done.stderr


def test_a_python_that_will_not_do_is_passed_over(start):
    done = start("help", python3=shutil.which("false"), python3_12=sys.executable)
    assert done.returncode == 0
    assert "make run" in done.stdout


def test_an_unknown_command_is_one_sentence(start):
    done = start("walk", python3=sys.executable)
    assert (done.returncode, done.stderr) == (1, "There is no command 'walk'; `make help` lists them.\n")


RUN = "from devstack import portal; portal.run()"
HOLD = "from devstack import locks\nwith locks.only_one('portal', ''): print('held', flush=True); input()"
INSTALLER = """
from devstack import venv
with venv._in_turn():
    venv._run("sleep", "1.5")
"""
INSTALL = "from devstack import paths, venv; venv.ensure(paths.ROOT / 'small.lock')"


def test_a_taken_port_names_another(clone):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        complaint = clone.complaint(RUN, PORT=str(port))
    assert f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run" in complaint
    assert clone.processes() == []


def test_a_port_is_a_number(clone):
    assert "PORT=http is not a port number" in clone.complaint(
        "from devstack import portal; portal.run()", PORT="http"
    )


def test_the_portal_runs_once_per_folder(clone):
    clone.hold(HOLD)
    assert "already running from this folder" in clone.complaint(RUN)


def test_an_installer_that_outlives_a_killed_start_is_waited_for(clone):
    killed = clone.spawn(INSTALLER)
    eventually(lambda: [pid for pid in clone.processes() if command_line(pid).startswith("sleep")])
    killed.kill()
    killed.wait()
    clone.run("from devstack import venv\nwith venv._in_turn(): pass")
    assert clone.processes() == []


@pytest.mark.slow
def test_an_unfinished_environment_is_made_anew_and_then_kept(clone):
    lock, half = clone.root / "small.lock", clone.root / ".venv/half"
    half.parent.mkdir()
    half.touch()
    (clone.root / ".venv/unfinished").touch()
    lock.write_text(pinned("iniconfig"))
    assert installing(clone)
    assert not half.exists()
    assert not installing(clone)

    lock.write_text(pinned("iniconfig") + pinned("packaging"))
    assert installing(clone)
    subprocess.run([clone.root / ".venv/bin/python", "-c", "import iniconfig, packaging"], check=True)


def installing(clone):
    process = clone.spawn(INSTALL)
    _, said = process.communicate()
    assert process.returncode == 0, said
    return "Installing small.lock" in said


def pinned(package):
    """Its lines in the lock file."""
    blocks = re.split(r"^(?=\S)", (ROOT / "requirements-dev.lock").read_text(), flags=re.MULTILINE)
    return next(block for block in blocks if block.startswith(f"{package}=="))
