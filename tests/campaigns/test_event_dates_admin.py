"""Staff set dates with presenters, and propose some."""

from datetime import date, time, timedelta

import pytest

from campaigns.models import Absence, Booking, Event, Proposal
from hope_portal.outbox.models import Message
from hope_portal.workflow.models import IllegalMove, StatusChange
from tests import factories as make
from tests.test_races import at_once

from .reviewing import DAY, a_request, now_of, page, said

Status = Event.Status
THERE = {"day": "2031-03-04", "start": "18:30", "minutes": "90", "note": ""}
OTHER_CLOCKS = [("2031-03-09", "02:30", "skip this time"), ("2031-11-02", "01:30", "comes twice. Say which.")]


@pytest.fixture
def event(port, now):
    return a_request(port, now=now)


def approve(client, event, presenter=None, **fields):
    chosen = {"presenter": presenter.pk} if presenter else {}
    return client.post(page(event, "schedule"), {**THERE, **chosen, "_approve": "1", **fields})


def propose(client, event, *rows, button="_send", note=""):
    """`rows`: day, time and presenter."""
    form = {"form-TOTAL_FORMS": "5", "form-INITIAL_FORMS": "0", "note": note, button: "1"}
    for number, (day, start, presenter) in enumerate(rows):
        row = {"day": day, "start": start, "presenter": presenter.pk}
        form |= {f"form-{number}-{name}": value for name, value in row.items()}
    return client.post(page(event, "propose"), form)


# --- Date, presenter and approval in one --------------------------------------------------------------------


def test_one_click_sets_the_date_books_the_presenter_and_approves(staff, event):
    presenter = make.a_presenter()

    approve(staff, event, presenter, note="We look forward to it.")

    event = now_of(event)
    assert (event.status, event.day, event.start) == (Status.LIVE, DAY, time(18, 30))
    assert event.bookings.standing().get().presenter == presenter
    assert Message.objects.filter(template="campaigns/initiative_approved").count() == 1


def test_the_page_begins_with_what_was_clicked(staff, event):
    presenter = make.a_presenter()

    text = said(staff.get(f"{page(event, 'schedule')}?day=2031-03-05&presenter={presenter.pk}"))

    assert 'value="2031-03-05"' in text and f'value="{presenter.pk}" checked' in text


def test_looking_who_could_come_changes_nothing(staff, event):
    make.a_presenter()

    looked = staff.post(page(event, "schedule"), {**THERE, "day": "2031-03-06", "_look": "1"})

    assert "Free on March 6." in said(looked) and "errorlist" not in said(looked)
    assert now_of(event).status == Status.SUBMITTED


def test_without_a_presenter_nothing_is_approved(staff, event):
    refused = approve(staff, event)

    assert "Choose who presents." in said(refused)
    assert now_of(event).status == Status.SUBMITTED


def test_what_speaks_against_a_presenter_is_asked_about_once(staff, event):
    presenter = make.a_presenter()
    Absence.objects.create(presenter=presenter, first_day=DAY, last_day=DAY)

    refused = approve(staff, event, presenter)
    still = now_of(event).status
    approve(staff, event, presenter, anyway="on")

    assert "Away until March 4." in said(refused) and still == Status.SUBMITTED
    assert now_of(event).status == Status.LIVE


def test_a_presenter_who_is_taken_is_refused_and_what_was_typed_stays(staff, event, now):
    presenter = make.a_presenter()
    presenter.book(make.an_event(day=DAY, start=time(17)), now=now)

    refused = approve(staff, event, presenter, anyway="on", note="We look forward to it.")

    assert "Robin Speaker is booked for" in said(refused) and "We look forward to it." in said(refused)
    assert (now_of(event).status, now_of(event).starts_at) == (Status.SUBMITTED, None)
    assert not event.bookings.exists()


@pytest.mark.parametrize(("day", "start", "sentence"), OTHER_CLOCKS)
def test_times_that_clocks_skip_or_show_twice_are_asked_about(staff, event, day, start, sentence):
    presenter = make.a_presenter()

    refused = approve(staff, event, presenter, day=day, start=start)

    assert sentence in said(refused)
    assert now_of(event).status == Status.SUBMITTED


