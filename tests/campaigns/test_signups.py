from datetime import timedelta

import pytest

from campaigns.models import AlreadySignedUp, Event, Signup, SignupRefused
from hope_portal import privacy
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


def test_after_a_cancellation_the_same_address_signs_up_anew_in_the_same_row(db, now):
    event = make.an_event()
    first = make.a_signup(event, email="kim@example.org")
    first.cancel(now=now)

    again = event.sign_up(name="Kim Again", email="kim@example.org", seats=2, now=now)

    assert (again.pk, again.status, again.name, again.version) == (first.pk, Status.CONFIRMED, "Kim Again", 2)
    assert mails_to(again)[-1] == "campaigns/signup_confirmed"


def test_giving_seats_back_leaves_alone_what_others_write_meanwhile(db, now):
    event = make.an_event(capacity=5)
    ours = make.a_signup(event, seats=3)
    theirs = Signup.objects.get(pk=ours.pk)
    theirs.rename("Lee Example", now=now)
    Signup.objects.filter(pk=ours.pk).update(arrived=2)

    ours.cancel(now=now)

    ours.refresh_from_db()
    assert (ours.status, ours.name, ours.arrived) == (Status.CANCELLED, "Lee Example", 2)


def test_cancelling_twice_frees_the_seats_once(db, now):
    event = make.an_event(capacity=5)
    one, _other = make.a_signup(event, seats=3), make.a_signup(event)
    copy = Signup.objects.get(pk=one.pk)

    one.cancel(now=now)
    copy.cancel(now=now)

    assert (Event.objects.get().taken, standing(event)) == (1, ["cancelled", "confirmed"])
    assert mails_to(one).count("campaigns/signup_cancelled") == 1


def test_a_room_without_a_limit_takes_everybody(db, now):
    event = make.an_event(capacity=None)

    signups = [make.a_signup(event, seats=10) for _ in range(20)]

    assert {signup.status for signup in signups} == {Status.CONFIRMED}
    assert (Event.objects.get().taken, Event.objects.get().free) == (200, None)


@pytest.mark.parametrize("seats", [0, -1, 11])
def test_a_party_has_its_limits(db, now, seats):
    with pytest.raises(SignupRefused, match="One person can take up to 10 seats"):
        make.an_event().sign_up(name="Kim", email="kim@example.org", seats=seats, now=now)


def test_a_larger_room_is_offered_to_those_who_wait(db, now):
    event = make.an_event(capacity=1)
    for _ in range(3):
        make.a_signup(event)

    event.set_capacity(2, now=now)
    assert standing(event) == ["confirmed", "offered", "waiting"]
    event.set_capacity(None, now=now)
    assert standing(event) == ["confirmed", "offered", "offered"]


def test_nothing_changes_once_the_event_has_begun(db, now):
    event = make.an_event(capacity=5)
    signup, cancelled = make.a_signup(event), make.a_signup(event)
    cancelled.cancel(now=now)
    begun = event.starts_at

    for late in (
        lambda: event.sign_up(name="Kim", email="kim@example.org", now=begun),
        lambda: signup.change_seats(2, now=begun),
        lambda: signup.rename("Lee", now=begun),
        lambda: cancelled.rejoin(now=begun),
    ):
        with pytest.raises(SignupRefused, match="has begun or is over"):
            late()


def test_ninety_days_after_the_event_only_the_counts_stay(client, db, now):
    event = make.an_event(capacity=5)
    signup = make.a_signup(event, seats=2, access_needs="A seat near the front", user=make.a_user())
    Signup.objects.update(arrived=2)
    Event.objects.update(
        starts_at=now - timedelta(days=91), ends_at=now - timedelta(days=91) + timedelta(hours=1)
    )

    privacy.purge(now=now)

    signup.refresh_from_db()
    assert (signup.name, signup.email, signup.user, signup.access_needs) == ("–", None, None, "")
    assert (signup.seats, signup.status, signup.arrived, Event.objects.get().taken) == (2, "confirmed", 2, 2)
    assert "Your name and address are deleted." in client.get(signup.get_absolute_url()).content.decode()


def test_what_would_help_is_forgotten_the_day_after(db, now):
    signup = make.a_signup(make.an_event(), access_needs="A seat near the front")
    Event.objects.update(starts_at=now - timedelta(hours=26), ends_at=now - timedelta(hours=25))

    privacy.purge(now=now)

    signup.refresh_from_db()
    assert (signup.access_needs, signup.name) == ("", "Guest Sample")


def test_somebody_who_is_erased_gives_their_seats_to_others(db, now, ben):
    event, cancelled = make.an_event(capacity=1), make.an_event()
    theirs, waiting = make.a_signup(event, email=ben.email), make.a_signup(event)
    make.a_signup(cancelled, email=ben.email)
    cancelled.cancel(by=None, now=now, note="The room is flooded.")

    privacy.erase_person(ben, now=now)

    theirs.refresh_from_db()
    waiting.refresh_from_db()
    assert (theirs.status, theirs.email, waiting.status) == (Status.CANCELLED, None, Status.OFFERED)


def test_a_cancelled_event_tells_everybody_once_and_takes_nobody_more(db, now, nina):
    event = make.an_event(capacity=1)
    signups = [make.a_signup(event), make.a_signup(event)]

    event.cancel(by=nina, now=now, note="The room is flooded.")

    assert [mails_to(signup)[-1] for signup in signups] == ["campaigns/event_cancelled"] * 2
    with pytest.raises(SignupRefused, match="cancelled"):
        event.sign_up(name="Kim", email="kim@example.org", now=now)
