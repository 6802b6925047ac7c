from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """What an officer wrote to the people of an event. It stays as it went out."""

    class Audience(models.TextChoices):
        CONFIRMED = "confirmed", _("People with seats")
        WAITING = "waiting", _("People on the waiting list")
        ALL = "all", _("Both")

    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="notices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    audience = models.CharField(_("to"), max_length=10, choices=Audience.choices, default=Audience.CONFIRMED)
    text = models.TextField(_("text"), max_length=2000)
    sent_to = models.PositiveIntegerField(_("people"), default=0)
    at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        get_latest_by = "at"

    def __str__(self):
        return str(self.at)