def test_the_second_of_two_readings_is_an_hour_later(staff, event):
    approve(staff, event, make.a_presenter(), day="2031-11-02", start="01:30", later="yes")

    assert now_of(event).starts_at.isoformat() == "2031-11-02T06:30:00+00:00"


def test_a_request_decided_in_the_meantime_is_left_as_it_is(staff, event, now):
    presenter = make.a_presenter()
    event.decline(by=None, now=now, note="No.")

    refused = approve(staff, event, presenter)

    assert "decided by someone else" in said(refused)
    assert (now_of(event).status, Booking.objects.count()) == (Status.DECLINED, 0)


# --- Other dates --------------------------------------------------------------------------------------------


def test_the_mail_is_shown_before_it_goes_out_and_nothing_is_written(staff, event):
    presenter = make.a_presenter()

    shown = propose(staff, event, ("2031-04-01", "18:00", presenter), button="_preview", note="Sorry!")

    text = said(shown)
    assert "Tuesday, April 1, 2031, 6:00 p.m." in text and "Pat Sample" in text and "Sorry!" in text
    assert 'name="_send"' in text
    assert (now_of(event).status, Proposal.objects.count()) == (Status.SUBMITTED, 0)
    assert not Message.objects.filter(template="campaigns/dates_proposed").exists()


def test_before_the_mail_was_shown_there_is_nothing_to_send(staff, event):
    assert 'name="_send"' not in said(staff.get(page(event, "propose")))


def test_dates_that_are_sent_are_with_the_club(staff, event, nina):
    presenter = make.a_presenter()

    propose(staff, event, ("2031-04-01", "18:00", presenter), ("2031-04-02", "10:00", presenter))

    (proposal,) = Proposal.objects.all()
    assert (now_of(event).status, proposal.made_by) == (Status.PROPOSED, nina)
    assert list(proposal.dates.values_list("day", "start")) == [
        (date(2031, 4, 1), time(18)),
        (date(2031, 4, 2), time(10)),
    ]
    assert Message.objects.filter(template="campaigns/dates_proposed", to="pat@example.org").count() == 1


def test_the_preview_says_what_speaks_against_a_presenter(staff, event, now):
    presenter = make.a_presenter()
    booked = make.an_event(day=date(2031, 4, 1), start=time(18))
    presenter.book(booked, now=now)

    shown = propose(staff, event, ("2031-04-01", "18:00", presenter), button="_preview")

    assert f"Booked on April 1 for {booked.reference}." in said(shown)


def test_no_dates_and_dates_that_are_over_are_refused_with_a_sentence(staff, event, now):
    gone = (now - timedelta(days=2)).date().isoformat()

    assert "Name at least one date." in said(propose(staff, event))
    assert "is over. Choose a later day." in said(propose(staff, event, (gone, "18:00", make.a_presenter())))
    assert now_of(event).status == Status.SUBMITTED


def test_a_time_that_clocks_skip_cannot_be_proposed(staff, event):
    refused = propose(staff, event, ("2031-03-09", "02:30", make.a_presenter()), button="_preview")

    assert "skip this time" in said(refused)


# --- At the same moment -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_decide_at_once_one_sets_the_date(now):
    """With neither the lock nor the compare-and-set of `_move`, all eight write history."""
    event = a_request(now=now)
    presenters = [make.a_presenter(f"Speaker {number}") for number in range(8)]

    def decide(number):
        copy = Event.objects.get(pk=event.pk)
        copy.schedule(DAY, time(9 + number), presenter=presenters[number], by=None, now=now)

    outcomes = at_once(decide)

    assert [type(outcome) for outcome in outcomes if outcome] == [IllegalMove] * 7
    booking = Booking.objects.get()
    assert booking.presenter == presenters[now_of(event).start.hour - 9]
    assert StatusChange.objects.filter(move="approve").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_presenter_chosen_for_eight_requests_at_once_comes_to_one(now):
    """Without the constraint `presenter_in_one_place` all eight are approved."""
    events = [a_request(now=now) for _ in range(8)]
    presenter = make.a_presenter()

    at_once(lambda number: events[number].schedule(DAY, time(18), presenter=presenter, by=None, now=now))

    assert Event.objects.filter(status=Status.LIVE).count() == Booking.objects.count() == 1
    assert Event.objects.filter(status=Status.SUBMITTED, starts_at=None).count() == 7
