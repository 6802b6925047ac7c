"""The demo's post: a Maildir instead of a mail server, and a page that shows it."""

from mailbox import Maildir

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


def maildir():
    settings.MAILBOX_DIR.parent.mkdir(parents=True, exist_ok=True)
    return Maildir(settings.MAILBOX_DIR)


class MaildirBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        box = maildir()
        for message in email_messages:
            box.add(message.message().as_bytes())
        return len(email_messages)
