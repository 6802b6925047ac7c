from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """What an event brought, told within two minutes. Counts only, and one sentence without names."""

    event = models.OneToOneField("campaigns.Event", on_delete=models.CASCADE, related_name="report")
    elementary = models.PositiveIntegerField(_("children up to grade 5"), default=0)
    middle = models.PositiveIntegerField(_("pupils in middle school"), default=0)
    high = models.PositiveIntegerField(_("pupils in high school"), default=0)
    adults = models.PositiveIntegerField(_("adults"), default=0)
    professionals = models.PositiveIntegerField(_("professionals"), default=0)
    hours = models.PositiveSmallIntegerField(_("hours given by volunteers"), default=0)
    materials = models.PositiveIntegerField(_("materials handed out"), default=0)
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

    def __str__(self):
        return str(self.event)
