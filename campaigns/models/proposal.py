import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns import emails

from .initiative import InitiativeRefused
from .presenter import Presenter, PresenterBusy
from .timing import moments

ANSWER_WITHIN = timedelta(days=7)
"""So long the club may think; less where the first of the dates is nearer."""


def new_token():
    return secrets.token_urlsafe(24)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    @transaction.atomic
    def make(self, event, dates, *, by, now, note):
        """`dates` are rows of ProposedDate that are not saved yet."""
        today = event.club.today(now)
        nearest = min(date.day for date in dates)
        answer_by = max(today, min(today + ANSWER_WITHIN, nearest - timedelta(days=1)))
        proposal = self.create(event=event, note=note, made_by=by, made_at=now, answer_by=answer_by)
        for date in dates:
            date.proposal = proposal
        ProposedDate.objects.bulk_create(dates)
        return proposal

    def over(self, now):
        """Nobody answered, and the last day to do so has ended wherever on earth the club is."""
        return self.filter(
            answered_at=None, event__status="proposed", answer_by__lt=(now - timedelta(hours=12)).date()
        )


class Proposal(models.Model):
    """Other dates that NCMEC offers for a request. With its token a club answers without signing in."""

    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="proposals")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("made"))
    answer_by = models.DateField(_("answer by"))
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of dates")
        verbose_name_plural = _("proposals of dates")
        get_latest_by = "made_at"

    def __str__(self):
        return str(self.made_at)

    def get_absolute_url(self):
        return reverse("campaigns:proposal", args=[self.token])

    def answer_refusal(self, *, now):
        """Why it cannot be answered now: a sentence for the club, or None."""
        if self.answered_at:
            return __("Your club has answered already.")
        if self.event.status != self.event.Status.PROPOSED or self.is_replaced():
            return __("These dates are no longer open.")
        if self.answer_by < self.event.club.today(now):
            return __("The time to answer is over. NCMEC has your request again and offers new dates.")
        return None

    def is_replaced(self):
        return self.event.proposals.filter(pk__gt=self.pk).exists()

    @transaction.atomic
    def accept(self, date, *, now, by=None):
        """The event takes place on `date`, one of ours, and its presenter is booked.

        Raises InitiativeRefused, also where the presenter or the time has gone meanwhile: nothing changes.
        """
        self._lock()
        if refusal := self.answer_refusal(now=now) or date.refusal(now=now):
            raise InitiativeRefused(refusal)
        event = self.event
        event.set_time(date.day, date.start, later=date.later)
        if event.needs_presenter:
            date.book_presenter(event, now=now)
        change = event._move("accept_date", by=by, now=now)
        self._answered(now)
        event._approved(change, now=now)

    @transaction.atomic
    def refuse(self, *, now, by=None):
        """None of the dates suits: NCMEC has the request again. Raises InitiativeRefused."""
        self._lock()
        if refusal := self.answer_refusal(now=now):
            raise InitiativeRefused(refusal)
        self._answered(now)
        self._hand_back(by=by, now=now)

    @transaction.atomic
    def lapse(self, *, now):
        """Nobody answered in time: NCMEC has the request again. Safe to repeat."""
        self._lock()
        event = self.event
        open_still = not self.answered_at and event.status == event.Status.PROPOSED and not self.is_replaced()
        if open_still and self.answer_by < event.club.today(now):
            self._hand_back(by=None, now=now, note=__("Nobody answered in time."))

    def _hand_back(self, *, by, now, note=""):
        change = self.event._move("refuse_dates", by=by, now=now, note=note)
        self.event._promise_answer(now)
        emails.initiative_received(self.event, change, now=now)

    def _lock(self):
        """The event's row first, then this one as it is now."""
        self.event.lock()
        self.refresh_from_db(fields=["answered_at"])

    def _answered(self, now):
        self.answered_at = now
        self.save(update_fields=["answered_at"])


class ProposedDate(models.Model):
    """A day and time in the event's zone, and who would present."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="dates")
    day = models.DateField(_("day"))
    start = models.TimeField(_("begins at"))
    later = models.BooleanField(default=False)
    presenter = models.ForeignKey(
        Presenter, verbose_name=_("presenter"), null=True, blank=True, on_delete=models.SET_NULL
    )

    class Meta:
        verbose_name = _("proposed date")
        verbose_name_plural = _("proposed dates")
        ordering = ["day", "start"]

    def __str__(self):
        return f"{self.day} {self.start}"

    def begins(self, zone):
        """The instant it begins in the event's zone, or None where clocks skip this time."""
        found = moments(self.day, self.start, zone)
        return found[-1 if self.later else 0] if found else None

    def refusal(self, *, now):
        """Why this date cannot be taken: a sentence for the club, or None."""
        begins = self.begins(self.proposal.event.zone)
        if begins is None or begins <= now:
            return __("This date is over. Choose another one.")
        return None

    def book_presenter(self, event, *, now):
        """Raises InitiativeRefused."""
        try:
            if self.presenter is None:
                raise PresenterBusy
            self.presenter.book(event, now=now)
        except PresenterBusy:
            raise InitiativeRefused(
                __("The presenter can no longer come on this date. Choose another one, or none of them.")
            ) from None


class Proposable:
    """What Event can do with dates. Part of Event, apart from it for length."""

    def propose_refusal(self, dates, *, now):
        """Why these dates cannot be proposed: a sentence for staff, or None."""
        if not dates:
            return __("Name at least one date.")
        for date in dates:
            begins = date.begins(self.zone)
            if begins is None:
                return __("Clocks skip %(time)s on %(day)s. Choose another time.") % {
                    "time": time_format(date.start),
                    "day": date_format(date.day, "DATE_FORMAT"),
                }
            if begins <= now:
                return __("%(day)s is over. Choose a later day.") % {
                    "day": date_format(date.day, "DATE_FORMAT")
                }
        if self.needs_presenter and not all(date.presenter for date in dates):
            return __("Choose a presenter for each date.")
        return None

    @transaction.atomic
    def propose(self, dates, *, by, now, note=""):
        """Other dates for the club, which answers without signing in. `dates` are ProposedDate rows that are
        not saved yet; presenters are booked with the answer. Raises InitiativeRefused, IllegalMove."""
        if refusal := self.propose_refusal(dates, now=now):
            raise InitiativeRefused(refusal)
        change = self._move("propose", by=by, now=now, note=note)
        self._answered()
        proposal = Proposal.objects.make(self, dates, by=by, now=now, note=note)
        emails.dates_proposed(proposal, change, now=now)
        return proposal
