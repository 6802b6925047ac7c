"""What must hold when things happen at the same moment, or stop in the middle: real threads and processes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from clubs.models import Activation
from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.models import Message
from hope_portal.outbox.posting import post
from hope_portal.workflow.models import IllegalMove, StatusChange
from tests import factories as make
from tests.outbox.sink import Sink
from tests.workers import environment_of_a_process, wait_until, workers

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = 8


def at_once(action, times=EIGHT):
    """Call `action(number)` in as many threads, all at the same moment; what each returned or raised."""
    barrier = Barrier(times)

    def one(number):
        barrier.wait()
        try:
            return action(number)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


@pytest.fixture
def sink(settings):
    running = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
    yield running
    running.stop()


def messages(count):
    Message.objects.all().delete()
    return sorted(make.a_message(f"message:{number:03}").key for number in range(count))


def unsent():
    return Message.objects.exclude(status=Message.Status.SENT).count()


def test_of_eight_decisions_at_once_one_is_made(harbor, now):
    activation = make.an_activation(harbor, status="submitted")
    verbs = ["approve", "decline"] * (EIGHT // 2)

    def decide(number):
        copy = Activation.objects.get(pk=activation.pk)
        return getattr(copy, verbs[number])(by=None, note="Because.", now=now)

    outcomes = at_once(decide)

    assert [type(outcome) for outcome in outcomes if outcome] == [IllegalMove] * (EIGHT - 1)
    assert StatusChange.objects.filter(was="submitted").count() == 1


def test_a_fact_posted_eight_times_at_once_is_told_once(sink, now):
    activation = make.an_activation()
    Message.objects.all().delete()

    at_once(
        lambda number: post(
            "clubs/activation_withdrawn",
            to="ana@example.org",
            key="fact:1",
            context={"activation": activation, "status_url": "http://localhost/"},
        )
    )

    assert Message.objects.count() == 1


def test_eight_deliveries_at_once_send_each_message_once(sink):
    sink.seconds = 0.002
    keys = messages(60)

    at_once(lambda number: deliver())

    assert sink.keys == keys
    assert unsent() == 0


def test_two_workers_send_400_messages_once_each(sink):
    keys = messages(400)
    with workers(sink.port) as started:
        started.nudge(times=4)
        started.start()
        started.start()
        wait_until(lambda: unsent() == 0)
        logs = started.logs()

    assert sink.keys == keys
    assert len(sink.peers) >= 2
    assert "task_started" in logs and "@example.org" not in logs


def test_a_worker_killed_in_the_middle_loses_no_message(sink):
    sink.seconds = 0.005
    keys = messages(200)
    with workers(sink.port) as started:
        started.nudge()
        started.start()
        wait_until(lambda: len(sink.mails) >= 40)
        started.kill()
    assert 0 < unsent() < 200

    deliver()

    assert sorted(set(sink.keys)) == keys
    assert len(sink.keys) - len(keys) <= 2
    assert unsent() == 0


def test_mail_waits_while_its_server_is_down_and_goes_when_it_is_back(sink):
    port, keys = sink.port, messages(30)
    sink.stop()
    deliver()
    assert (unsent(), set(Message.objects.values_list("tries", flat=True))) == (30, {0})

    sink.start(port)
    deliver()

    assert sink.keys == keys


def test_a_server_that_dies_in_the_middle_costs_nobody_a_message(sink):
    keys, port = messages(60), sink.port
    sink.most = 25
    deliver()
    sink.most = None
    Message.objects.filter(status=Message.Status.WAITING).update(try_after=Message.objects.first().created_at)

    deliver()

    assert (sink.keys, sink.port) == (keys, port)


POST_IN_A_PROCESS_OF_ITS_OWN = """
import sys, time, django
django.setup()
from django.test import Client
started = time.monotonic()
status = Client(headers={"host": "localhost"}).post(sys.argv[1]).status_code
print(status, time.monotonic() - started < 3)
"""


def test_a_page_that_posts_answers_while_the_broker_is_away(harbor, sink):
    activation = make.an_activation(harbor, status="unconfirmed")
    Message.objects.all().delete()
    address = reverse("clubs:activation-withdraw", args=[activation.token])
    environment = {
        **environment_of_a_process(sink.port),
        "REDIS_URL": "unix:///nowhere/at/all.sock?db=0",
        "DJANGO_SETTINGS_MODULE": "hope_portal.settings",
    }

    said = subprocess.check_output(
        [sys.executable, "-c", POST_IN_A_PROCESS_OF_ITS_OWN, address], env=environment, text=True
    )

    assert said == "302 True\n"
    assert deliver() == Message.objects.count() == 1
    assert sink.mails[0]["To"] == activation.contact_email
