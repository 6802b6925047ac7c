"""The port that the portal listens on, and whether it answers there."""

import http.client
import os
import socket
import time

from .speech import Problem


def chosen() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Problem(f"PORT={given} is not a port number.")
    return int(given)


def require_free(port: int) -> None:
    """Patient for a moment: a portal that was killed just now is still leaving."""
    deadline = time.monotonic() + 3
    while not _free(port):
        if time.monotonic() > deadline:
            raise Problem(
                f"Port {port} is taken by another program. Choose another: PORT={port + 1} make run"
            )
        time.sleep(0.1)


def answers(port: int, path: str) -> bool:
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        web.request("GET", path, headers={"Host": f"localhost:{port}"})
        return web.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        web.close()


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Problem(f"Port {port} needs root. Choose another: PORT=8000 make run") from None
        except OSError:
            return False
    return True
