import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from clubs.models import Membership, Person
from hope_portal.accounts import farewell
from hope_portal.accounts.models import User
from hope_portal.outbox.posting import post

from .helpers import PASSWORD, a_totp, code_in, sign_in_by_code, sign_in_by_password, signed_in, totp_code

ERASE = {"sure": "on"}


@pytest.fixture
def ana_in(client, ana):
    """ana, who signs in by codes only, a moment ago."""
    sign_in_by_code(client, ana.email)
    return client


def page_of(client, name="my-data"):
    return client.get(reverse(f"accounts:{name}"))


def an_hour_passes(client):
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


def test_my_data_shows_what_the_portal_holds_and_nobody_elses(ana_in, ana, ben):
    page = page_of(ana_in).content.decode()

    assert all(known in page for known in ("ana@example.org", "Ana Sample", "Harbor", "Secretary"))
    assert "Ben" not in page
    assert ana.person.ri_member_id is None


def test_my_data_is_one_file(ana_in):
    response = page_of(ana_in, "my-data-download")

    data = json.loads(response.content)
    assert response.headers["Content-Disposition"].startswith('attachment; filename="my-data-')
    assert "no-store" in response.headers["Cache-Control"]
    assert any(row.get("email address") == "ana@example.org" for rows in data.values() for row in rows)


def test_the_file_holds_no_secret_of_sign_in(client, dora):
    secret = a_totp(dora)
    sign_in_by_password(client, dora.email, PASSWORD)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    data = page_of(client, "my-data-download").content.decode()

    assert dora.password not in data
    assert Authenticator.objects.get(user=dora, type="totp").data["secret"] not in data
    assert client.session.session_key not in data


@pytest.mark.parametrize("name", ["my-data", "my-data-download", "my-data-erase"])
def test_who_has_a_password_is_asked_for_it(client, dora, name):
    sign_in_by_password(client, dora.email, PASSWORD)
    asked = page_of(client, name)
    assert (
        asked.url
        == f"{reverse('account_reauthenticate')}?next={reverse(f'accounts:{name}').replace('/', '%2F')}"
    )

    back = client.post(asked.url, {"password": PASSWORD, "next": reverse(f"accounts:{name}")})

    assert back.url == reverse(f"accounts:{name}")
    assert page_of(client, name).status_code == 200


@pytest.mark.parametrize("name", ["my-data", "my-data-download", "my-data-erase"])
def test_who_signs_in_by_code_is_asked_for_a_new_one(ana_in, ana, name, last_mail):
    an_hour_passes(ana_in)
    asked = page_of(ana_in, name)
    assert asked.url.startswith(reverse("accounts:sign-in-again"))
    assert ana_in.get(asked.url).status_code == 200

    wanted = reverse(f"accounts:{name}")
    asked_for_code = ana_in.post(asked.url).url
    ana_in.post(asked_for_code, {"email": ana.email, "next": wanted})
    back = ana_in.post(reverse("account_confirm_login_code"), {"code": code_in(last_mail()), "next": wanted})

    assert back.url == wanted
    assert page_of(ana_in, name).status_code == 200


def test_the_way_back_does_not_lead_elsewhere(ana_in):
    response = ana_in.post(reverse("accounts:sign-in-again", query={"next": "https://evil.example/"}))

    assert "evil" not in response.url


def test_erasing_takes_the_person_and_leaves_the_counts(ana_in, ana, harbor):
    memberships = Membership.objects.filter(club=harbor).count()
    post("account/notice", to=ana.email, key="test", context={"happened": "Something", "at": None})
    assert ana_in.get(reverse("accounts:my-data-erase")).status_code == 200
    assert User.objects.filter(pk=ana.pk).exists()

    response = ana_in.post(reverse("accounts:my-data-erase"), ERASE)

    assert response.url == reverse("accounts:my-data-erased")
    assert ana_in.get(response.url).status_code == 200
    assert not signed_in(ana_in)
    assert not User.objects.filter(email="ana@example.org").exists()
    assert not Person.objects.filter(email="ana@example.org").exists()
    assert not Person.objects.filter(name="Ana Sample").exists()
    assert Membership.objects.filter(club=harbor).count() == memberships


def test_nothing_is_erased_without_the_tick(ana_in, ana):
    response = ana_in.post(reverse("accounts:my-data-erase"), {})

    assert response.context["form"].errors["sure"]
    assert User.objects.filter(pk=ana.pk).exists()


def test_staff_are_told_why_not_yet(client, nina, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    sign_in_by_code(client, nina.email)

    response = client.post(reverse("accounts:my-data-erase"), ERASE)

    assert response.context["refusal"]
    assert signed_in(client)


def test_what_clubs_have_to_say_is_said_before(ana_in, monkeypatch):
    warning = "You are the only officer of Harbor."
    monkeypatch.setattr(farewell, "_callbacks", [lambda user, now: [warning]])

    assert warning in ana_in.get(reverse("accounts:my-data-erase")).content.decode()
