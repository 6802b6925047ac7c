"""What a person does at the sign-in pages."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from hope_portal.outbox.models import Message

PASSWORD = "A long bridge at dawn"


def code_in(message):
    """The code as a reader finds it: alone on its line."""
    return re.search(r"^([A-Z0-9]+(?:-[A-Z0-9]+)*)$", message.text, re.MULTILINE)[1]


def totp_code(secret, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def a_totp(user):
    """Gives the user an authenticator app and returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def recovery_codes(user):
    return RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()


def sign_in_by_password(client, email, password, **extra):
    return client.post(reverse("account_login"), {"login": email, "password": password, **extra})


def ask_for_code(client, email):
    client.post(reverse("account_request_login_code"), {"email": email})
    return Message.objects.latest("pk")


def sign_in_by_code(client, email):
    code = code_in(ask_for_code(client, email))
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def signed_in(client):
    return client.get(reverse("accounts:account")).status_code == 200
