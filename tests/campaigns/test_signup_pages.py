from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.models import Event, Signup
from hope_portal.outbox.models import Message
from tests import factories as make

from .signing_up import page, send, text

pytestmark = pytest.mark.django_db
Status = Signup.Status
HOUR = timedelta(hours=1)


def templates():
    return list(Message.objects.order_by("pk").values_list("template", flat=True))


@pytest.mark.parametrize("written", ["{0}-{1}", "{0}{1}", " {0} {1} ", "{0}-{1}lower"])
def test_code_and_address_lead_to_the_seats(client, written):
    signup = make.a_signup(make.an_event(), email="kim@example.org")
    code = written.replace("lower", "").format(signup.code[:4], signup.code[4:])
    code = code.lower() if "lower" in written else code

    response = client.post(reverse("campaigns:signup-find"), {"email": "Kim@Example.org", "code": code})

    assert response.url == signup.get_absolute_url()


def test_a_wrong_code_and_a_wrong_address_get_the_same_answer(client):
    signup = make.a_signup(make.an_event(), email="kim@example.org")
    wrong = [
        {"email": "kim@example.org", "code": "ACDE-ACDE"},
        {"email": "lee@example.org", "code": signup.code},
    ]

    for sent in wrong:
        said = text(client.post(reverse("campaigns:signup-find"), sent))
        assert "We find no seats with this code and this address." in said and signup.token not in said


def test_codes_cannot_be_guessed_for_long(client):
    address = reverse("campaigns:signup-find")

    statuses = [
        client.post(address, {"email": "kim@example.org", "code": f"ACDE{n:04}"}).status_code
        for n in range(11)
    ]

    assert statuses == [200] * 10 + [429]


def test_an_unknown_token_gets_a_page_that_helps(client):
    for name in ("signup", "signup-cancel", "signup-qr"):
        response = client.get(reverse(f"campaigns:{name}", args=["no-such-token"]))

        assert response.status_code == 404 and "Find my seats" in text(response)


def test_reading_every_address_changes_nothing(client, now):
    """As the scanner of a mail server does, and whoever is sent the link by it."""
    event = make.an_event(capacity=1)
    make.a_signup(event).cancel(now=now)
    offered = make.a_signup(event)
    waiting = make.a_signup(event)
    offered.cancel(now=now)
    waiting.refresh_from_db()
    before = list(Signup.objects.order_by("pk").values())
    mails = Message.objects.count()
    names = ["", "-accept", "-cancel", "-late", "-name", "-qr", "-rejoin", "-seats", "-take"]

    for name in names:
        for signup in (offered, waiting):
            assert client.get(page(f"signup{name}", signup)).status_code in (200, 302, 405)

    assert list(Signup.objects.order_by("pk").values()) == before
    assert Message.objects.count() == mails


def test_an_offer_is_accepted_with_one_button_and_a_double_click_harms_nothing(client, now):
    event = make.an_event(capacity=1)
    first, second = make.a_signup(event), make.a_signup(event)
    first.cancel(now=now)
    assert "1 seat is yours if you want it" in text(client.get(second.get_absolute_url()))

    for _click in range(2):
        response = client.post(page("signup-accept", second), follow=True)

    assert "You have 1 seat." in text(response) and "run out" not in text(response)
    assert (Signup.objects.get(pk=second.pk).status, Event.objects.get().taken) == (Status.CONFIRMED, 1)
    assert templates().count("campaigns/signup_confirmed") == 2


def test_an_offer_that_ran_out_says_so_and_lets_one_join_again_even_before_it_is_noted(client, now):
    event = make.an_event(capacity=1)
    first, second, third = (make.a_signup(event) for _ in range(3))
    first.cancel(now=now)
    Signup.objects.filter(pk=second.pk).update(offered_until=now - HOUR)

    assert "The offer has run out" in text(client.get(second.get_absolute_url()))
    assert "run out" in text(client.post(page("signup-accept", second), follow=True))
    client.post(page("signup-rejoin", second))

    statuses = dict(Signup.objects.values_list("pk", "status"))
    assert (statuses[second.pk], statuses[third.pk]) == (Status.WAITING, Status.OFFERED)


def test_an_offer_is_declined_and_the_next_in_line_gets_it(client, now):
    event = make.an_event(capacity=1)
    first, second, third = (make.a_signup(event) for _ in range(3))
    first.cancel(now=now)
    assert "Let the seat go?" in text(client.get(page("signup-cancel", second)))

    client.post(page("signup-cancel", second))

    assert Signup.objects.get(pk=third.pk).status == Status.OFFERED


def test_some_seats_are_given_back(client):
    signup = make.a_signup(make.an_event(capacity=5), seats=3)

    response = client.post(page("signup-seats", signup), {"seats": "1"}, follow=True)

    assert "Your seats are changed." in text(response) and "You have 1 seat." in text(response)
    assert Event.objects.get().taken == 1


def test_more_seats_than_are_free_are_not_even_offered(client):
    event = make.an_event(capacity=4)
    make.a_signup(event)
    signup = make.a_signup(event, seats=2)

    said = text(client.post(page("signup-seats", signup), {"seats": "4"}))

    assert '<option value="3">' in said and '<option value="4"' not in said
    assert Event.objects.get().taken == 3


def test_the_name_is_changed_and_an_empty_one_is_not(client):
    signup = make.a_signup(make.an_event())

    client.post(page("signup-name", signup), {"name": "Lee Example"})
    said = text(client.post(page("signup-name", signup), {"name": "  "}))

    assert "Enter a name." in said
    assert Signup.objects.get().name == "Lee Example"


