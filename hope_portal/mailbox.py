"""The demo's post: a Maildir instead of a mail server, and pages that show it."""

from email import message_from_binary_file, policy
from email.utils import parsedate_to_datetime
from functools import wraps
from mailbox import Maildir

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hope_portal.outbox.letter import unfolded

SHOWN = 100


def maildir():
    settings.MAILBOX_DIR.parent.mkdir(parents=True, exist_ok=True)
    return Maildir(settings.MAILBOX_DIR)


class MaildirBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        box = maildir()
        for message in email_messages:
            box.add(message.message().as_bytes())
        return len(email_messages)


class Mail:
    """One delivered mail, as the pages show it."""

    def __init__(self, box, key):
        self.key = key
        with box.get_file(key) as file:
            self.mime = message_from_binary_file(file, policy=policy.default)
        self.subject, self.to = self.mime["Subject"], self.mime["To"]
        self.sent_at = parsedate_to_datetime(self.mime["Date"])

    def part(self, kind):
        part = self.mime.get_body((kind,))
        return part.get_content() if part else ""

    def text(self):
        return self.part("plain")

    def html(self):
        """Links leave the frame."""
        return self.part("html").replace("<head>", '<head><base target="_top">', 1)

    def calendar(self):
        """The lines of what it puts into a calendar, unfolded."""
        parts = [part for part in self.mime.walk() if part.get_content_type() == "text/calendar"]
        text = "".join(part.get_content() for part in parts)
        return unfolded(text).partition("BEGIN:VEVENT")[2].partition("END:VEVENT")[0].strip().splitlines()


def _mail(key):
    try:
        return Mail(maildir(), key)
    except KeyError:
        raise Http404 from None


def _when(key):
    """Maildir keys begin with the time of delivery: seconds, then M and microseconds."""
    seconds, rest = key.split(".", 2)[:2]
    return int(seconds), int(rest[1:].partition("P")[0])


def in_demo_only(view):
    @wraps(view)
    def guarded(request, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, **kwargs)

    return login_not_required(never_cache(require_safe(guarded)))


@in_demo_only
def mail_list(request):
    box = maildir()
    newest = sorted(box.keys(), key=_when, reverse=True)[:SHOWN]
    return render(request, "mailbox/mail_list.html", {"mails": [Mail(box, key) for key in newest]})


@in_demo_only
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # typed for views without arguments
def mail_detail(request, key):
    return render(request, "mailbox/mail_detail.html", {"mail": _mail(key)})


@in_demo_only
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE], "frame-ancestors": [SELF]})  # type: ignore[arg-type]
def mail_html(request, key):
    return HttpResponse(_mail(key).html())
