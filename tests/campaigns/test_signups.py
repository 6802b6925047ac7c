import pytest

from campaigns.models import AlreadySignedUp, Event, Signup, SignupRefused
from hope_portal.outbox.models import Message
from tests import factories as make

Status = Signup.Status


def standing(event):
    return list(event.signups.order_by("pk").values_list("status", flat=True))


def mails_to(signup):
    return list(Message.objects.filter(to=signup.email).order_by("pk").values_list("template", flat=True))


def test_a_guest_gets_seats_and_a_confirmation(db, now):
    event = make.an_event(capacity=3)

    signup = event.sign_up(name="Kim Sample", email="Kim@Example.org", seats=2, now=now)

    assert (signup.status, signup.email, Event.objects.get().taken) == (
        Status.CONFIRMED,
        "kim@example.org",
        2,
    )
    assert mails_to(signup) == ["campaigns/signup_confirmed"]


def test_a_party_larger_than_what_is_left_waits_and_is_never_told_otherwise(db, now):
    event = make.an_event(capacity=3)
    make.a_signup(event, seats=2)

    signup = event.sign_up(name="Kim Sample", email="kim@example.org", seats=2, now=now)

    assert (signup.status, Event.objects.get().taken) == (Status.WAITING, 2)
    assert mails_to(signup) == ["campaigns/signup_waiting"]


def test_a_second_signup_with_the_same_address_leads_to_the_first(db, now):
    event = make.an_event()
    first = make.a_signup(event, email="kim@example.org")

    with pytest.raises(AlreadySignedUp) as refused:
        event.sign_up(name="Kim", email="KIM@example.org", now=now)

    assert refused.value.signup == first


def test_a_cancelled_seat_is_offered_to_the_first_who_fits(db, now):
    event = make.an_event(capacity=2)
    holder = make.a_signup(event)
    make.a_signup(event)
    for seats in (2, 1, 1):
        make.a_signup(event, seats=seats)

    holder.cancel(now=now)

    assert standing(event) == ["cancelled", "confirmed", "waiting", "offered", "waiting"]
    assert Event.objects.get().taken == 2


def test_an_offer_that_runs_out_frees_its_seat_once(db, now):
    event = make.an_event(capacity=1)
    make.a_signup(event).cancel(now=now)
    first = make.a_signup(event)
    waiting = make.a_signup(event)
    first.cancel(now=now)
    waiting.refresh_from_db()

    waiting.expire(now=waiting.offered_until)
    waiting.expire(now=waiting.offered_until)

    assert (standing(event), Event.objects.get().taken) == (["cancelled", "cancelled", "expired"], 0)


def test_a_guest_accepts_an_offer(db, now):
    event = make.an_event(capacity=1)
    first, waiting = make.a_signup(event), make.a_signup(event)
    first.cancel(now=now)

    waiting.accept(now=now)

    assert (waiting.status, Event.objects.get().taken) == (Status.CONFIRMED, 1)


def test_nobody_can_take_more_seats_than_are_free(db, now):
    event = make.an_event(capacity=3)
    signup = make.a_signup(event, seats=2)

    with pytest.raises(SignupRefused):
        signup.change_seats(4, now=now)
    signup.change_seats(3, now=now)

    assert Event.objects.get().taken == 3


def test_the_room_cannot_be_smaller_than_what_is_taken(db, now):
    event = make.an_event(capacity=3)
    make.a_signup(event, seats=2)

    with pytest.raises(SignupRefused, match="2 seats are taken"):
        event.set_capacity(1, now=now)


def test_a_cancelled_event_tells_everybody_once_and_takes_nobody_more(db, now, nina):
    event = make.an_event(capacity=1)
    signups = [make.a_signup(event), make.a_signup(event)]

    event.cancel(by=nina, now=now, note="The room is flooded.")

    assert [mails_to(signup)[-1] for signup in signups] == ["campaigns/event_cancelled"] * 2
    with pytest.raises(SignupRefused, match="cancelled"):
        event.sign_up(name="Kim", email="kim@example.org", now=now)
