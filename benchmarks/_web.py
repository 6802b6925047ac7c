"""The portal in one gunicorn worker as it is deployed, and many clients that ask it things."""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median, quantiles
from urllib.parse import urlsplit

SERVE = [
    "--worker-class",
    "gthread",
    "--workers",
    "1",
    "--keep-alive",
    "60",
    "--no-control-socket",
    "--log-level",
    "warning",
]


@contextmanager
def served(connection, *, threads=4):
    """The port at which the portal answers from this database, with the views of `_bare` beside its own."""
    port = free_port()
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
    told = {
        "DATABASE_URL": url.geturl(),
        "DJANGO_SETTINGS_MODULE": "benchmarks._settings",
        "DEMO": "1",  # static files without a build
        "LOG_LEVEL": "WARNING",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "TRUSTED_PROXY_COUNT": "1",  # each request comes from an address of its own
    }
    command = ["gunicorn", "hope_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", str(threads)]
    with subprocess.Popen([sys.executable, "-m", *command, *SERVE], env=os.environ | told) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.terminate()


def _wait_for(port):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the portal did not start")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Client:
    """One connection that stays open, with as little of HTTP as it takes: asking must cost little."""

    def __init__(self, port):
        self.host = f"127.0.0.1:{port}"
        self.line = socket.create_connection(("127.0.0.1", port))
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, method, path, *, headers="", body=b""):
        """The status, the head and the body of the answer."""
        length = f"Content-Length: {len(body)}"
        asked = f"{method} {path} HTTP/1.1\r\nHost: {self.host}\r\n{headers}{length}\r\n\r\n"
        self.line.sendall(asked.encode() + body)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, answer = answer.partition(b"\r\n\r\n")
        expected = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        while len(answer) < expected:
            answer += self._more()
        return int(head[9:12]), head, answer

    def _more(self):
        if not (part := self.line.recv(1 << 16)):
            raise ConnectionError("the portal closed the connection")
        return part


def together(clients, work):
    """Each client does its share of the list `work`, a callable apiece; seconds each took, and all of it."""

    def share(client, tasks):
        took = []
        for task in tasks:
            began = time.perf_counter()
            task(client)
            took.append(time.perf_counter() - began)
        return took

    shares = [work[number :: len(clients)] for number in range(len(clients))]
    began = time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as pool:
        took = [seconds for part in pool.map(share, clients, shares) for seconds in part]
    return took, time.perf_counter() - began


def per_second(rounds):
    return median(count / seconds for count, seconds in rounds)


def p95(took):
    return quantiles(took, n=20)[-1]
