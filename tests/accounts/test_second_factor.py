import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.urls import reverse

from hope_portal.accounts.adapter import MFAAdapter

from .helpers import (
    PASSWORD,
    a_totp,
    recovery_codes,
    sign_in_by_code,
    sign_in_by_password,
    signed_in,
    totp_code,
)


def test_an_authenticator_app_is_set_up_and_asked_for(
    client, dora, last_mail, django_capture_on_commit_callbacks
):
    sign_in_by_password(client, dora.email, PASSWORD)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)})
    assert last_mail().text.startswith("An authenticator app was added")

    client.post(reverse("account_logout"))
    response = sign_in_by_password(client, dora.email, PASSWORD)
    assert response.url == reverse("mfa_authenticate")
    assert not signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    assert signed_in(client)


def test_a_wrong_second_step_keeps_out(client, dora):
    secret = a_totp(dora)
    sign_in_by_password(client, dora.email, PASSWORD)
    wrong = f"{(int(totp_code(secret)) + 1) % 1_000_000:06}"

    client.post(reverse("mfa_authenticate"), {"code": wrong})

    assert not signed_in(client)


def test_a_code_by_mail_does_not_pass_the_second_step(client, dora):
    a_totp(dora)

    response = sign_in_by_code(client, dora.email)

    assert response.url == reverse("mfa_authenticate")
    assert not signed_in(client)


def test_a_code_of_the_app_works_once(client, dora):
    code = totp_code(a_totp(dora))
    for _ in range(2):
        sign_in_by_password(client, dora.email, PASSWORD)
        client.post(reverse("mfa_authenticate"), {"code": code})
        was_in = signed_in(client)
        client.post(reverse("account_logout"))

    assert not was_in


def test_a_recovery_code_works_once(client, dora):
    a_totp(dora)
    sign_in_by_password(client, dora.email, PASSWORD)
    Authenticator.objects.create(
        user=dora, type="recovery_codes", data={"seed": MFAAdapter().encrypt("seed" * 20), "used_mask": 0}
    )
    code = recovery_codes(dora)[0]
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert signed_in(client)

    client.post(reverse("account_logout"))
    sign_in_by_password(client, dora.email, PASSWORD)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert not signed_in(client)


def test_secrets_are_not_readable_in_the_database(dora):
    secret = a_totp(dora)

    assert secret not in json.dumps(Authenticator.objects.get(user=dora).data)


def test_a_new_secret_key_reads_what_the_old_one_wrote_and_takes_over(client, dora, settings):
    secret = a_totp(dora)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next secret key", [settings.SECRET_KEY]
    call_command("reencrypt_second_factors")
    settings.SECRET_KEY_FALLBACKS = []

    sign_in_by_password(client, dora.email, PASSWORD)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})

    assert signed_in(client)


@pytest.mark.parametrize(
    "name", ["mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp", "usersessions_list"]
)
def test_pages_of_signing_in_open(client, dora, name):
    sign_in_by_password(client, dora.email, PASSWORD)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.get(reverse(name)).status_code == 200
