"""Stand-ins for web, worker and beat make each test short; processes and servers are real."""

import os
import shlex
import signal
import subprocess
import sys

import pytest

from .clone import ENVIRONMENT, command_line, eventually, is_below, kill

SUPERVISE = """
import os, sys
from devstack import servers, signals, supervisor
from devstack.program import Program
from devstack.speech import Problem, say
supervisor.PATIENCE = 1
signals.interrupt_once()
try:
    with servers.in_use():
        programs = [Program(name, sys.executable, "-c", code) for name, code in {programs!r}.items()]
        up = lambda: os.path.exists("up")
        supervisor.Supervisor(programs, dict(os.environ)).run(up, lambda: say("Ready"))
except KeyboardInterrupt:
    say("Stopped.")
except Problem as problem:
    sys.exit(str(problem))
"""
SLEEP = "import time; open('up', 'w'); time.sleep(100) # {}"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"
PARENT = (
    f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEP.format('grandchild')!r}]) # parent"
)
LAST_LOOK = """
import os, signal, sys, time
from devstack import postgres, valkey
def leave(*_):
    time.sleep(0.3)
    open('seen', 'w').write(f'{postgres.running()} {valkey.running()}')
    sys.exit()
signal.signal(signal.SIGTERM, leave)
signal.signal(signal.SIGINT, lambda *_: os._exit(1))
open('up', 'w')
time.sleep(100)
"""


def supervise(clone, **programs):
    """Comes back when a program says that it is up."""
    return clone.hold(script(programs))


def script(programs):
    return SUPERVISE.replace("{programs!r}", repr(programs))


def pid_of(clone, mark):
    marked = [pid for pid in clone.processes() if command_line(pid).strip().endswith(mark)]
    return marked[0] if marked else None


def stop(supervisor, by=signal.SIGTERM):
    supervisor.send_signal(by)
    return supervisor.communicate(timeout=30)


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(clone, by):
    supervisor = supervise(clone, web=SLEEP, worker=SLEEP, beat=SLEEP)
    assert len(clone.processes()) > 5
    stop(supervisor, by)
    assert supervisor.returncode == 0
    assert clone.processes() == []


def test_ctrl_c_stops_the_programs_while_the_servers_still_run(clone):
    """A terminal sends it to the whole group, and only the supervisor may hear it."""
    supervisor = supervise(clone, worker=LAST_LOOK)
    os.killpg(supervisor.pid, signal.SIGINT)
    supervisor.communicate(timeout=30)
    assert (clone.root / "seen").read_text() == "True True"


def test_more_signals_do_not_disturb_the_stopping(clone):
    supervisor = supervise(clone, web=STUBBORN)
    supervisor.send_signal(signal.SIGINT)
    supervisor.send_signal(signal.SIGINT)
    stop(supervisor)
    assert supervisor.returncode == 0
    assert clone.processes() == []


def test_a_program_that_does_not_stop_is_killed(clone):
    supervisor = supervise(clone, web=STUBBORN)
    said, _ = stop(supervisor)
    assert "web did not stop within 1 s" in said
    assert clone.processes() == []


def test_a_closed_terminal_stops_everything(clone):
    """The leader of its session gets the signal alone; here that is a shell that waits, as make does."""
    screen, terminal = os.openpty()
    command = f"trap : HUP; {shlex.quote(sys.executable)} -c {shlex.quote(script({'web': STUBBORN}))}; exit"
    shell = subprocess.Popen(
        ["setsid", "--ctty", "sh", "-c", command],
        cwd=clone.root,
        env=ENVIRONMENT,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    eventually((clone.root / "up").exists)
    os.close(screen)
    shell.wait(30)
    assert clone.processes() == []


def test_a_killed_program_is_started_again(clone):
    supervisor = supervise(clone, web=SLEEP.format("web"), beat=SLEEP.format("beat"))
    killed, other = eventually(lambda: pid_of(clone, "# web")), eventually(lambda: pid_of(clone, "# beat"))
    kill(killed)
    assert "web ended (-9)" in supervisor.stdout.readline()
    assert eventually(lambda: pid_of(clone, "# web")) != killed
    assert pid_of(clone, "# beat") == other
    stop(supervisor)


def test_a_killed_program_leaves_no_children(clone):
    supervisor = supervise(clone, web=PARENT)
    orphan = eventually(lambda: pid_of(clone, "# grandchild"))
    kill(pid_of(clone, "# parent"))
    eventually(lambda: not is_below(clone.root, orphan))
    stop(supervisor)


def test_a_program_that_keeps_ending_stops_everything(clone):
    supervisor = clone.spawn(script({"web": SLEEP, "worker": "raise SystemExit('no such queue')"}))
    said, complaint = supervisor.communicate(timeout=30)
    assert supervisor.returncode == 1
    assert said.count("worker ended (1)") == 3
    assert complaint.startswith("worker keeps ending, so everything is stopped.")
    assert "no such queue" in complaint
    assert clone.processes() == []


@pytest.mark.parametrize("server", ["postgres", "valkey"])
def test_a_killed_server_is_started_again(clone, server):
    supervisor = supervise(clone, web=SLEEP)
    kill(clone.server_pids()[server])
    assert f"{server} had stopped" in supervisor.stdout.readline()
    assert clone.sql("select 1") == "1"
    stop(supervisor)
    assert clone.processes() == []


def test_a_killed_supervisor_is_healed_by_the_next(clone):
    killed = supervise(clone, web=SLEEP.format("web"))
    web = eventually(lambda: pid_of(clone, "# web"))
    killed.kill()
    killed.communicate()
    eventually(lambda: not is_below(clone.root, web))
    postgres = clone.server_pids()["postgres"]
    supervisor = supervise(clone, web=SLEEP)
    assert clone.server_pids()["postgres"] == postgres
    stop(supervisor)
    assert clone.processes() == []
