"""What happened to something under review: its moves and the mail about it, newest first."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.contrib.contenttypes.models import ContentType

from hope_portal.outbox.models import Message

from .models import StatusChange


@dataclass(frozen=True)
class Entry:
    at: datetime
    change: StatusChange | None = None
    move: str = ""
    was: str = ""
    became: str = ""
    mail: Message | None = None


def story(subject):
    labels = dict(_status_labels(subject))
    moves = [
        Entry(
            at=change.at,
            change=change,
            move=subject.in_words(change.move),
            was=labels.get(change.was, change.was),
            became=labels.get(change.became, change.became),
        )
        for change in subject.history()
    ]
    mails = [Entry(at=mail.sent_at or mail.created_at, mail=mail) for mail in _mail_about(subject)]
    return sorted(moves + mails, key=attrgetter("at"), reverse=True)


def _status_labels(subject):
    return subject.Status.choices if hasattr(subject, "Status") else []


def _mail_about(subject):
    """Mail about a row that extends another may name either of the two."""
    types = ContentType.objects.get_for_models(type(subject), subject._workflow_root()).values()
    return Message.objects.filter(about_type__in=types, about_id=subject.pk).defer("text", "html", "calendar")
