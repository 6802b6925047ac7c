"""What phones send to the door, late, twice and in any order."""

import json
from uuid import uuid4

import pytest

from campaigns.models import Event
from tests import factories as make

from .door import MINUTE, an_open_door, arrived, milliseconds, path


@pytest.fixture
def event(harbor, now):
    return an_open_door(harbor, now)


@pytest.fixture
def kim(event):
    return event.signups.get(name="Kim Example")


def sync(client, event, *seen):
    return client.post(path(event, "-sync"), json.dumps({"seen": seen}), content_type="application/json")


def tap(party, people, at):
    return {"party": party.pk, "people": people, "at": milliseconds(at), "key": uuid4().hex}


def test_a_phone_hears_how_things_stand(client, ana, event, kim, now):
    kim.note_arrival(1, at=now, now=now)
    event.count_heads("walk_ins", 3, now=now)
    client.force_login(ana)

    state = client.get(path(event, "-sync")).json()

    assert state["counts"] == {"walk_ins": 3}
    assert state["parties"][str(kim.pk)] == [1, milliseconds(now)]
    assert len(state["parties"]) == 3


def test_what_a_phone_sends_twice_counts_once(client, ana, event, kim, now):
    client.force_login(ana)
    seen = [tap(kim, 2, now), {"counted_as": "walk_ins", "change": 1, "key": uuid4().hex}]

    sync(client, event, *seen)
    state = sync(client, event, *seen).json()

    assert (arrived(event), state["counts"]) == ({"Kim Example": 2}, {"walk_ins": 1})


def test_two_phones_that_were_apart_agree(client, ana, event, kim, now):
    client.force_login(ana)
    first = [tap(kim, 2, now - 9 * MINUTE), tap(kim, 1, now - 2 * MINUTE)]
    second = [tap(kim, 0, now - 5 * MINUTE)]

    sync(client, event, *first)
    states = [sync(client, event, *second).json(), sync(client, event).json()]

    assert [state["parties"][str(kim.pk)][0] for state in states] == [1, 1]


def test_a_party_of_another_event_is_passed_over_and_holds_nothing_back(client, ana, event, kim, now):
    other = make.a_signup(make.an_event(), name="Other Guest")
    client.force_login(ana)

    answer = sync(client, event, tap(other, 1, now), {"nonsense": True}, tap(kim, 2, now))

    other.refresh_from_db()
    assert (answer.status_code, other.arrived, arrived(event)) == (200, 0, {"Kim Example": 2})


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"seen": 3}', '{"seen": [7]}', '{"seen": [[]]}', "\xff"])
def test_nonsense_is_refused(client, ana, event, body):
    client.force_login(ana)

    assert client.post(path(event, "-sync"), body, content_type="application/json").status_code == 400


def test_what_cannot_be_noted_is_said_and_stays_with_the_phone(client, ana, event, kim, now):
    Event.objects.filter(pk=event.pk).update(status="cancelled")
    client.force_login(ana)

    answer = sync(client, event, tap(kim, 2, now))

    assert (answer.status_code, "does not take place" in answer.json()["refused"]) == (409, True)


def test_a_phone_may_send_after_the_report_is_filed(client, ana, event, kim, now):
    Event.objects.filter(pk=event.pk).update(status="completed")
    client.force_login(ana)

    sync(client, event, tap(kim, 2, now))

    assert arrived(event) == {"Kim Example": 2}
