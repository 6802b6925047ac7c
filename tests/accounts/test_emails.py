from datetime import UTC, datetime
from pathlib import Path

import allauth
import pytest

from hope_portal.accounts.emails import CODES, account_mail
from hope_portal.outbox.models import Message

NEVER_SENT = {"base", "password_reset_key"}
"""A base of others; a link where we send a code."""

SENT = {
    path.name.removesuffix("_message.txt")
    for app in ("account", "mfa")
    for path in Path(allauth.__file__).parent.glob(f"templates/{app}/email/*_message.txt")
} - NEVER_SENT

CONTEXT = {
    "code": "ABCD-EFGH",
    "to_email": "new@example.org",
    "deleted_email": "old@example.org",
    "timestamp": datetime(2026, 11, 23, tzinfo=UTC),
}


@pytest.mark.parametrize("name", sorted(SENT))
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_mail_of_sign_in_has_our_words(name, language, dora):
    type(dora).objects.update(language=language)

    account_mail(name, dora.email, CONTEXT)

    mail = Message.objects.get()
    assert (mail.to, mail.urgent, mail.language) == (dora.email, True, language)
    assert mail.subject and "\n" not in mail.subject and "ABCD" not in mail.subject
    assert ("ABCD-EFGH" in mail.text) == ("ABCD-EFGH" in mail.html) == (name in CODES)
    assert "{" not in mail.text


def test_the_same_mail_twice_is_two_mails(dora):
    account_mail("login_code", dora.email, CONTEXT)
    account_mail("login_code", dora.email, CONTEXT)

    assert Message.objects.count() == 2
