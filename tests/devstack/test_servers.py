import os
import subprocess

import pytest

from .clone import SQL, eventually, kill

HOLD = "from devstack import servers\nwith servers.in_use(): print('in use', flush=True); input()"
KEEP = "from devstack import servers; servers.keep()"
STOP = "from devstack import servers; servers.stop_unless_used()"
NOBODY = 65534
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another user")


def test_start_is_safe_to_repeat_and_stop_leaves_nothing(clone):
    assert clone.start() == "postgres valkey"
    assert clone.start() == ""
    assert clone.sql("select 1") == "1"
    clone.stop()
    clone.stop()
    assert clone.processes() == []


def test_data_outlives_a_stop(clone):
    clone.start()
    clone.sql("create table kept as select 42 as answer")
    clone.stop()
    clone.start()
    assert clone.sql("select answer from kept") == "42"


def test_killed_servers_are_healed_with_their_data(clone):
    clone.start()
    clone.sql("create table kept as select 42 as answer")
    for pid in clone.server_pids().values():
        kill(pid)
    assert clone.start() == "postgres valkey"
    assert clone.sql("select answer from kept") == "42"


def test_a_busy_orphan_of_a_killed_server_is_waited_for(clone):
    clone.start()
    busy = clone.spawn(SQL.format("select count(*) from generate_series(1, 20000000)"))
    eventually(lambda: clone.sql("select count(*) from pg_stat_activity where query like '%series%'") > "1")
    kill(clone.server_pids()["postgres"])
    assert clone.start() == "postgres"
    assert clone.sql("select 1") == "1"
    busy.communicate()


def test_a_lock_file_that_names_another_live_program_is_healed(clone):
    clone.start()
    owner = os.stat(clone.root / "var/postgres-18").st_uid
    as_owner = [] if os.geteuid() else ["setpriv", f"--reuid={owner}", "--clear-groups"]
    pid_file = clone.root / "var/postgres-18/postmaster.pid"
    lines = pid_file.read_text().split("\n")
    clone.stop()
    stranger = subprocess.Popen([*as_owner, "sleep", "60"])
    try:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        assert clone.start() == "postgres valkey"
        clone.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_killed_first_start_is_healed(clone):
    (clone.root / "var/postgres.new/base").mkdir(parents=True)
    assert clone.start() == "postgres valkey"


@pytest.mark.parametrize("name", ["with spaces é (and more)", "a,comma", "very-long-name-" * 8])
def test_any_folder_will_do(make_clone, name):
    clone = make_clone(name)
    assert clone.start() == "postgres valkey"
    assert clone.sql("select 1") == "1"
    clone.stop()
    assert clone.processes() == []


def test_two_clones_side_by_side(make_clone):
    one, two = make_clone("one"), make_clone("two")
    one.start()
    two.start()
    one.sql("create table only_here ()")
    assert two.sql("select to_regclass('only_here')") == ""
    two.stop()
    assert one.sql("select 1") == "1"


def test_starts_at_the_same_time_agree(clone):
    starts = [clone.spawn("from devstack import servers; print(*servers.start())") for _ in range(3)]
    assert sorted(start.communicate()[0].strip() for start in starts) == ["", "", "postgres valkey"]


def test_a_server_named_by_the_environment_is_not_started(clone):
    code = "from devstack import servers; print(*servers.start())"
    assert clone.run(code, DATABASE_URL="postgres://db.example.org/portal") == "valkey"


def test_the_last_user_stops_the_servers(clone):
    first, second = clone.hold(HOLD), clone.hold(HOLD)
    first.communicate("\n")
    assert clone.sql("select 1") == "1"
    second.communicate("\n")
    assert clone.processes() == []


def test_kept_servers_stay_until_they_are_stopped(clone):
    clone.run(KEEP)
    clone.hold(HOLD).communicate("\n")
    assert clone.sql("select 1") == "1"
    clone.run(STOP)
    assert clone.processes() == []


def test_servers_in_use_are_not_stopped(clone):
    user = clone.hold(HOLD)
    assert "stop that first" in clone.complaint(STOP)
    assert clone.sql("select 1") == "1"
    user.communicate("\n")


@needs_root
def test_an_ordinary_user_can_run_them(make_clone):
    """The capability only lets that user reach this Python where it lies below root's home."""
    caps = ["--securebits=+no_setuid_fixup", "--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *caps]
    clone = make_clone("clone", *as_nobody, owner=NOBODY)
    assert clone.run("import os; print(os.geteuid())") == str(NOBODY)
    assert clone.start() == "postgres valkey"
    assert clone.sql("select 1") == "1"
    clone.stop()
    assert clone.processes() == []


@needs_root
def test_root_can_run_them_in_a_private_folder(clone):
    clone.root.parent.chmod(0o700)
    assert clone.start() == "postgres valkey"
    assert os.stat(clone.root / "var/postgres-18").st_uid != 0


@needs_root
def test_a_full_disk_is_one_sentence(clone):
    var = clone.root / "var"
    var.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=10m", "none", var], capture_output=True
    ).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        assert "No space left on device" in clone.complaint("from devstack import servers; servers.start()")
        assert clone.processes() == []
    finally:
        subprocess.run(["umount", "--lazy", var], check=True)
