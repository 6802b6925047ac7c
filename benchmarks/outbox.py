"""How fast one worker empties the outbox, beside a bare smtplib loop over the same mail server.

The mail server is a sink in a process of its own, without any delay. Both sides send the same letters, take
turns, and run in a process each; ours has its two connections to the server, the bare loop one.
"""

import os
import smtplib
import socket
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from statistics import median

from . import scratch_database

ROUNDS = 5
FACTS = "NCMEC has your request. You hear by Friday, May 21. Until then you need to do nothing.\n"


def main(scale: float) -> dict:
    count, port = max(20, round(2000 * scale)), _free_port()
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
    spawn = get_context("spawn")
    ours, limits = [], []
    with (
        _sink(spawn, port),
        scratch_database() as connection,
        ProcessPoolExecutor(1, spawn) as worker,
        ProcessPoolExecutor(1, spawn) as bare,
    ):
        for turn in range(ROUNDS + 1):
            letters = _owe(count, turn)
            ours.append(count / worker.submit(_deliver, connection.settings_dict["NAME"]).result())
            limits.append(count / bare.submit(_send, port, letters).result())
            _check_all_sent()
    rate, limit = median(ours[1:]), median(limits[1:])
    return {
        "bench": "outbox",
        "messages": count,
        "messages_per_s": round(rate),
        "limit_messages_per_s": round(limit),
        "ratio_to_limit": round(rate / limit, 3),
    }


def _owe(count, turn):
    """Rows as `post` writes them, and the same letters as bytes."""
    from django.template.loader import get_template
    from django.utils import timezone

    from hope_portal.outbox.letter import Letter
    from hope_portal.outbox.models import Message

    html = get_template("emails/base.html").render({"subject": "Your request"})
    rows = [
        Message(
            key=f"bench:{turn}:{number}",
            to=f"reader{number}@example.org",
            kind=Message.Kind.TRANSACTIONAL,
            template="bench",
            language="en",
            subject="Your request has arrived",
            text=FACTS * 6,
            html=html,
            try_after=timezone.now(),
        )
        for number in range(count)
    ]
    Message.objects.bulk_create(rows, batch_size=500)
    return [(row.to, Letter(row).message().as_bytes(linesep="\r\n")) for row in rows]


def _check_all_sent():
    from hope_portal.outbox.models import Message

    if unsent := Message.objects.exclude(status=Message.Status.SENT).count():
        raise RuntimeError(f"{unsent} messages were not sent")


def _deliver(database):
    import django

    django.setup()
    from django.db import connection

    from hope_portal.outbox.delivery import deliver

    connection.settings_dict["NAME"] = database
    connection.ensure_connection()
    started = time.perf_counter()
    deliver(seconds=600)
    return time.perf_counter() - started


def _send(port, letters):
    started = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for to, letter in letters:
            server.sendmail("portal@localhost", [to], letter)
    return time.perf_counter() - started


@contextmanager
def _sink(spawn, port):
    process = spawn.Process(target=_serve, args=(port,), daemon=True)
    process.start()
    try:
        while not _answers(port):
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.join()


def _serve(port):
    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Sink

    Controller(Sink(), hostname="127.0.0.1", port=port).start()
    while True:
        time.sleep(3600)


def _answers(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
