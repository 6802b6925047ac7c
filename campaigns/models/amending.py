"""What a club may still say of an event, and until when. Part of Event, apart from it for length."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as __

from hope_portal.workflow.models import IllegalMove

from .date_window import DateWindow

LEAD = timedelta(days=60)
"""Below this NCMEC promises nothing: presenters are booked months ahead."""
REPORT_WITHIN = timedelta(days=14)
"""After this a club that asks for another event is asked for the report of the last one first."""


PLACE = ("place", "address", "address_hidden", "city", "region", "country", "access", "parking")


class Amended:
    @property
    def desk_url(self):
        return reverse("campaigns:event-desk", args=[self.reference])

    def _write(self, said, states):
        """Only these columns, in these states only: a second tab cannot take back what the first one sent."""
        self.lock()
        if self.status not in states:
            raise IllegalMove
        for name, value in said.items():
            setattr(self, name, value)
        self.save(update_fields=list(said))

    @transaction.atomic
    def amend(self, **said):
        """The club says something else, as long as it is with the club. Raises IllegalMove."""
        self._write(said, self.EDITABLE)

    @transaction.atomic
    def edit(self, **said):
        """What does no harm once it is approved: nobody is told. Raises IllegalMove."""
        self._write(said, self.RUNNING)

    @transaction.atomic
    def suggest(self, windows, **said):
        """Days that would suit the club, the most welcome first. Raises IllegalMove."""
        self.amend(**said)
        self.windows.all().delete()
        DateWindow.objects.bulk_create(
            DateWindow(event=self, rank=rank, **window) for rank, window in enumerate(windows, start=1)
        )

    @transaction.atomic
    def plan(self, day, start, *, minutes, zone, later=False):
        """A club that presents itself says exactly when. Raises IllegalMove."""
        self.set_clock(day, start, minutes=minutes, zone=zone, later=later)
        self.amend(**{name: getattr(self, name) for name in self.CLOCK})

    @transaction.atomic
    def discard(self):
        """A draft that nobody else has seen is gone. Raises IllegalMove."""
        self.lock()
        if self.status != self.Status.DRAFT:
            raise IllegalMove
        self.delete()

    def usual_place(self):
        """Where the club met last, as long as nothing else was said for this one."""
        if self.place or not self.is_editable:
            return {}
        last = type(self).objects.filter(club=self.club_id).exclude(pk=self.pk).exclude(place="")
        return last.order_by("pk").values(*PLACE).last() or {}

    def missing(self):
        """The first step of the request that is not filled in yet, or None."""
        if not self.title or self.expected is None:
            return "what"
        if self.starts_at is None and (not self.needs_presenter or not self.windows.exists()):
            return "when"
        return None if self.is_online or (self.place and self.city) else "where"

    def report_owed(self, *, now):
        """An earlier event of the club, long over, of which nobody told what it brought; or None."""
        over = type(self).objects.filter(
            club=self.club_id, status=self.Status.LIVE, ends_at__lt=now - REPORT_WITHIN
        )
        return over.exclude(pk=self.pk).order_by("ends_at").first()

    def submit_refusal(self, *, now):
        return (
            super().submit_refusal(now=now)
            or self._report_refusal(now)
            or self._incomplete_refusal()
            or self._time_refusal(now)
        )

    def _report_refusal(self, now):
        if owed := self.report_owed(now=now):
            return __("Tell us first how “%(title)s” went. It takes two minutes.") % {"title": owed.title}
        return None

    def _incomplete_refusal(self):
        return __("Please fill in the steps that are still open.") if self.missing() else None

    def _time_refusal(self, now):
        if not self.needs_presenter:
            over = self.starts_at <= now
            return __("This time is over already. Choose a later one.") if over else None
        if self.windows.filter(last_day__lt=self.club.today(now)).exists():
            return __("Some of the days you name are over. Choose later ones.")
        if not self.short_notice and self.is_short_notice(now):
            return __("The first days you name are less than 60 days away. Please tick that you know this.")
        return None

    def is_short_notice(self, now):
        first = self.windows.order_by("first_day").first()
        return first is not None and is_short_notice(first.first_day, self.club.today(now))


def is_short_notice(day, today):
    return day < today + LEAD
