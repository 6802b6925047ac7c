"""PostgreSQL refuses to run as root, so root runs the servers as an ordinary user."""

import os
import pwd
import shutil
from collections.abc import Iterable
from pathlib import Path

from .paths import ROOT
from .speech import Problem


def _server_user(data: Path) -> pwd.struct_passwd:
    """Who owns the data already, else the clone's owner, else nobody."""
    for path in (data, ROOT):
        if path.exists() and (uid := path.stat().st_uid):
            try:
                return pwd.getpwuid(uid)
            except KeyError:
                continue
    return pwd.getpwnam("nobody")


def as_server_user(command: Iterable[str | Path], data: Path) -> list[str]:
    """The capability lets that user reach a clone below a folder that only root may enter."""
    words = [str(word) for word in command]
    if os.geteuid():
        return words
    if not shutil.which("setpriv"):
        raise Problem("Please run this as an ordinary user: as root it needs the program setpriv (Linux).")
    user = _server_user(data)
    return [
        "setpriv",
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
        "--securebits=+no_setuid_fixup",
        "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override",
        *words,
    ]
