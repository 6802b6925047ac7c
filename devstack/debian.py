"""What the tests need besides Python packages, installed where Debian's apt can do it without asking."""

import ctypes.util
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from .speech import say_aside


@dataclass
class Need:
    package: str
    present: Callable[[], object]
    without: str


NEEDS = (
    Need("chromium", lambda: shutil.which("chromium"), "the browser tests are skipped"),
    Need("libatomic1", lambda: ctypes.util.find_library("atomic"), "the browser tests may not start"),
    Need("gettext", lambda: shutil.which("msgfmt"), "the translations are not checked"),
)


def install_missing() -> None:
    missing = [need for need in NEEDS if not need.present()]
    if missing:
        _install([need.package for need in missing])
    for need in missing:
        if not need.present():
            say_aside(f"{need.package} is not installed, so {need.without}.")


def _install(packages: list[str]) -> None:
    """What fails here shows in the sentence about what is missing."""
    if not shutil.which("apt-get") or not _may_install():
        return
    say_aside(f"Installing {', '.join(packages)} ...")
    sudo = ["sudo", "-n"] if os.geteuid() else []
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    _quietly([*apt, "update"])
    _quietly([*apt, "install", "--yes", "--no-install-recommends", *packages])


def _may_install() -> bool:
    return os.geteuid() == 0 or (bool(shutil.which("sudo")) and _quietly(["sudo", "-n", "true"]))


def _quietly(command: list[str]) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
