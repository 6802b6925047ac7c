from secrets import token_hex

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns import announcements

from .amending import Amended
from .arrival import Door
from .audience import PUPILS, Audience
from .initiative import Initiative
from .listing import ListedEvents
from .moving import Moved
from .proposal import Proposable
from .reporting import Reported
from .seats import Seats
from .timing import Timed
from .youth import YouthGate


def new_uid():
    return f"{token_hex(16)}@{settings.SITE_HOST}"


class EventQuerySet(ListedEvents):
    def with_host(self):
        return self.select_related("club__district", "organiser")


class Event(Timed, Seats, YouthGate, Door, Reported, Amended, Moved, Proposable, Initiative):
    """People come together, somewhere or online. With pupils it is a head count and never in public lists."""

    class PresentedBy(models.TextChoices):
        NCMEC = "ncmec", _("A presenter from NCMEC")
        CLUB = "club", _("Someone from our club")

    class Programme(models.TextChoices):
        NETSMARTZ = "netsmartz", _("NetSmartz: safer online")
        KIDSMARTZ = "kidsmartz", _("KidSmartz: safer every day, up to grade 5")

    audience = models.CharField(
        _("audience"), max_length=20, choices=Audience.choices, default=Audience.ADULTS
    )
    presented_by = models.CharField(
        _("who presents"), max_length=10, choices=PresentedBy.choices, default=PresentedBy.NCMEC
    )
    programme = models.CharField(_("programme"), max_length=20, choices=Programme.choices, blank=True)
    expected = models.PositiveIntegerField(_("how many people you expect"), null=True, blank=True)
    short_notice = models.BooleanField(_("asked at short notice"), default=False)
    why = models.TextField(_("why this, and why now"), max_length=1000, blank=True)
    needs = models.TextField(_("what people need to take part"), max_length=1000, blank=True)

    address = models.CharField(_("address"), max_length=200, blank=True)
    address_hidden = models.BooleanField(_("show the address only to people who signed up"), default=False)
    access = models.TextField(_("how to get in"), max_length=500, blank=True)
    parking = models.CharField(_("parking"), max_length=200, blank=True)
    link = models.URLField(_("link to the online session"), blank=True)
    content_note = models.TextField(_("what to know before you come"), max_length=500, blank=True)
    questions_to = models.EmailField(_("address for questions"), blank=True)

    uid = models.CharField(max_length=120, unique=True, default=new_uid, editable=False)
    reminded_day_before = models.BooleanField(default=False, editable=False)
    reminded_same_day = models.BooleanField(default=False, editable=False)
    thanked = models.BooleanField(default=False, editable=False)

    objects = EventQuerySet.as_manager()  # type: ignore[misc]  # Initiative has one of its own

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience__in=sorted(PUPILS)) | Q(count_only=True), name="pupils_are_head_counts"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=models.F("capacity")), name="never_oversold"
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    def get_absolute_url(self):
        return reverse("campaigns:event", args=[self.slug])

    @property
    def is_online(self):
        return self.kind == self.Kind.ONLINE

    @property
    def needs_presenter(self):
        return self.presented_by == self.PresentedBy.NCMEC

    def is_over(self, now):
        return self.ends_at is not None and self.ends_at <= now

    @classmethod
    def begin(cls, club, *, kind, **said):
        school = kind == cls.Kind.SCHOOL
        said = {
            "audience": Audience.MIDDLE if school else Audience.ADULTS,
            "count_only": school,
            "listed": not school,
            "presented_by": cls.PresentedBy.CLUB if kind == cls.Kind.AWARENESS else cls.PresentedBy.NCMEC,
            **said,
        }
        return super().begin(club, kind=kind, **said)

    def approval_refusal(self, *, now):
        if refusal := super().approval_refusal(now=now):
            return refusal
        if self.starts_at <= now:
            return __("This time is over already.")
        if self.needs_presenter and not self.bookings.filter(released_at=None).exists():
            return __("Book a presenter first.")
        return None

    def publish_refusal(self, *, now):
        if self.is_over(now):
            return __("This event is over.")
        return self.youth_refusal() if self.with_pupils else None

    @transaction.atomic
    def set_time(self, day, start, *, minutes=None, zone=None, later=False):
        """Before it is live: what was said, and the instants derived from it."""
        self.set_clock(day, start, minutes=minutes, zone=zone, later=later)
        self.save(update_fields=self.CLOCK)

    @transaction.atomic
    def schedule(self, day, start, *, minutes=None, later=False, presenter=None, by, now, note=""):
        """Time, presenter and approval, all or nothing. Raises InitiativeRefused, IllegalMove."""
        self.lock()
        self.set_time(day, start, minutes=minutes, later=later)
        if presenter:
            presenter.book(self, now=now)
        self.approve(by=by, now=now, note=note)

    @transaction.atomic
    def cancel(self, *, by, now, note):
        """For everybody; each person who holds or awaits seats hears of it once. Raises IllegalMove."""
        self.lock()
        change = self._move("cancel", by=by, now=now, note=note)
        self._next_version()
        self.bookings.filter(released_at=None).update(released_at=now)
        self.material_orders.call_off(by=by, now=now)
        announcements.event_cancelled(self, change, now=now)

    def parents_were_told(self, *, now):
        """The letter to the parents went out today; saying it again changes nothing."""
        if self.parents_told_on is None:
            self.parents_told_on = self.club.today(now)
            self.save(update_fields=["parents_told_on"])

    def _next_version(self):
        self.version += 1
        self.save(update_fields=["version"])
