"""Where a request stands, in words: the piers of its crossing, and who has it until when."""

from operator import attrgetter

from django.conf import settings
from django.utils.translation import gettext as _

from clubs.crossing import Holder, pier
from hope_portal.workflow.calendar import local_day

from .models import Event

Status = Event.Status
READ = (Status.SUBMITTED, Status.CHANGES, Status.PROPOSED)
SET = (Status.APPROVED, Status.LIVE, Status.COMPLETED)


def holder(event, *, now):
    if event.status == Status.SUBMITTED:
        return _until(
            "wait", "hourglass", _("With NCMEC"), event.answer_by, local_day(now, settings.STAFF_ZONE)
        )
    if event.status == Status.PROPOSED:
        answer_by = max(event.proposals.all(), key=attrgetter("made_at")).answer_by
        return _until("you", "hand", _("Needs you: choose a date"), answer_by, event.club.today(now))
    if event.awaits_report(now):
        due = event.report_due_on
        return _until("you", "hand", _("Needs you: the report"), due, event.club.today(now))
    return {
        Status.DRAFT: Holder("calm", "pencil", _("Draft, with you")),
        Status.CHANGES: Holder("you", "hand", _("Needs you: NCMEC has a question")),
        Status.APPROVED: Holder("you", "hand", _("Needs you before it can go live")),
        Status.LIVE: Holder("good", "circle-check", _("Live")),
        Status.COMPLETED: Holder("good", "circle-check", _("Done and reported")),
        Status.CANCELLED: Holder("stop", "circle-x", _("Cancelled")),
        Status.DECLINED: Holder("stop", "circle-x", _("Declined")),
        Status.WITHDRAWN: Holder("calm", "circle", _("Withdrawn")),
        Status.MERGED: Holder("calm", "circle", _("Joined with another request")),
    }[event.status]


def _until(tone, icon, who, until, today):
    left = (until - today).days
    return Holder(tone, icon, who, until, max(0, left), max(0, -left))


def steps(event, *, now):
    """Rows for `_crossing.html`, up to the one where it ended, if it ended before its time."""
    status = event.status
    sent = pier(_("Request"), _("You"), event.submitted_at, now=status == Status.DRAFT)
    if status in (Status.DECLINED, Status.WITHDRAWN, Status.MERGED):
        return [sent, _end(event, _("NCMEC") if status != Status.WITHDRAWN else _("You"))]
    review = _review(event)
    if status == Status.CANCELLED:
        return [sent, review, _end(event, _("You"))]
    return [sent, review, _day(event, now), _report(event, now)]


def _end(event, who):
    return {**pier(event.get_status_display(), who, event.decided_at), "state": "ended"}


def _review(event):
    status = event.status
    names = {
        Status.CHANGES: (_("NCMEC asks"), _("With you")),
        Status.PROPOSED: (_("New dates"), _("With you")),
        Status.APPROVED: (_("NCMEC said yes"), _("With you: one thing is missing")),
    }
    done = (_("NCMEC said yes"), "") if status in SET else (_("NCMEC reads it"), _("NCMEC"))
    name, who = names.get(status, done)
    when = event.answer_by or event.decided_at
    is_now = status in (*READ, Status.APPROVED)
    return pier(name, who, when, now=is_now, ahead=status == Status.DRAFT)


def _day(event, now):
    is_now = event.status == Status.LIVE and not event.is_over(now)
    when = event.local_start.date() if event.starts_at else None
    ahead = event.status not in (Status.LIVE, Status.COMPLETED)
    return pier(_("The event"), _("You and your guests"), when, now=is_now, ahead=ahead)


def _report(event, now):
    ahead = event.status != Status.COMPLETED and not event.awaits_report(now)
    when = event.report_due_on if event.status == Status.LIVE else None
    return pier(_("Report"), _("You, two minutes"), when, now=event.awaits_report(now), ahead=ahead)
