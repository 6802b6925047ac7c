"""Members, who need not say who they are, and whoever signs up a second time."""

import pytest
from django.urls import reverse

from campaigns.models import Signup
from hope_portal.outbox.models import Message
from tests import factories as make

from .signing_up import send, signed_up, text

pytestmark = pytest.mark.django_db
Status = Signup.Status


def templates():
    return list(Message.objects.order_by("pk").values_list("template", flat=True))


def test_a_member_signs_up_with_one_click(client, ben):
    event = make.an_event()
    client.force_login(ben)
    said = text(client.get(reverse("campaigns:event-signup", args=[event.slug])))
    assert "As Ben Example, ben@example.org." in said and 'name="email"' not in said

    client.post(reverse("campaigns:event-signup", args=[event.slug]), {"seats": "1"})

    signup = Signup.objects.get()
    assert (signup.user, signup.name, signup.email) == (ben, "Ben Example", "ben@example.org")


def test_a_member_cannot_sign_up_as_somebody_else(client, ben):
    event = make.an_event()
    client.force_login(ben)

    send(client, event, name="Somebody", email="other@example.org")

    assert Signup.objects.get().email == "ben@example.org"


def test_a_member_without_a_name_is_asked_for_it(client):
    user = make.a_user("noname@example.org")
    event = make.an_event()
    client.force_login(user)
    assert 'name="name"' in text(client.get(reverse("campaigns:event-signup", args=[event.slug])))

    client.post(reverse("campaigns:event-signup", args=[event.slug]), {"seats": "1", "name": "Jo Example"})

    assert Signup.objects.get().name == "Jo Example"


def test_a_member_who_signed_up_sees_the_way_to_the_seats_instead_of_the_form(client, ben):
    event = make.an_event()
    signup = make.a_signup(event, email=ben.email, seats=2)
    client.force_login(ben)

    said = text(client.get(reverse("campaigns:event-signup", args=[event.slug])))

    assert signup.get_absolute_url() in said and "For 2 seats. Confirmed." in said and "<select" not in said


def test_the_same_browser_is_led_to_its_first_signup(client):
    event = make.an_event()
    first = signed_up(client, event)

    again = send(client, event, email="KIM@example.org", name="Other", seats="3")

    first.refresh_from_db()
    assert again.url == first.get_absolute_url()
    assert (first.name, first.seats, Signup.objects.count()) == ("Kim Sample", 1, 1)


def test_the_owner_of_the_address_is_led_to_the_signup_when_signed_in(client, ben):
    event = make.an_event()
    first = make.a_signup(event, email=ben.email)
    client.force_login(ben)

    assert send(client, event).url == first.get_absolute_url()


def test_anybody_else_with_the_address_learns_nothing_and_its_owner_gets_one_mail_a_day(client, now):
    event = make.an_event()
    first = make.a_signup(event, email="kim@example.org", name="Secret Name", now=now)

    answers = [send(client, event), send(client, event)]

    for answer in answers:
        said = text(answer)
        assert "Look into your mail" in said
        assert first.token not in said and first.code not in said and "Secret Name" not in said
    assert templates() == ["campaigns/signup_confirmed", "campaigns/signup_reminded_of"]


def test_a_forged_cookie_opens_nothing(client):
    event = make.an_event()
    first = make.a_signup(event, email="kim@example.org")
    client.cookies["signups"] = f"{first.pk}:forged"

    assert "Look into your mail" in text(send(client, event))


def test_after_a_cancellation_one_may_sign_up_again(client, now):
    event = make.an_event()
    first = make.a_signup(event, email="kim@example.org", user=make.a_user())
    first.cancel(now=now)

    again = signed_up(client, event, name="Kim Again", seats="2")

    assert (again.pk, again.status, again.seats, again.name, again.user) == (
        first.pk,
        Status.CONFIRMED,
        2,
        "Kim Again",
        None,
    )
