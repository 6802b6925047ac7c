"""Mail may go out late: what has become untrue by then stays where it is."""

from datetime import timedelta

import pytest

from campaigns.models import Event, Signup
from campaigns.still_true import RULES
from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.models import Message
from tests import factories as make
from tests.outbox.conftest import sink, smtp

from .mailing import LONG_BEFORE, MADE, made, newest, refused, utc

__all__ = ["sink", "smtp"]
pytestmark = pytest.mark.django_db


def test_each_message_has_its_rules_and_is_made_here():
    assert sorted(MADE) == sorted(RULES)


def signup_is(status, **also):
    return lambda event, signup: Signup.objects.filter(pk=signup.pk).update(status=status, **also)


def event_is(**changes):
    return lambda event, signup: Event.objects.filter(pk=event.pk).update(**changes)


def later_version(event, signup):
    Signup.objects.filter(pk=signup.pk).update(version=signup.version + 1)


BEGUN, OVER = utc(2027, 6, 10, 22, 31), utc(2027, 6, 11, 0, 0)
NEXT_DAY_BEGINS = utc(2027, 6, 10, 4)

UNTRUE = {
    "signup_confirmed": {
        "a newer version": later_version,
        "cancelled": signup_is("cancelled"),
        "event cancelled": event_is(status="cancelled"),
        "over": OVER,
    },
    "signup_waiting": {
        "a newer version": later_version,
        "confirmed": signup_is("confirmed"),
        "event cancelled": event_is(status="cancelled"),
        "begun": BEGUN,
    },
    "signup_offered": {
        "a newer version": later_version,
        "expired": signup_is("expired"),
        "ended": signup_is("offered", offered_until=LONG_BEFORE),
        "event cancelled": event_is(status="cancelled"),
        "begun": event_is(starts_at=LONG_BEFORE),
    },
    "signup_offer_expired": {
        "a newer version": later_version,
        "signed up again": signup_is("waiting"),
        "event cancelled": event_is(status="cancelled"),
        "begun": BEGUN,
    },
    "signup_seats_changed": {
        "a newer version": later_version,
        "cancelled": signup_is("cancelled"),
        "event cancelled": event_is(status="cancelled"),
        "over": OVER,
    },
    "signup_cancelled": {"a newer version": later_version, "signed up again": signup_is("confirmed")},
    "event_moved": {
        "cancelled": signup_is("cancelled"),
        "moved again": event_is(version=2),
        "event cancelled": event_is(status="cancelled"),
        "over": OVER + timedelta(days=7),
    },
    "event_clocks_changed": {
        "cancelled": signup_is("cancelled"),
        "moved": event_is(version=1),
        "event cancelled": event_is(status="cancelled"),
        "begun": BEGUN,
    },
    "event_cancelled": {"cancelled": signup_is("cancelled"), "takes place": event_is(status="live")},
    "reminder_day_before": {
        "waiting": signup_is("waiting"),
        "moved": event_is(starts_at=utc(2027, 6, 10, 22)),
        "event cancelled": event_is(status="cancelled"),
        "its day": NEXT_DAY_BEGINS,
    },
    "reminder_same_day": {
        "waiting": signup_is("waiting"),
        "moved": event_is(starts_at=utc(2027, 6, 10, 22)),
        "event cancelled": event_is(status="cancelled"),
        "begun": BEGUN,
    },
    "thank_you": {
        "cancelled": signup_is("cancelled"),
        "event cancelled": event_is(status="cancelled"),
        "a week later": utc(2027, 6, 18, 14),
    },
    "notice": {"cancelled": signup_is("cancelled"), "waiting": signup_is("waiting")},
}


@pytest.mark.parametrize("name", MADE)
def test_a_message_goes_out_while_it_is_true(name):
    _event, _signup, message, at = made(name)

    assert refused(message, at) is None


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, cases in UNTRUE.items() for case in cases])
def test_a_message_does_not_go_out_once_it_is_untrue(name, case):
    event, signup, message, at = made(name)
    change = UNTRUE[name][case]
    if callable(change):
        change(event, signup)
    else:
        at = change

    assert refused(message, at)


def test_what_is_untrue_is_skipped_with_the_reason(smtp, now):
    signup = make.a_signup(make.an_event())
    Signup.objects.update(status=Signup.Status.CANCELLED)

    deliver()

    message = newest(signup)
    assert (message.status, message.reason) == (Message.Status.SKIPPED, "They have no seats any more.")
    assert smtp.mails == []
