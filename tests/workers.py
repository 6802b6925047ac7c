"""Real Celery workers on the test database, with a broker key space of their own."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from tempfile import TemporaryFile
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from celery import Celery
from django.conf import settings
from django.db import connection


def environment_of_a_process(mail_port):
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    return {
        **os.environ,
        "DATABASE_URL": urlunsplit(database),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "PYTHONPATH": str(settings.BASE_DIR),
    }


class Workers:
    def __init__(self, mail_port, output):
        self.prefix = f"{uuid4().hex}:"
        self.environment = {**environment_of_a_process(mail_port), "BROKER_PREFIX": self.prefix}
        self.running = []
        self.output = output

    def start(self):
        command = [sys.executable, "-m", "celery", "-A", "hope_portal", "worker", "-c", "1"]
        name = f"w{len(self.running)}-{self.prefix[:8]}"
        process = subprocess.Popen(
            [*command, "-n", name, "--without-gossip", "--without-mingle", "--without-heartbeat"],
            env=self.environment,
            cwd=settings.BASE_DIR,
            stdout=self.output,
            stderr=self.output,
            start_new_session=True,
        )
        self.running.append(process)

    def nudge(self, times=1):
        broker = Celery(broker=settings.CELERY_BROKER_URL)
        broker.conf.broker_transport_options = {"global_keyprefix": self.prefix}
        with broker.connection_for_write() as connection:
            for _ in range(times):
                broker.send_task(
                    "hope_portal.outbox.tasks.deliver_due", connection=connection, ignore_result=True
                )

    def logs(self):
        self.output.seek(0)
        return self.output.read()

    def kill(self):
        """As if the machine lost power: no goodbye, children included."""
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@contextmanager
def workers(mail_port):
    with TemporaryFile("w+") as output:
        started = Workers(mail_port, output)
        try:
            yield started
        finally:
            started.kill()


def wait_until(true, seconds=30):
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.02)
