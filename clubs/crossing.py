"""Where an activation stands, in words: the piers of its crossing, and who has it until when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hope_portal.workflow.calendar import local_day

from .models import Activation

Status = Activation.Status


@dataclass(frozen=True)
class Holder:
    """`tone` is the chip's color class; `left` and `late` count days before and after `until`."""

    tone: str
    icon: str
    who: str
    until: date | None = None
    left: int = 0
    late: int = 0


def holder(activation, *, now):
    if activation.status == Status.SUBMITTED:
        left = (activation.answer_by - local_day(now, settings.STAFF_ZONE)).days
        return Holder("wait", "hourglass", _("With NCMEC"), activation.answer_by, max(0, left), max(0, -left))
    return {
        Status.DRAFT: Holder("calm", "pencil", _("Draft, with you")),
        Status.UNCONFIRMED: Holder("you", "hand", _("Needs you: confirm your email")),
        Status.CHANGES: Holder("you", "hand", _("Needs you: NCMEC has a question")),
        Status.APPROVED: Holder("good", "circle-check", _("Your club is active")),
        Status.DECLINED: Holder("stop", "circle-x", _("Declined")),
        Status.WITHDRAWN: Holder("calm", "circle", _("Withdrawn")),
    }[activation.status]


def steps(activation):
    """Rows for `_crossing.html`: name, who, when and one of done, now, ahead, ended."""
    status = activation.status
    decided = _decision(activation)
    return [
        pier(_("Sent"), _("You"), activation.created_at, now=status == Status.DRAFT),
        pier(
            _("Confirm your email") if status == Status.UNCONFIRMED else _("Email confirmed"),
            _("You"),
            activation.submitted_at,
            now=status == Status.UNCONFIRMED,
            ahead=status == Status.DRAFT,
        ),
        pier(
            _("NCMEC asks") if status == Status.CHANGES else _("NCMEC reads it"),
            _("With you") if status == Status.CHANGES else _("NCMEC"),
            activation.answer_by if status == Status.SUBMITTED else activation.decided_at,
            now=status in (Status.SUBMITTED, Status.CHANGES),
            ahead=status in (Status.DRAFT, Status.UNCONFIRMED),
        ),
        decided,
    ]


def _decision(activation):
    if activation.status in (Status.DECLINED, Status.WITHDRAWN):
        return {
            "name": activation.get_status_display(),
            "who": _("NCMEC") if activation.status == Status.DECLINED else _("You"),
            "when": _day(activation.decided_at),
            "state": "ended",
        }
    return pier(
        _("Your club is active"),
        _("You and your club"),
        activation.decided_at,
        ahead=activation.status != Status.APPROVED,
    )


def pier(name, who, when, *, now=False, ahead=False):
    state = "now" if now else "ahead" if ahead else "done"
    return {"name": name, "who": who, "when": _day(when), "state": state}


def _day(when):
    if isinstance(when, datetime):
        when = timezone.localtime(when)
    return date_format(when, "MONTH_DAY_FORMAT") if when else ""
