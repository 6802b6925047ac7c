"""Seats when people want them at the same moment: real threads, each with a connection of its own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from campaigns.models import AlreadySignedUp, Event, Signup, SignupRefused
from hope_portal.outbox.models import Message
from tests import factories as make
from tests.test_races import EIGHT, at_once

pytestmark = pytest.mark.django_db(transaction=True)
Status = Signup.Status


def counted():
    """Seats that signups hold, and seats that the event says are taken."""
    event = Event.objects.get()
    return event.signups.holding().seats(), event.taken


def statuses():
    return sorted(Signup.objects.values_list("status", flat=True))


def mails(template):
    return Message.objects.filter(template=f"campaigns/{template}").count()


def join(number, *, seats=1, email=None):
    event = Event.objects.get()
    email = email or f"guest{number}@example.org"
    return event.sign_up(name="Guest", email=email, seats=seats, now=timezone.now())


def own(signup):
    return Signup.objects.select_related("event").get(pk=signup.pk)


def unforeseen(outcomes):
    """Refusals are answers; anything else that was raised is not."""
    return [it for it in outcomes if isinstance(it, Exception) and not isinstance(it, SignupRefused)]


def test_of_fifty_who_want_the_last_seat_one_gets_it_and_the_others_wait(db):
    """Over half as many connections, since a server has a hundred for everybody."""
    make.an_event(capacity=1)

    outcomes = at_once(lambda number: (join(number), join(number + 25)), times=25)

    assert unforeseen(outcomes) == []
    assert statuses() == ["confirmed"] + ["waiting"] * 49
    assert counted() == (1, 1)
    assert (mails("signup_confirmed"), mails("signup_waiting")) == (1, 49)


def test_parties_of_all_sizes_at_once_fill_the_room_and_no_more(db):
    make.an_event(capacity=20)

    outcomes = at_once(lambda number: join(number, seats=number % 5 + 1), times=24)

    assert unforeseen(outcomes) == []
    held, taken = counted()
    assert held == taken <= 20
    smallest = min(Signup.objects.waiting().values_list("seats", flat=True))
    assert taken + smallest > 20


def test_one_address_sent_eight_times_at_once_is_one_signup(db):
    make.an_event(capacity=5)

    outcomes = at_once(lambda number: join(number, email="kim@example.org"))

    assert [type(outcome) for outcome in outcomes].count(AlreadySignedUp) == EIGHT - 1
    assert (counted(), mails("signup_confirmed")) == ((1, 1), 1)


def test_seats_that_many_give_back_at_once_are_offered_once_each(db, now):
    event = make.an_event(capacity=EIGHT)
    holders = [make.a_signup(event) for _ in range(EIGHT)]
    for _ in range(EIGHT + 4):
        make.a_signup(event)

    outcomes = at_once(lambda number: own(holders[number]).cancel(now=now))

    assert unforeseen(outcomes) == []
    assert statuses() == ["cancelled"] * EIGHT + ["offered"] * EIGHT + ["waiting"] * 4
    assert (counted(), mails("signup_offered")) == ((EIGHT, EIGHT), EIGHT)


def test_a_signup_cancelled_in_eight_tabs_frees_its_seats_once(db, now):
    event = make.an_event(capacity=9)
    signup = make.a_signup(event, seats=3)
    make.a_signup(event, seats=6)
    for _ in range(5):
        make.a_signup(event)

    outcomes = at_once(lambda number: own(signup).cancel(now=now))

    assert outcomes == [None] * EIGHT
    assert statuses() == ["cancelled", "confirmed", *["offered"] * 3, *["waiting"] * 2]
    assert (counted(), mails("signup_cancelled")) == ((9, 9), 1)


def test_an_offer_is_accepted_or_ends_never_both(db, now):
    event = make.an_event(capacity=EIGHT)
    holder = make.a_signup(event, seats=EIGHT)
    for _ in range(2 * EIGHT):
        make.a_signup(event)
    holder.cancel(now=now)
    offers = list(Signup.objects.filter(status=Status.OFFERED))

    def accept_or_end(number):
        until = offers[number // 2].offered_until
        signup = own(offers[number // 2])
        if number % 2:
            return signup.accept(now=until - timedelta(seconds=1))
        return signup.expire(now=until)

    outcomes = at_once(accept_or_end, times=2 * EIGHT)

    assert unforeseen(outcomes) == []
    accepted = Signup.objects.confirmed().count()
    expired = Signup.objects.filter(status=Status.EXPIRED).count()
    assert (accepted + expired, mails("signup_confirmed") - 1, mails("signup_offer_expired")) == (
        EIGHT,
        accepted,
        expired,
    )
    assert counted() == (EIGHT, EIGHT)


def test_an_offer_that_eight_workers_end_frees_its_seat_once(db, now):
    event = make.an_event(capacity=1)
    holder, offered, *_rest = (make.a_signup(event) for _ in range(5))
    holder.cancel(now=now)
    ended = own(offered).offered_until

    at_once(lambda number: own(offered).expire(now=ended))

    assert statuses() == ["cancelled", "expired", "offered", "waiting", "waiting"]
    assert (counted(), mails("signup_offer_expired")) == ((1, 1), 1)


def test_a_room_made_smaller_while_people_sign_up_is_never_too_full(db, now):
    make.an_event(capacity=40)

    def join_or_shrink(number):
        if number % 4:
            return join(number, seats=2)
        return Event.objects.get().set_capacity(30 - number, now=now)

    outcomes = at_once(join_or_shrink, times=24)

    assert unforeseen(outcomes) == []
    held, taken = counted()
    assert held == taken <= Event.objects.get().capacity


def test_two_tabs_that_change_the_party_agree_with_the_room(db, now):
    event = make.an_event(capacity=10)
    signup = make.a_signup(event, seats=4)

    def change(number):
        if number == 0:
            return own(signup).cancel(now=now)
        return own(signup).change_seats(number + 1, now=now)

    outcomes = at_once(change)

    assert unforeseen(outcomes) == []
    assert counted()[0] == counted()[1]


def test_a_free_seat_that_two_who_wait_take_at_once_goes_to_one(db, now):
    event = make.an_event(capacity=2)
    make.a_signup(event)
    waiting = [make.a_signup(event, seats=2) for _ in range(EIGHT)]

    outcomes = at_once(lambda number: own(waiting[number]).take(1, now=now))

    assert unforeseen(outcomes) == []
    assert statuses() == ["confirmed"] * 2 + ["waiting"] * (EIGHT - 1)
    assert counted() == (2, 2)


def test_whoever_signs_up_while_the_event_is_cancelled_is_refused_or_told(db, now):
    """The status is in another table than the seats: both are looked at anew after waiting for the lock."""
    make.an_event(capacity=None)

    def join_or_call_off(number):
        if number == 3:
            return Event.objects.get().cancel(by=None, now=now, note="The room is flooded.")
        return join(number)

    outcomes = at_once(join_or_call_off, times=24)

    assert unforeseen(outcomes) == []
    assert mails("event_cancelled") == Signup.objects.active().count()


def test_an_officer_who_saves_the_event_stands_in_nobody_s_way(db):
    """Saving writes two rows, one after the other: crosswise, each would wait for the other."""
    make.an_event(capacity=None)

    def join_or_save(number):
        if number % 2:
            return [join(f"{number}-{turn}") for turn in range(5)]
        for turn in range(5):
            event = Event.objects.get()
            event.title, event.parking = f"An evening {turn}", f"Behind the house {number}"
            event.save(update_fields=["title", "parking"])
        return None

    outcomes = at_once(join_or_save)

    assert not [it for it in outcomes if isinstance(it, OperationalError | IntegrityError)]
    assert counted() == (20, 20)
