"""What the portal's processes are told, see section 6 of the design. What the caller has set stays."""

import os
import secrets
import shlex
from pathlib import Path

from . import postgres, valkey
from .paths import VAR, VENV
from .servers import is_ours

TOLD = ("DATABASE_URL", "REDIS_URL", "DEMO", "SITE_URL", "SECRET_KEY", "MAILBOX_DIR")


def portal(port: int) -> dict[str, str]:
    return _unless_given({"SITE_URL": f"http://localhost:{port}"} | _demo()) | _servers(valkey_database=0)


def by_hand() -> dict[str, str]:
    """For tests and shells. The broker's other database keeps their tasks from a running portal's worker."""
    return _unless_given(_demo()) | _servers(valkey_database=1)


def _demo() -> dict[str, str]:
    mailbox = {} if os.environ.get("EMAIL_URL") else {"MAILBOX_DIR": str(VAR / "mailbox")}
    return {"DEMO": "1", "SECRET_KEY": _secret_key()} | mailbox


def _servers(valkey_database: int) -> dict[str, str]:
    ours = {"DATABASE_URL": postgres.url(), "REDIS_URL": valkey.url(valkey_database)}
    return {name: url for name, url in ours.items() if is_ours(name, url)}


def _unless_given(variables: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if not os.environ.get(name)}


def as_shell(variables: dict[str, str]) -> str:
    lines = [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    return "\n".join([*lines, f'export PATH={shlex.quote(str(VENV / "bin"))}:"$PATH"'])


def _secret_key() -> str:
    file = VAR / "secret-key"
    if not file.exists():
        _write_private(file, secrets.token_urlsafe(50))
    return file.read_text()


def _write_private(file: Path, text: str) -> None:
    """Written beside and renamed: a full disk or a kill leaves no half of it."""
    new = file.with_suffix(".new")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
        output.write(text)
    new.rename(file)
