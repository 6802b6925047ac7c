from datetime import time, timedelta

import pytest

from campaigns.models import Event, InitiativeRefused, ProposedDate
from hope_portal.outbox.models import Message
from tests import factories as make

Status = Event.Status


def a_date(now, presenter=None, *, weeks=10, start=time(18, 30)):
    return ProposedDate(day=now.date() + timedelta(weeks=weeks), start=start, presenter=presenter)


@pytest.fixture
def presenter(db):
    return make.a_presenter()


@pytest.fixture
def event(harbor, ana):
    """A request for a presenter, with NCMEC."""
    return make.an_event(harbor, kind="community", status=Status.SUBMITTED)


@pytest.fixture
def proposal(event, presenter, nina, now):
    dates = [a_date(now, presenter, weeks=10), a_date(now, presenter, weeks=12)]
    return event.propose(dates, by=nina, now=now, note="May suits us better.")


def test_dates_are_proposed_and_the_club_has_a_week_to_answer(proposal, event, ana, harbor, now):
    assert (event.status, event.answer_by) == (Status.PROPOSED, None)
    assert proposal.answer_by == harbor.today(now) + timedelta(days=7)
    assert list(Message.objects.values_list("template", "to")) == [("campaigns/dates_proposed", ana.email)]


def test_the_club_has_less_time_where_the_first_date_is_near(event, presenter, nina, now):
    date = a_date(now, presenter, weeks=0)
    date.day = now.date() + timedelta(days=4)

    assert event.propose([date], by=nina, now=now).answer_by == now.date() + timedelta(days=3)


def test_an_accepted_date_sets_the_time_books_the_presenter_and_goes_live(proposal, event, presenter, now):
    chosen = proposal.dates.last()

    proposal.accept(chosen, now=now)

    event = Event.objects.get()
    assert (event.status, event.day, event.start) == (Status.LIVE, chosen.day, chosen.start)
    assert [booking.presenter for booking in event.bookings.filter(released_at=None)] == [presenter]
    assert Message.objects.filter(template="campaigns/initiative_approved").count() == 1


def test_a_second_click_changes_nothing(proposal, now):
    first, second = proposal.dates.all()
    proposal.accept(first, now=now)

    with pytest.raises(InitiativeRefused, match="answered already"):
        proposal.accept(second, now=now)

    assert Event.objects.get().day == first.day


def test_a_presenter_who_was_booked_meanwhile_cannot_be_had_and_nothing_changes(
    proposal, presenter, event, now
):
    chosen = proposal.dates.first()
    before = event.day
    make.a_booking(presenter, make.an_event(day=chosen.day, start=chosen.start))

    with pytest.raises(InitiativeRefused, match="can no longer come"):
        proposal.accept(chosen, now=now)

    event = Event.objects.get(pk=event.pk)
    assert (event.status, event.day, event.bookings.count()) == (Status.PROPOSED, before, 0)


def test_a_presenter_who_left_cannot_be_had(proposal, presenter, now):
    presenter.active = False
    presenter.save()

    with pytest.raises(InitiativeRefused, match="can no longer come"):
        proposal.accept(proposal.dates.first(), now=now)


def test_a_date_that_is_over_cannot_be_accepted(event, presenter, nina, now):
    early = a_date(now, presenter)
    early.day = now.date() + timedelta(days=1)
    proposal = event.propose([early, a_date(now, presenter)], by=nina, now=now)
    proposal.answer_by = early.day + timedelta(days=3)

    with pytest.raises(InitiativeRefused, match="over"):
        proposal.accept(early, now=now + timedelta(days=2, hours=12))


def test_none_of_the_dates_gives_the_request_back_with_a_new_promise(proposal, now):
    proposal.refuse(now=now)

    event = Event.objects.get()
    assert (event.status, bool(event.answer_by)) == (Status.SUBMITTED, True)
    with pytest.raises(InitiativeRefused):
        proposal.accept(proposal.dates.first(), now=now)


def test_newer_dates_replace_older_ones(proposal, event, presenter, nina, now):
    proposal.refuse(now=now)
    event.refresh_from_db()
    type(proposal).objects.update(answered_at=None)
    event.propose([a_date(now, presenter)], by=nina, now=now)
    proposal.refresh_from_db()

    with pytest.raises(InitiativeRefused, match="no longer open"):
        proposal.refuse(now=now)


def test_dates_that_nobody_answers_are_offered_anew(proposal, now):
    late = now + timedelta(days=9)

    assert proposal.answer_refusal(now=late) is not None
    assert list(type(proposal).objects.over(late)) == [proposal]
    proposal.lapse(now=late)
    proposal.lapse(now=late)

    assert Event.objects.get().status == Status.SUBMITTED
    assert proposal.event.history().filter(move="refuse_dates").count() == 1


def test_dates_do_not_lapse_before_their_day_is_over(proposal, now):
    proposal.lapse(now=now + timedelta(days=6))

    assert Event.objects.get().status == Status.PROPOSED


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ([], "at least one"),
        ([ProposedDate(day="2020-01-01", start=time(9))], "over"),
    ],
)
def test_staff_cannot_propose_what_cannot_be(event, nina, now, dates, why):
    for date in dates:
        date.day = now.date() - timedelta(days=30)

    with pytest.raises(InitiativeRefused, match=why):
        event.propose(dates, by=nina, now=now)


def test_each_date_needs_a_presenter_where_one_was_asked_for(event, nina, now):
    with pytest.raises(InitiativeRefused, match="presenter for each"):
        event.propose([a_date(now)], by=nina, now=now)
