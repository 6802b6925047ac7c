from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from clubs.models import Impact, Measure

from .band import Band

HOURS = _("Hours given by members")
MATERIALS = _("Materials handed out")


class Report(models.Model):
    """What an event brought, told within two minutes. Counts only, and one sentence without names.

    It books impact as reported. Once staff have confirmed it, nothing changes any more.
    """

    event = models.OneToOneField("campaigns.Event", on_delete=models.CASCADE, related_name="report")
    elementary = models.PositiveIntegerField(Band.ELEMENTARY.label, default=0)
    middle = models.PositiveIntegerField(Band.MIDDLE.label, default=0)
    high = models.PositiveIntegerField(Band.HIGH.label, default=0)
    adults = models.PositiveIntegerField(Band.ADULTS.label, default=0)
    professionals = models.PositiveIntegerField(Band.PROFESSIONALS.label, default=0)
    hours = models.PositiveSmallIntegerField(HOURS, default=0)
    materials = models.PositiveIntegerField(MATERIALS, default=0)
    sentence = models.CharField(_("in one sentence"), max_length=300, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    filed_at = models.DateTimeField(_("filed"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index("filed_at", "id", condition=models.Q(confirmed_at=None), name="report_to_confirm")
        ]

    def __str__(self):
        return str(self.event)

    @property
    def people(self):
        return sum(getattr(self, band) for band in Band)

    def counted(self):
        """Each count that is not zero, with its name."""
        people = [(band.label, getattr(self, band)) for band in Band]
        every = [*people, (HOURS, self.hours), (MATERIALS, self.materials)]
        return [(name, n) for name, n in every if n]

    @property
    def source(self):
        return f"report:{self.pk}"

    def quantities(self):
        """What is counted of the network, by measure."""
        return {
            Measure.EVENTS: 1,
            Measure.HOURS: self.hours,
            Measure.MATERIALS: self.materials,
            **{band.measure: getattr(self, band) for band in Band},
        }

    def book(self):
        """As reported, in the Rotary year of the event's own day."""
        on = self.event.local_start.date()
        Impact.objects.book(self.event.club, source=self.source, on=on, quantities=self.quantities())

    @transaction.atomic
    def confirm(self, *, by, now):
        """By staff: its impact counts as confirmed. Harmless to repeat: the first one stays noted."""
        self.event.lock()
        self.refresh_from_db()
        if self.confirmed_at is None:
            self.confirmed_by, self.confirmed_at = by, now
            self.save(update_fields=["confirmed_by", "confirmed_at"])
            Impact.objects.of_source(self.source).update(confirmed=True)
