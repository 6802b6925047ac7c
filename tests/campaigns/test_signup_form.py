import pytest
from django.urls import reverse

from campaigns.forms.signups import QUICKEST, SLOWEST
from campaigns.models import Event, Signup
from hope_portal.outbox.models import Message
from tests import factories as make

from .signing_up import GUEST, send, signed_up, stamp, text

pytestmark = pytest.mark.django_db
Status = Signup.Status


def templates():
    return list(Message.objects.order_by("pk").values_list("template", flat=True))


def test_a_guest_signs_up_and_lands_on_a_page_that_says_everything(client):
    event = make.an_event(capacity=5, address_hidden=True)

    response = send(client, event, seats="2", email="Kim+x@Example.ORG", access_needs="A seat near the front")

    signup = Signup.objects.get()
    assert (response.status_code, response.url) == (302, signup.get_absolute_url())
    assert (signup.email, signup.seats, signup.access_needs, signup.user) == (
        "kim+x@example.org",
        2,
        "A seat near the front",
        None,
    )
    said = text(client.get(response.url))
    for fact in ("You have 2 seats", signup.legible_code, "1 Sample Street", "k•••@example.org", "6:30"):
        assert fact in said
    assert templates() == ["campaigns/signup_confirmed"]


def test_the_form_alone_has_a_page(client):
    event = make.an_event(capacity=5)

    said = text(client.get(reverse("campaigns:event-signup", args=[event.slug])))

    assert "Save my seats" in said and "two hours before" not in said and "1 Sample Street" not in said


def test_a_full_event_offers_the_waiting_list_and_late_seats(client):
    event = make.an_event(capacity=1)
    make.a_signup(event)
    said = text(client.get(reverse("campaigns:event-signup", args=[event.slug])))
    assert "Join the waiting list" in said and "two hours before" in said

    signup = signed_up(client, event, late_offers="on")

    assert (signup.status, signup.late_offers) == (Status.WAITING, True)
    said = text(client.get(signup.get_absolute_url()))
    assert "You are first in line for 1 seat" in said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kim@gmial.com", "kim@gmail.com"),
        ("kim@gmail.con", "kim@gmail.com"),
        ("kim@yaho.com", "kim@yahoo.com"),
        ("kim@hotmial.com", "kim@hotmail.com"),
        ("kim@outlok.com", "kim@outlook.com"),
        ("Kim@ICLOUD.CO", "kim@icloud.com"),
    ],
)
def test_a_slip_in_the_domain_is_asked_about_and_may_be_meant(client, typed, meant):
    event = make.an_event()

    said = text(send(client, event, email=typed))

    assert f"Did you mean {meant}?" in said and f'name="checked" value="{typed.lower()}"' in said
    assert Signup.objects.count() == 0
    assert signed_up(client, event, email=typed, checked=typed.lower()).email == typed.lower()


def test_another_slip_is_asked_about_anew(client):
    said = text(send(client, make.an_event(), email="kim@gmal.com", checked="kim@gmial.com"))

    assert "Did you mean kim@gmail.com?" in said


@pytest.mark.parametrize("address", ["kim@mail.com", "kim@gmx.de", "kim@ymail.com", "kim@harbor-club.org"])
def test_a_real_domain_is_not_asked_about(client, address):
    assert signed_up(client, make.an_event(), email=address).email == address


def test_a_domain_may_have_letters_of_any_alphabet(client):
    signup = signed_up(client, make.an_event(), email="Kim@ExÄmple.org")

    assert signup.email == "kim@exämple.org"


@pytest.mark.parametrize("address", ["kim", "kim@", "kim@example", "kïm@example.org", "a@b@example.org", ""])
def test_what_is_no_address_is_said_in_words(client, address):
    said = text(send(client, make.an_event(), email=address))

    assert "Enter an email address, for example name@example.org." in said
    assert Signup.objects.count() == 0


def test_a_refused_form_loses_nothing_that_was_typed(client):
    event = make.an_event(capacity=1)
    make.a_signup(event)

    said = text(send(client, event, email="kim", seats="2", access_needs="Near the front", late_offers="on"))

    for typed in ('value="Kim Sample"', 'value="kim"', '<option value="2" selected>', "Near the front"):
        assert typed in said
    assert "<title>Error:" in said and "checked>" in said.replace(' checked="">', "checked>")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"stamp": QUICKEST / 2}, "That was very quick"),
        ({"stamp": SLOWEST + 60}, "This page was open for a long time"),
        ({"stamp": ""}, "This page was open for a long time"),
        ({"stamp": "1700000000.00:forged"}, "This page was open for a long time"),
        ({"website": "https://spam.example"}, "That was very quick"),
    ],
)
def test_a_machine_is_asked_to_send_it_again_and_so_is_a_person_who_looks_like_one(client, sent, words):
    event = make.an_event()
    sent = {name: value if isinstance(value, str) else stamp(value) for name, value in sent.items()}

    said = text(send(client, event, **sent))

    assert words in said and GUEST["name"] in said
    assert "https://spam.example" not in said
    assert Signup.objects.count() == 0


def test_a_thousand_posts_from_one_network_are_a_hundred(client):
    event = make.an_event()

    statuses = [send(client, event, email=f"guest{n}@example.org").status_code for n in range(110)]

    assert statuses == [302] * 100 + [429] * 10


def test_one_address_cannot_be_flooded_from_many_networks(client):
    events = [make.an_event() for _ in range(25)]

    statuses = []
    for number, event in enumerate(events):
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        statuses.append(send(client, event, email=" KIM@example.org").status_code)

    assert statuses == [302] * 20 + [429] * 5


def test_a_text_about_a_child_in_danger_is_stopped(client):
    said = text(
        send(client, make.an_event(), access_needs="I saw the girl on the poster at the mall yesterday.")
    )

    assert "Please call now" in said and Signup.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "cancelled"}, "This event was cancelled."),
        ({"starts_at": "now"}, "This event has begun or is over."),
        ({"count_only": True}, "Nobody needs to sign up here."),
    ],
)
def test_where_nobody_can_sign_up_a_sentence_says_why(client, now, changes, words):
    event = make.an_event()
    changes = {name: now if value == "now" else value for name, value in changes.items()}
    Event.objects.filter(pk=event.pk).update(**changes)

    asked = client.get(reverse("campaigns:event-signup", args=[event.slug]))
    sent = send(client, event)

    assert words in text(asked) and words in text(sent)
    assert "<form class=" not in text(asked)
    assert Signup.objects.count() == 0


def test_more_seats_than_one_person_can_take_are_refused_in_words(client):
    said = text(send(client, make.an_event(party_limit=4), seats="5"))

    assert "Choose a number from the list." in said and Signup.objects.count() == 0


def test_a_party_larger_than_the_room_hears_so(client):
    said = text(send(client, make.an_event(capacity=2), seats="3"))

    assert "There are not that many seats in the room." in said


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "withdrawn"])
def test_what_is_not_public_is_not_there(client, status):
    event = make.an_event(status=status)

    assert send(client, event).status_code == 404


def test_an_event_with_pupils_is_not_there_for_strangers(client):
    event = make.an_event(kind="school")

    assert client.get(reverse("campaigns:event-signup", args=[event.slug])).status_code == 404
