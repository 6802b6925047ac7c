from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.forms.signups import QUICKEST, SLOWEST
from campaigns.models import Event, Signup
from hope_portal.outbox.models import Message
from tests import factories as make

from .signing_up import GUEST, page, send, signed_up, stamp, text

pytestmark = pytest.mark.django_db
Status = Signup.Status
HOUR = timedelta(hours=1)


def templates():
    return list(Message.objects.order_by("pk").values_list("template", flat=True))


# --- The form -----------------------------------------------------------------------------------------------


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


# --- Members ------------------------------------------------------------------------------------------------


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


# --- A second time ------------------------------------------------------------------------------------------


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


# --- Finding it ---------------------------------------------------------------------------------------------


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


# --- One's own page -----------------------------------------------------------------------------------------


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


def test_signing_up_costs_six_queries(client, django_assert_num_queries):
    """The event, its lock, who is known, seats, signup, message; and two for the savepoint of the test."""
    event = make.an_event(capacity=5)
    send(client, event, email="first@example.org")

    with django_assert_num_queries(8):
        send(client, event)
