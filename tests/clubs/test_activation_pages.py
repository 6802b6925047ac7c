from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from clubs.models import Activation, Membership
from hope_portal.accounts import farewell
from hope_portal.accounts.models import User
from hope_portal.outbox.models import Message
from tests import factories as make

Status = Activation.Status
YOU = {"contact_name": "Avery Sampleton", "contact_email": "Avery@Example.org", "contact_role": "secretary"}


def page(name, activation, *args):
    return reverse(f"clubs:{name}", args=[activation.token, *args])


def begin(client, club):
    response = client.post(reverse("clubs:activation-begin"), {"club": club.pk if club else ""})
    return response, Activation.objects.order_by("-pk").first()


def test_a_stranger_activates_a_club_from_start_to_queue(client, harbor):
    response, activation = begin(client, harbor)
    assert response.url == page("activation-step", activation, "you")

    response = client.post(response.url, YOU)
    assert response.url == page("activation-step", activation, "plans")
    response = client.post(response.url, {"plans": ["hope_bags"], "note": "Our club meets on Tuesdays."})
    assert response.url == page("activation-check", activation)
    response = client.post(response.url, {"terms": "on"})
    assert response.url == page("activation", activation)

    activation.refresh_from_db()
    assert activation.status == Status.UNCONFIRMED
    mail = Message.objects.get(template="clubs/activation_confirm_address")
    assert mail.to == "avery@example.org"
    link = next(urlsplit(word).path for word in mail.text.split() if "/confirm/" in word)
    assert client.get(link).status_code == 200
    assert Activation.objects.get().status == Status.UNCONFIRMED
    client.post(link)
    activation.refresh_from_db()
    assert activation.status == Status.SUBMITTED
    assert activation.reference in client.get(page("activation", activation)).content.decode()


def test_a_club_that_is_not_listed_is_described(client, db):
    response = client.post(reverse("clubs:activation-begin"), {"name": "Port Sample"})
    activation = Activation.objects.get()
    assert response.url == page("activation-step", activation, "club")

    response = client.post(
        response.url,
        {"club_name": "Port Sample", "club_city": "Port Sample", "club_country": "US", "club_number": "0088"},
    )

    activation.refresh_from_db()
    assert (activation.club_name, activation.club_number, activation.club) == ("Port Sample", "88", None)


def test_a_refused_step_loses_nothing_that_was_typed(client, harbor):
    _response, activation = begin(client, harbor)

    response = client.post(
        page("activation-step", activation, "you"), {**YOU, "contact_email": "not an address"}
    )

    text = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error:" in text and "Avery Sampleton" in text and "not an address" in text
    activation.refresh_from_db()
    assert activation.contact_name == ""


def test_saving_for_later_sends_the_link_back(client, harbor):
    _response, activation = begin(client, harbor)

    client.post(page("activation-step", activation, "you"), {**YOU, "later": "1"})

    mail = Message.objects.get(template="clubs/activation_saved")
    assert page("activation", activation) in mail.text


def test_sending_twice_sends_once(client, harbor):
    activation = make.an_activation(harbor)

    for _click in range(2):
        client.post(page("activation-check", activation), {"terms": "on"})

    assert Message.objects.filter(template="clubs/activation_confirm_address").count() == 1
    assert [change.move for change in activation.history()] == ["send"]


def test_the_back_button_after_sending_leads_to_the_status(client, harbor):
    activation = make.an_activation(harbor, status=Status.SUBMITTED)

    for name in ("you", "plans", "club"):
        response = client.post(page("activation-step", activation, name), {"contact_name": "Somebody else"})
        assert response.url == page("activation", activation)

    activation.refresh_from_db()
    assert activation.contact_name == "Avery Sampleton"


def test_a_second_activation_leads_to_the_first_and_hides_the_address(client, harbor):
    first = make.an_activation(harbor, status=Status.SUBMITTED)

    response, _activation = begin(client, harbor)
    text = client.get(response.url).content.decode()
    client.post(response.url, {"name": "Jo Example", "email": "jo@example.org", "role": "Treasurer"})

    assert response.url == reverse("clubs:activation-exists", args=[harbor.slug])
    assert "A. of the Rotary Club of Harbor" in text and first.contact_email not in text
    asked = Message.objects.get(template="clubs/activation_add_me")
    assert asked.to == first.contact_email and "jo@example.org" in asked.text
    assert Activation.objects.count() == 1


def test_an_expired_or_foreign_link_offers_a_new_one(client, harbor):
    activation = make.an_activation(harbor, status=Status.UNCONFIRMED)
    other = make.an_activation(status=Status.UNCONFIRMED)

    response = client.post(page("activation-confirm", activation, other.confirmation_key()))

    assert response.status_code == 410
    activation.refresh_from_db()
    assert activation.status == Status.UNCONFIRMED


