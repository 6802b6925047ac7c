"""Phones, officers and staff at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from campaigns.models import Event, Report, ReportRefused
from clubs.models import Impact
from tests.test_races import EIGHT, at_once
from tests.workers import wait_until

from .door import an_open_door

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def event(harbor, now):
    return an_open_door(harbor, now)


def again(event):
    return Event.objects.get(pk=event.pk)


def test_the_same_count_sent_eight_times_at_once_counts_once(event, now):
    key = uuid4()

    answers = at_once(lambda _: again(event).count_heads("walk_ins", 2, now=now, key=key))

    assert (answers, event.head_counts.sums()) == ([None] * EIGHT, {"walk_ins": 2})


def test_eight_phones_that_count_at_once_add_up_and_never_fall_below_none(event, now):
    at_once(lambda _: again(event).count_heads("walk_ins", 1, now=now))
    up = event.head_counts.sums()

    at_once(lambda _: again(event).count_heads("walk_ins", -3, now=now))

    assert (up, event.head_counts.sums()) == ({"walk_ins": EIGHT}, {"walk_ins": 0})


def test_of_eight_words_on_a_party_at_once_the_latest_counts(event, now):
    def say(number):
        kim = event.signups.get(name="Kim Example")
        kim.note_arrival(number, at=now - timedelta(minutes=abs(number - 5)), now=now)

    at_once(say)

    assert event.signups.get(name="Kim Example").arrived == 5


def test_a_correction_and_the_confirmation_at_once_leave_what_was_confirmed(event, ana, nina, now):
    over = now + timedelta(days=1)
    event.file_report(by=ana, now=over, adults=10)

    def act(number):
        if number == 0:
            return Report.objects.get().confirm(by=nina, now=over)
        return again(event).file_report(by=ana, now=over, adults=10 + number)

    answers = at_once(act)

    refused = [answer for answer in answers if isinstance(answer, Exception)]
    report, booked = Report.objects.get(), Impact.objects.get(measure="adults_reached")
    assert {type(answer) for answer in refused} <= {ReportRefused}
    assert (booked.quantity, booked.confirmed, bool(report.confirmed_at)) == (report.adults, True, True)


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]


def test_a_correction_that_comes_during_the_confirmation_is_refused(event, ana, nina, now):
    over = now + timedelta(days=1)
    report = event.file_report(by=ana, now=over, adults=10)

    def correct():
        with closing(connection):
            return again(event).file_report(by=ana, now=over, adults=4000)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            report.confirm(by=nina, now=over)
            correction = pool.submit(correct)
            wait_until(somebody_waits)

        assert type(correction.exception()) is ReportRefused
    assert Impact.objects.get(measure="adults_reached", confirmed=True).quantity == 10


def test_a_report_filed_by_two_at_once_is_one(event, ana, now):
    over = now + timedelta(days=1)

    answers = at_once(lambda number: again(event).file_report(by=ana, now=over, adults=10 + number), 2)

    assert [type(answer) for answer in answers] == [Report, Report]
    assert Impact.objects.get(measure="adults_reached").quantity == Report.objects.get().adults
    assert [change.move for change in again(event).history()] == ["complete"]