def test_all_seats_are_given_back_after_a_question_and_a_second_click_harms_nothing(client):
    event = make.an_event(capacity=5)
    signup = make.a_signup(event, seats=3)
    assert "Give back your 3 seats?" in text(client.get(page("signup-cancel", signup)))

    for _click in range(2):
        response = client.post(page("signup-cancel", signup), follow=True)

    assert "You are not signed up any more" in text(response)
    assert Event.objects.get().taken == 0
    assert client.get(page("signup-cancel", signup)).url == signup.get_absolute_url()
    assert templates().count("campaigns/signup_cancelled") == 1


def test_a_party_that_waits_may_take_the_few_seats_that_are_free(client):
    event = make.an_event(capacity=3)
    make.a_signup(event)
    signup = make.a_signup(event, seats=3)
    said = text(client.get(signup.get_absolute_url()))
    assert "2 seats are free right now" in said and "Take 2 seats" in said

    client.post(page("signup-take", signup), {"seats": "2"})

    signup.refresh_from_db()
    assert (signup.status, signup.seats, Event.objects.get().taken) == (Status.CONFIRMED, 2, 3)


@pytest.mark.parametrize("seats", ["3", "0", "-1", "x", "", "²", "99999999999"])
def test_nobody_takes_what_is_not_free(client, seats):
    event = make.an_event(capacity=3)
    make.a_signup(event)
    signup = make.a_signup(event, seats=3)

    client.post(page("signup-take", signup), {"seats": seats})

    signup.refresh_from_db()
    assert (signup.status, Event.objects.get().taken) == (Status.WAITING, 1)


def test_whoever_waits_may_ask_for_late_offers_and_change_their_mind(client):
    event = make.an_event(capacity=1)
    make.a_signup(event)
    signup = make.a_signup(event)

    client.post(page("signup-late", signup), {"yes": "1"})
    assert Signup.objects.get(pk=signup.pk).late_offers is True
    client.post(page("signup-late", signup))
    assert Signup.objects.get(pk=signup.pk).late_offers is False


def test_a_hidden_address_is_for_people_with_seats(client, now):
    event = make.an_event(capacity=1, address_hidden=True)
    holder, waiting = make.a_signup(event), make.a_signup(event)

    assert "1 Sample Street" in text(client.get(holder.get_absolute_url()))
    assert "1 Sample Street" not in text(client.get(waiting.get_absolute_url()))
    holder.cancel(now=now)
    assert "1 Sample Street" not in text(client.get(holder.get_absolute_url()))


def test_a_cancelled_event_says_so_with_its_reason_and_leaves_nothing_to_do(client, now, nina):
    event = make.an_event()
    signup = make.a_signup(event)
    event.cancel(by=nina, now=now, note="The room is flooded.")

    said = text(client.get(signup.get_absolute_url()))

    assert "This event was cancelled" in said and "The room is flooded." in said and "<form" not in said
    assert client.get(page("signup-cancel", signup)).status_code == 302
    client.post(page("signup-seats", signup), {"seats": "1"})
    assert Signup.objects.get().status == Status.CONFIRMED


def test_an_event_that_is_over_leaves_nothing_to_do(client, now):
    signup = make.a_signup(make.an_event())
    Event.objects.update(starts_at=now - 3 * HOUR, ends_at=now - HOUR)

    said = text(client.get(signup.get_absolute_url()))

    assert "This event is over" in said and "<form" not in said


def test_at_the_door_the_code_is_still_there(client, now):
    signup = make.a_signup(make.an_event())
    Event.objects.update(starts_at=now - HOUR, ends_at=now + HOUR)

    said = text(client.get(signup.get_absolute_url()))

    assert signup.legible_code in said and page("signup-qr", signup) in said and "<form" not in said


def test_the_picture_of_the_code_is_not_kept_by_others(client):
    response = client.get(page("signup-qr", make.a_signup(make.an_event())))

    assert response.headers["Content-Type"] == "image/svg+xml" and b"<svg" in response.content
    assert "no-store" in response.headers["Cache-Control"]


def test_the_page_of_a_signup_is_kept_out_of_search_engines_and_caches(client):
    response = client.get(make.a_signup(make.an_event()).get_absolute_url())

    said = text(response)
    assert '<meta name="robots" content="noindex">' in said
    assert '<meta name="referrer" content="same-origin">' in said
    assert "no-store" in response.headers["Cache-Control"]
    assert "Disallow: /signups/" in client.get("/robots.txt").content.decode()


def test_times_are_shown_in_the_zone_of_the_event_and_of_the_reader(client, ben):
    ben.zone = "America/Los_Angeles"
    ben.save()
    event = make.an_event(make.a_club(zone="America/New_York"))
    signup = make.a_signup(event, email=ben.email)
    client.force_login(ben)

    said = text(client.get(signup.get_absolute_url()))

    assert "Eastern Time" in said and "For you:" in said and "Pacific Time" in said


@pytest.mark.parametrize("others", [1, 3])
def test_the_page_of_a_signup_costs_the_same_however_many_others_there_are(
    client, django_assert_num_queries, others
):
    event = make.an_event(capacity=10)
    signup = make.a_signup(event)
    for _ in range(others):
        make.a_signup(event)
    client.get(signup.get_absolute_url())

    with django_assert_num_queries(2):
        client.get(signup.get_absolute_url())


def test_signing_up_costs_five_queries(client, django_assert_num_queries):
    """The event, its lock, the signup, seats, the message; and two for the savepoint of the test."""
    event = make.an_event(capacity=5)
    send(client, event, email="first@example.org")

    with django_assert_num_queries(7):
        send(client, event)
