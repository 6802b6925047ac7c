from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from psycopg2.extras import DateTimeTZRange

from .audience import Audience
from .initiative import InitiativeRefused

ONLINE_BUFFER = timedelta(minutes=15)


class PresenterBusy(InitiativeRefused):
    """They cannot be booked for this; the text says to staff why."""


def every_day():
    return list(range(7))


class Presenter(models.Model):
    """Somebody who speaks for NCMEC. Staff keep the list; clubs see a name only once it is settled."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"))
    language = models.CharField(_("language of mail"), max_length=10, default="en")
    languages = ArrayField(models.CharField(max_length=10), verbose_name=_("speaks"), default=list)
    regions = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("states or regions"),
        default=list,
        blank=True,
        help_text=_("Empty: everywhere within the travel radius."),
    )
    audiences = ArrayField(
        models.CharField(max_length=20, choices=Audience.choices), verbose_name=_("audiences"), default=list
    )
    youth_cleared_until = models.DateField(_("cleared for youth until"), null=True, blank=True)
    city = models.CharField(_("home city"), max_length=100, blank=True)
    region = models.CharField(_("home state or region"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=2, default="US")
    latitude = models.FloatField(null=True, blank=True, editable=False)
    longitude = models.FloatField(null=True, blank=True, editable=False)
    travel_miles = models.PositiveSmallIntegerField(_("travels up to, in miles"), default=60)
    travel_minutes = models.PositiveSmallIntegerField(
        _("minutes kept free before and after"), default=120, help_text=_("Online it is 15 minutes.")
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("weekdays"),
        default=every_day,
        help_text=_("0 is Monday."),
    )
    online = models.BooleanField(_("also presents online"), default=True)
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("presenter")
        verbose_name_plural = _("presenters")

    def __str__(self):
        return self.name

    def way(self, event):
        """What is kept free before and after."""
        return ONLINE_BUFFER if event.is_online else timedelta(minutes=self.travel_minutes)

    def is_away_on(self, day):
        """Whether their week or an absence keeps them from it."""
        absences = self.absences.filter(first_day__lte=day, last_day__gte=day)
        return day.weekday() not in self.weekdays or absences.exists()

    def is_cleared_on(self, day):
        return self.youth_cleared_until is not None and self.youth_cleared_until >= day

    def booking_refusal(self, event):
        """Why they must not be booked, whatever their calendar says: a sentence for staff, or None."""
        if event.starts_at is None:
            return __("Set the date first.")
        if not self.active:
            return __("%(name)s does not present any more.") % {"name": self}
        if event.with_pupils and not self.is_cleared_on(event.local_end.date()):
            return __("%(name)s is not cleared for youth on that day.") % {"name": self}
        return None

    @transaction.atomic
    def book(self, event, *, now):
        """Their time for the event and for the way. Whoever was booked for it before is free again.

        The constraint of the table decides who was first. We wait for each other here all the same: two
        inserts at the same moment would otherwise wait for one another. Raises PresenterBusy.
        """
        event.lock()
        type(self)._base_manager.select_for_update().get(pk=self.pk)
        if refusal := self.booking_refusal(event):
            raise PresenterBusy(refusal)
        for earlier in event.bookings.standing():
            earlier.release(now=now)
        way = self.way(event)
        during = DateTimeTZRange(event.starts_at - way, event.ends_at + way)
        try:
            with transaction.atomic():
                return self.bookings.create(event=event, during=during, made_at=now)
        except IntegrityError:
            raise PresenterBusy(self._busy(during)) from None

    def _busy(self, during):
        other = self.bookings.standing().filter(during__overlap=during).select_related("event").first()
        what = other.event if other else __("something else")
        return __("%(name)s is booked for %(event)s at that time.") % {"name": self, "event": what}


class Absence(models.Model):
    """Days on which a presenter is not available, both included."""

    presenter = models.ForeignKey(Presenter, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="absence_begins_before_it_ends"
            )
        ]

    def __str__(self):
        return f"{self.first_day} - {self.last_day}"
