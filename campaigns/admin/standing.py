"""Where a request stands, as staff see it: who has it now and until when."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns.models import Event
from hope_portal.texts import Text
from hope_portal.workflow.calendar import local_day

Status = Event.Status


@dataclass(frozen=True)
class Standing:
    """`tone`, `icon` and `word` make the chip; `left` and `late` count days before and after `until`."""

    tone: str
    icon: str
    word: Text
    until: date | None = None
    left: int = 0
    late: int = 0


CHIPS = {
    Status.SUBMITTED: ("you", "hand", _("Needs us")),
    Status.CHANGES: ("wait", "hourglass", _("With the club")),
    Status.PROPOSED: ("wait", "hourglass", _("Club chooses a date")),
    Status.APPROVED: ("wait", "circle-check", _("Approved, not open")),
    Status.LIVE: ("good", "circle-check", _("Open")),
    Status.COMPLETED: ("good", "flag", _("Done and reported")),
    Status.DECLINED: ("stop", "ban", _("Declined")),
    Status.CANCELLED: ("stop", "circle-x", _("Cancelled")),
}


def standing(event, *, now):
    tone, icon, word = CHIPS.get(event.status, ("", "circle", event.get_status_display()))
    if event.answer_by is None:
        return Standing(tone, icon, word)
    left = (event.answer_by - local_day(now, settings.STAFF_ZONE)).days
    return Standing(tone, icon, word, event.answer_by, max(0, left), max(0, -left))


def heading(event):
    if event.status == Status.SUBMITTED:
        return __("With us until %(day)s") % {"day": date_format(event.answer_by)}
    if event.status == Status.CHANGES:
        return __("With the club: we asked for changes")
    if event.status == Status.PROPOSED:
        return __("With the club: it chooses one of our dates")
    return str(event.get_status_display())
