import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .presenter import Presenter


def new_token():
    return secrets.token_urlsafe(24)


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

    class Meta:
        verbose_name = _("proposal of dates")
        verbose_name_plural = _("proposals of dates")
        get_latest_by = "made_at"

    def __str__(self):
        return str(self.made_at)


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