def test_the_mail_can_go_to_a_corrected_address(client, harbor):
    activation = make.an_activation(harbor, status=Status.UNCONFIRMED)
    old_key = activation.confirmation_key()

    client.post(page("activation-address", activation), {"contact_email": "right@example.org"})

    activation.refresh_from_db()
    assert activation.contact_email == "right@example.org"
    assert Message.objects.filter(to="right@example.org").count() == 1
    assert not activation.key_fits(old_key)


@pytest.mark.parametrize("name", ["activation", "activation-check", "activation-withdraw"])
def test_an_unknown_token_is_not_found(client, db, name):
    assert client.get(reverse(f"clubs:{name}", args=["x" * 32])).status_code == 404


def test_nothing_changes_on_get(client, harbor):
    activation = make.an_activation(harbor, status=Status.UNCONFIRMED)

    for path in (
        page("activation", activation),
        page("activation-withdraw", activation),
        page("activation-confirm", activation, activation.confirmation_key()),
    ):
        client.get(path)

    assert Activation.objects.get().status == Status.UNCONFIRMED
    assert client.get(reverse("clubs:activation-begin")).status_code == 405


def test_a_withdrawn_activation_frees_the_club(client, harbor):
    activation = make.an_activation(harbor, status=Status.SUBMITTED)

    client.post(page("activation-withdraw", activation))

    activation.refresh_from_db()
    assert activation.status == Status.WITHDRAWN
    assert begin(client, harbor)[0].url.endswith("/you/")


def test_a_question_is_answered_and_the_confirmed_address_stays(client, harbor):
    activation = make.an_activation(harbor, status=Status.CHANGES)

    client.post(page("activation-step", activation, "you"), {**YOU, "contact_email": "other@example.org"})
    client.post(page("activation-check", activation), {"terms": "on"})

    after = Activation.objects.get()
    assert (after.contact_email, after.status) == (activation.contact_email, Status.SUBMITTED)


def test_names_of_any_script_and_length_are_kept_or_refused_with_a_sentence(client, harbor):
    _response, activation = begin(client, harbor)
    path = page("activation-step", activation, "you")

    refused = client.post(path, {**YOU, "contact_name": "x" * 5000})
    client.post(path, {**YOU, "contact_name": "مريم 🌉 Ōkami", "contact_email": "name+club@exämple.org"})

    assert "120" in refused.content.decode()
    activation.refresh_from_db()
    assert (activation.contact_name, activation.contact_email) == ("مريم 🌉 Ōkami", "name+club@exämple.org")


def test_a_text_that_reads_like_a_disclosure_is_not_stored(client, harbor):
    activation = make.an_activation(harbor, plans=[])
    path = page("activation-step", activation, "plans")

    response = client.post(
        path, {"plans": ["hope_bags"], "note": "My friend told me that her uncle hurts her"}
    )

    assert response.status_code == 200 and "was not sent to anyone" in response.content.decode()
    activation.refresh_from_db()
    assert (activation.note, activation.plans) == ("", [])


def test_the_status_page_says_that_an_answer_is_late(client, harbor, now):
    activation = make.an_activation(harbor, status=Status.SUBMITTED, now=now - timedelta(days=21))

    text = client.get(page("activation", activation)).content.decode()

    assert "days late" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_search_for_the_club_takes_the_same_queries_for_1_and_3_rows(
    client, db, rows, django_assert_num_queries
):
    for _row in range(rows):
        make.a_club("Sampleville", district=make.a_district("9990"))

    with django_assert_num_queries(2):
        response = client.get(reverse("clubs:activate"), {"q": "Sampleville"})

    assert response.content.decode().count("This is ours") == rows


def test_approval_gives_the_sender_a_way_in(client, harbor, nina, now):
    activation = make.an_activation(harbor, status=Status.SUBMITTED)

    activation.approve(by=nina, now=now)

    user = User.objects.get(email=activation.contact_email)
    assert not user.has_usable_password()
    assert Membership.objects.get(club=harbor).person.user == user


def test_the_last_officer_is_warned_before_leaving_the_portal(harbor, ana, ben, now):
    assert len(farewell.warnings(ana, now=now)) == 1
    assert farewell.warnings(ben, now=now) == []

    make.a_membership(of=harbor, role=Membership.Role.PRESIDENT)

    assert farewell.warnings(ana, now=now) == []


def test_a_link_older_than_two_weeks_offers_a_new_one(client, harbor, monkeypatch):
    activation = make.an_activation(harbor, status=Status.UNCONFIRMED)
    link = page("activation-confirm", activation, activation.confirmation_key())
    assert client.get(link).status_code == 200

    monkeypatch.setattr("clubs.models.application.CONFIRM_WITHIN", -1)

    assert client.post(link).status_code == 410
    activation.refresh_from_db()
    assert activation.status == Status.UNCONFIRMED
