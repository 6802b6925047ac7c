"""A request, as two people or two tabs act on it at the same moment."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import time

import pytest
from django.db import connection, transaction

from campaigns.models import Event, Proposal
from hope_portal.workflow.models import IllegalMove
from tests import factories as make
from tests.test_races import EIGHT, at_once

pytestmark = pytest.mark.django_db(transaction=True)
Status = Event.Status


def made(results):
    return [result for result in results if not isinstance(result, Exception)]


def test_of_eight_answers_at_once_one_counts(harbor, now):
    """A double click, and a colleague who clicks another date."""
    proposal = make.a_proposal(harbor, now=now)
    first, second = proposal.dates.values_list("pk", flat=True)

    def answer(number):
        mine = Proposal.objects.select_related("event__club").get(pk=proposal.pk)
        mine.accept(mine.dates.get(pk=(first, second)[number % 2]), now=now)

    results = at_once(answer)

    event = Event.objects.get()
    assert sorted(map(str, results)) == ["None", *["Your club has answered already."] * 7]
    assert (event.status, event.bookings.standing().count(), event.bookings.count()) == (Status.LIVE, 1, 1)


def test_one_presenter_is_promised_to_two_clubs_and_goes_to_one(harbor, now):
    presenter = make.a_presenter()
    proposals = [
        make.a_proposal(club, presenter=presenter, weeks=[10], now=now) for club in (harbor, make.a_club())
    ]

    def answer(number):
        mine = Proposal.objects.select_related("event__club").get(pk=proposals[number].pk)
        mine.accept(mine.dates.get(), now=now)

    results = at_once(answer, 2)

    assert len(made(results)) == 1
    assert sorted(Event.objects.values_list("status", flat=True)) == [Status.LIVE, Status.PROPOSED]


def test_of_eight_who_move_an_event_one_does_and_the_others_look_again(harbor, ana, now):
    event = make.an_event(harbor, now=now)

    def move(number):
        Event.objects.get(pk=event.pk).move(by=ana, now=now, seen=0, start=time(10 + number))

    results = at_once(move, EIGHT)

    event.refresh_from_db()
    assert (len(made(results)), event.version, event.history().count()) == (1, 1, 1)


def test_a_tab_that_saves_while_another_sends_waits_and_changes_nothing(harbor, ana, now):
    make.an_activation(harbor, status="approved", now=now)
    event = make.an_event(harbor, status=Status.DRAFT, title="As it was sent", now=now)

    def save():
        try:
            Event.objects.get(pk=event.pk).amend(title="Too late")
        except IllegalMove as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        event.submit(by=ana, now=now)
        other_tab = pool.submit(save)
        wait([other_tab], timeout=0.5)
        waited = not other_tab.done()

    assert (waited, type(other_tab.result()), Event.objects.get().title) == (
        True,
        IllegalMove,
        "As it was sent",
    )
