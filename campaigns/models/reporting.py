"""How an event ends: its club tells what it brought. Part of Event, apart from it for length."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.utils.translation import gettext as __

from campaigns import emails
from hope_portal.workflow.models import StatusChange

from .band import Band
from .head_count import WALK_INS
from .report import Report

DUE_AFTER, LATE_AFTER = 2, (7, 14)
"""Days after the event's own day: when the report is due, and when we ask again."""
MORNING = time(9)
"""In the club's zone."""


class ReportRefused(Exception):
    """The text is for the person who reports."""


class Reported(models.Model):
    # What Event brings.
    Status: Any
    _move: Callable[..., StatusChange]
    audience: Any
    club: Any
    head_counts: Any
    is_over: Callable[[datetime], bool]
    local_end: Any
    lock: Callable[[], None]
    signups: Any
    status: Any

    class Meta:
        abstract = True

    @property
    def report_due_on(self):
        return self.local_end.date() + timedelta(days=DUE_AFTER)

    def awaits_report(self, now):
        return self.status == self.Status.LIVE and self.is_over(now)

    def filed_report(self):
        return Report.objects.filter(event=self.pk).first()

    def report_refusal(self, *, now):
        """Why nothing can be reported now: a sentence, or None."""
        if self.status not in (self.Status.LIVE, self.Status.COMPLETED):
            return __("Only an event that took place has a report.")
        if not self.is_over(now):
            return __("You can tell us how it went once the event is over.")
        if (report := self.filed_report()) and report.confirmed_at:
            return __("NCMEC has confirmed this report. If something in it is wrong, please write to NCMEC.")
        return None

    def people_counted(self):
        """Who came, by band, as far as it was noted at the door: the start of a report."""
        counts = self.head_counts.sums()
        arrived = self.signups.aggregate(n=models.Sum("arrived"))["n"] or 0
        own = Band.of(self.audience)
        counts[own] = counts.get(own, 0) + arrived + counts.pop(WALK_INS, 0)
        return {Band(band): people for band, people in counts.items() if people}

    @transaction.atomic
    def file_report(self, *, by, now, **said):
        """The event is completed, and its impact booked as reported.

        Again, it corrects what was told, until staff have confirmed it. Raises ReportRefused.
        """
        self.lock()
        if refusal := self.report_refusal(now=now):
            raise ReportRefused(refusal)
        facts = {"filed_by": by, "filed_at": now, **said}
        report, _new = Report.objects.update_or_create(event_id=self.pk, defaults=facts)
        if self.status == self.Status.LIVE:
            self._move("complete", by=by, now=now)
        report.book()
        return report

    def _morning_after(self, days):
        day = self.local_end.date() + timedelta(days=days)
        return datetime.combine(day, MORNING, ZoneInfo(self.club.zone))

    @transaction.atomic
    def nag(self, *, now):
        """Ask the club for the report, on the due day and twice more. Safe to repeat, and late."""
        if not self.awaits_report(now):
            return
        passed = [days for days in (DUE_AFTER, *LATE_AFTER) if self._morning_after(days) <= now]
        if passed and passed[-1] == DUE_AFTER:
            emails.report_due(self, now=now)
        elif passed:
            emails.report_late(self, passed[-1], now=now)
