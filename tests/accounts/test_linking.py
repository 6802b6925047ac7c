import pytest
from django.urls import reverse

from hope_portal.accounts import linking

from .helpers import PASSWORD, code_in


@pytest.fixture
def told(monkeypatch):
    told = []
    monkeypatch.setattr(linking, "_callbacks", [lambda user, email: told.append((user.email, email))])
    return told


def test_who_asked_is_told_when_an_address_is_confirmed_and_not_before(client, told, last_mail):
    client.post(
        reverse("account_signup"), {"name": "Gail", "email": "Gail@Example.org", "password1": PASSWORD}
    )
    assert told == []

    client.post(reverse("account_email_verification_sent"), {"code": code_in(last_mail())})

    assert told == [("gail@example.org", "gail@example.org")]
