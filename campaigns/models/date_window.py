from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DateWindow(models.Model):
    """Some days that would suit the club, the most welcome first, and from when to when on such a day."""

    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="windows")
    rank = models.PositiveSmallIntegerField()
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))
    earliest = models.TimeField(_("not before"))
    latest = models.TimeField(_("over by"))

    class Meta:
        verbose_name = _("date window")
        verbose_name_plural = _("date windows")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint("event", "rank", name="one_window_a_rank"),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")) & Q(earliest__lt=F("latest")),
                name="window_begins_before_it_ends",
            ),
        ]

    def __str__(self):
        return f"{self.first_day} - {self.last_day}"
