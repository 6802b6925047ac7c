"""Every page of sign-in, second factor and sessions stands in our layout."""

import re

import pytest
from django.urls import reverse

from tests.look.pages import in_our_layout, page_title

ENTRANCE = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_inactive",
]
MANAGE = [
    "account_logout",
    "account_email",
    "account_change_password",
    "account_reset_password",
    "account_reauthenticate",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_activate_totp",
    "usersessions_list",
]


@pytest.fixture
def signed_in(client, ana):
    """Signed in, and shown once more who it is, so that no page asks again."""
    ana.set_password("a sample password")
    ana.save()
    client.post(reverse("account_login"), {"login": ana.email, "password": "a sample password"})
    client.post(reverse("account_reauthenticate"), {"password": "a sample password"})
    return client


@pytest.mark.parametrize("name", ENTRANCE)
@pytest.mark.django_db
def test_a_page_at_the_entrance_stands_in_our_layout(client, name):
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert in_our_layout(response)


@pytest.mark.parametrize("name", MANAGE)
def test_a_page_of_my_account_stands_in_our_layout(signed_in, name):
    response = signed_in.get(reverse(name))

    assert response.status_code == 200
    assert in_our_layout(response)


def test_recovery_codes_and_their_pages_stand_in_our_layout(signed_in, ana):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(ana, generate_totp_secret())
    RecoveryCodes.activate(ana)

    for name in (
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_deactivate_totp",
        "mfa_index",
    ):
        response = signed_in.get(reverse(name))
        assert response.status_code == 200, name
        assert in_our_layout(response), name


def test_a_passkey_can_be_renamed_and_removed_on_our_pages(signed_in, ana):
    from allauth.mfa.models import Authenticator

    key = Authenticator.objects.create(
        user=ana, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "credential": {}}
    )

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        response = signed_in.get(reverse(name, args=[key.pk]))
        assert response.status_code == 200, name
        assert in_our_layout(response), name


def test_a_code_page_names_the_address_it_wrote_to(client, ana):
    response = client.post(reverse("account_request_login_code"), {"email": ana.email}, follow=True)

    assert in_our_layout(response)
    assert "ana@example.org" in response.text


@pytest.mark.django_db
def test_a_refused_sign_in_lists_the_errors_and_says_so_in_the_title(client):
    response = client.post(reverse("account_login"), {"login": "", "password": ""})

    assert page_title(response).startswith("Error: Sign in")
    links = re.findall(r'<li><a href="#([^"]+)"', response.text)
    assert links == ["id_login", "id_password"]
    assert all(f'id="{link}"' in response.text for link in links)
