from datetime import timedelta

import pytest

from clubs.models import Activation
from hope_portal.workflow.models import IllegalMove, StatusChange
from tests import factories as make

Status = Activation.Status
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.django_db


def test_a_move_writes_status_and_history(harbor, nina, now):
    activation = make.an_activation(harbor, status=Status.SUBMITTED, now=now - HOUR)

    activation.decline(by=nina, note="Ask your district first.", now=now)

    change = activation.history().first()
    assert Activation.objects.get().status == Status.DECLINED
    assert (change.move, change.was, change.became) == ("decline", Status.SUBMITTED, Status.DECLINED)
    assert (change.by, change.note, change.at) == (nina, "Ask your district first.", now)


def test_a_decision_on_an_old_copy_is_refused_with_a_sentence(harbor, nina, now):
    activation = make.an_activation(harbor, status=Status.SUBMITTED)
    stale = Activation.objects.get()
    activation.decline(by=nina, note="No.", now=now)

    with pytest.raises(IllegalMove) as refused:
        stale.approve(by=nina, now=now)

    assert str(refused.value) == "This was decided by someone else in the meantime. Please look again."
    assert Activation.objects.get().status == Status.DECLINED
    assert StatusChange.objects.filter(was=Status.SUBMITTED).count() == 1


def test_only_moves_from_the_present_state_are_open(harbor):
    submitted = make.an_activation(harbor, status=Status.SUBMITTED)

    assert set(submitted.open_moves()) == {"withdraw", "approve", "ask_for_changes", "decline"}


@pytest.mark.parametrize("move", ["decline", "ask_for_changes"])
def test_the_history_is_newest_first(harbor, nina, now, move):
    activation = make.an_activation(harbor, status=Status.SUBMITTED, now=now - HOUR)

    getattr(activation, move)(by=nina, note="Because.", now=now)

    assert [change.move for change in activation.history()] == [move, "confirm", "send"]
