from datetime import timedelta

import pytest
from django.db import IntegrityError

from campaigns.models import Event, InitiativeRefused
from hope_portal.workflow.models import IllegalMove
from tests import factories as make

Status = Event.Status
SAID = {"contact_level": "with_staff", "school_adult": "Ms. Sample, teacher"}


@pytest.fixture
def event(harbor):
    return make.an_event(harbor, kind="school", status=Status.APPROVED, presented_by="club")


def adults(event, *days):
    """One adult for each figure: how many days after the event their clearance holds."""
    return [(f"Adult {n}", event.day + timedelta(days=after)) for n, after in enumerate(days)]


def test_a_school_event_cannot_go_live_before_the_gate_is_passed(event, ana, now):
    with pytest.raises(InitiativeRefused, match="how close"):
        event.publish(by=ana, now=now)

    event.attest(adults(event, 0, 90), by=ana, now=now, **SAID)
    event.publish(by=ana, now=now)

    assert Event.objects.get().status == Status.LIVE


@pytest.mark.parametrize(
    ("days", "said", "why"),
    [
        ([0, 90], {"contact_level": ""}, "how close"),
        ([90], {}, "two adults"),
        ([-1, 90], {}, "two adults"),
        ([0, 90], {"school_adult": ""}, "adult of the school"),
    ],
)
def test_each_part_of_the_gate_is_asked_for(event, ana, now, days, said, why):
    event.attest(adults(event, *days), by=ana, now=now, **{**SAID, **said})

    with pytest.raises(InitiativeRefused, match=why):
        event.publish(by=ana, now=now)


def test_an_approved_school_event_goes_live_only_with_its_gate(harbor, ana, now):
    open_gate = make.an_event(harbor, kind="school", status=Status.SUBMITTED, presented_by="club")
    shut_gate = make.an_event(harbor, kind="school", status=Status.SUBMITTED, presented_by="club")
    open_gate.attest(adults(open_gate, 9, 9), by=ana, now=now, **SAID)

    for event in (open_gate, shut_gate):
        event.approve(by=None, now=now)

    assert [event.status for event in (open_gate, shut_gate)] == [Status.LIVE, Status.APPROVED]


def test_who_attested_somebody_earlier_stays(event, ana, carl, now):
    first, second, third = adults(event, 0, 90, 200)
    event.attest([first, second], by=ana, now=now, **SAID)

    event.attest([first, third], by=carl, now=now, **SAID)

    known = event.clearances.order_by("name").values_list("name", "attested_by")
    assert list(known) == [("Adult 0", ana.pk), ("Adult 2", carl.pk)]


def test_of_a_live_event_nothing_may_go_missing(event, ana, now):
    both = adults(event, 0, 90)
    event.attest(both, by=ana, now=now, **SAID)
    event.publish(by=ana, now=now)

    with pytest.raises(InitiativeRefused, match="two adults"):
        event.attest(both[:1], by=ana, now=now, **SAID)

    assert event.clearances.count() == 2


def test_a_live_event_cannot_move_beyond_the_clearances(event, ana, now):
    event.attest(adults(event, 0, 90), by=ana, now=now, **SAID)
    event.publish(by=ana, now=now)

    with pytest.raises(InitiativeRefused, match="two adults"):
        event.move(by=ana, now=now, seen=event.version, day=event.day + timedelta(days=1))


def test_nothing_is_attested_once_it_is_over_and_reported(event, ana, now):
    Event.objects.update(status=Status.COMPLETED)

    with pytest.raises(IllegalMove):
        event.attest([], by=ana, now=now, **SAID)


def test_pupils_are_head_counts_whatever_is_written(event):
    with pytest.raises(IntegrityError, match="pupils_are_head_counts"):
        Event.objects.filter(pk=event.pk).update(count_only=False)


def test_an_event_for_adults_needs_no_gate(harbor, ana, now):
    event = make.an_event(harbor, status=Status.APPROVED)

    event.publish(by=ana, now=now)

    assert Event.objects.get().status == Status.LIVE
