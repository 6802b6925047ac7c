import re
from binascii import b2a_qp
from email.header import Header
from email.utils import formatdate, parseaddr
from functools import lru_cache

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import BadHeaderError, sanitize_address

from .preferences import unsubscribe_url

BOUNDARY = "=_next"
"""No quoted-printable text can contain it: there, an equals sign is followed by hex digits or a line end."""

METHOD = re.compile(r"^METHOD:([A-Z-]+)\r?$", re.MULTILINE)


class Letter(EmailMultiAlternatives):
    """A message as the mail server gets it, written without the email package, which is as slow as sending.

    Headers are not folded: folded ones have broken the signatures that one-click unsubscribing depends on.
    """

    def __init__(self, message):
        headers = {"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"}
        if message.can_be_declined:
            headers["List-Unsubscribe"] = f"<{unsubscribe_url(message.to, message.kind)}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        alternatives = [(message.html, "text/html")]
        if message.calendar:
            alternatives.append((message.calendar, _calendar_kind(message.calendar)))
        super().__init__(
            message.subject, message.text, None, [message.to], headers=headers, alternatives=alternatives
        )

    @property
    def sender(self):
        return _bare(self.from_email)

    @property
    def reader(self):
        """As it is where it is plain: reading it with the email package would take as long as sending."""
        return self.to[0] if self.to[0].isascii() else _written(self.to[0])

    def message(self):  # type: ignore[override]  # the stubs are of Django 6
        headers = {
            "Subject": _encoded(self.subject),
            "From": _written(self.from_email),
            "To": self.reader,
            "Date": formatdate(),
            **self.extra_headers,
            "MIME-Version": "1.0",
            "Content-Type": f'multipart/alternative; boundary="{BOUNDARY}"',
        }
        parts = [(self.body, "text/plain"), *self.alternatives]
        return Mime(headers, [_part(text, kind) for text, kind in parts])


class Mime:
    """As much of email.message.Message as mail backends use."""

    def __init__(self, headers, parts):
        if any("\n" in value or "\r" in value for value in headers.values()):
            raise BadHeaderError("a header has more than one line")
        lines = "".join(f"{name}: {value}\n" for name, value in headers.items())
        body = "".join(f"\n--{BOUNDARY}\n{part}" for part in parts)
        self.text = f"{lines}{body}\n--{BOUNDARY}--\n"

    def as_bytes(self, linesep="\n"):
        return self.text.replace("\n", linesep).encode("ascii")


@lru_cache
def _bare(address):
    return parseaddr(_written(address))[1]


@lru_cache
def _written(address):
    return sanitize_address(address, "utf-8")


def _part(text, kind):
    quoted = b2a_qp(text.replace("\r\n", "\n").encode(), istext=True).decode("ascii")
    return f"Content-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}"


def _calendar_kind(calendar):
    """The part says the same method as the text in it (RFC 6047)."""
    method = METHOD.search(calendar)
    return f"text/calendar; method={method[1]}" if method else "text/calendar"


def unfolded(calendar):
    """With each of its lines in one piece."""
    return re.sub(r"\r?\n[ \t]", "", calendar)


def _encoded(text):
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=998).encode()
