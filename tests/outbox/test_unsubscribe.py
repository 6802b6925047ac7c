import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse

from hope_portal.outbox.models import Message, OptOut
from hope_portal.outbox.preferences import declined, set_declined, unsubscribe_token, unsubscribe_url

pytestmark = pytest.mark.django_db
Kind = Message.Kind
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link(email="ana@example.org", kind=Kind.NEWS):
    return reverse("outbox:unsubscribe", args=[unsubscribe_token(email, kind)])


def test_one_click_of_a_mail_program_is_enough(client):
    response = client.post(link(), ONE_CLICK)

    assert response.status_code == 200
    assert declined("ana@example.org") == {Kind.NEWS}


def test_it_asks_for_no_form_token_and_no_sign_in():
    response = Client(enforce_csrf_checks=True).post(link(), ONE_CLICK)

    assert response.status_code == 200
    assert declined("ana@example.org") == {Kind.NEWS}


def test_a_second_click_changes_nothing(client):
    client.post(link(), ONE_CLICK)
    response = client.post(link(), ONE_CLICK)

    assert response.status_code == 200
    assert OptOut.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_page_changes_nothing(client, method):
    response = getattr(client, method)(link())

    assert response.status_code == 200
    assert declined("ana@example.org") == set()


def test_the_page_has_one_button(client):
    page = client.get(link()).content.decode()

    main = page[page.index("<main") : page.index("</main")]
    assert main.count("<button") == 1
    assert "Send me no more of these" in main


def test_a_post_without_the_words_of_the_standard_changes_nothing(client):
    response = client.post(link(), {"other": "thing"})

    assert response.status_code == 200
    assert declined("ana@example.org") == set()


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "news.abc.def",
        unsubscribe_token("ana@example.org", Kind.NEWS)[:-1],
        Signer(key="another", salt="outbox.unsubscribe", sep=".").sign("news.abc"),
    ],
)
def test_a_made_up_token_is_nowhere(client, token):
    response = client.post(reverse("outbox:unsubscribe", args=[token]), ONE_CLICK)

    assert response.status_code == 404
    assert OptOut.objects.count() == 0


def test_the_link_holds_no_address_and_stays_the_same():
    url = unsubscribe_url("ana@example.org", Kind.NEWS)

    assert "ana" not in url and "@" not in url and "%40" not in url
    assert url == unsubscribe_url("Ana@Example.org ", Kind.NEWS)


def test_the_link_outlives_a_change_of_the_secret_key(client, settings):
    address = link()
    settings.SECRET_KEY = "another key that is long enough for the check of Django itself"

    assert client.post(address, ONE_CLICK).status_code == 200
    assert declined("ana@example.org") == {Kind.NEWS}


def test_preferences_are_what_was_set_last(db):
    set_declined("ana@example.org", {Kind.NEWS, Kind.SERVICE})
    set_declined("ANA@example.org", {Kind.SERVICE})

    assert declined("ana@example.org") == {Kind.SERVICE}
    assert declined("ben@example.org") == set()


def test_answers_to_what_one_does_cannot_be_declined(db):
    with pytest.raises(ValueError, match="cannot be declined"):
        set_declined("ana@example.org", {Kind.TRANSACTIONAL})


def test_the_list_keeps_no_address(db):
    set_declined("ana@example.org", {Kind.NEWS})

    assert "example" not in str(OptOut.objects.values().get())
