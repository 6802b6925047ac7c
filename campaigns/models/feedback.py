from django.db import models
from django.utils.translation import gettext_lazy as _


class Feedback(models.Model):
    """Three answers after an event. Nobody can tell who gave them: no person, no time, only the event."""

    class Worth(models.TextChoices):
        VERY = "very", _("Very much")
        RATHER = "rather", _("Mostly")
        LITTLE = "little", _("A little")
        NOT = "not", _("No")

    class Learned(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="feedback")
    worth = models.CharField(_("was it worth your time?"), max_length=10, choices=Worth.choices)
    learned = models.CharField(
        _("do you know better what to do now?"), max_length=10, choices=Learned.choices
    )
    better = models.TextField(_("what should we do better?"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self):
        return self.worth
