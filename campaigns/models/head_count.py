from uuid import uuid4

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from .band import Band

WALK_INS = "walk_ins"
COUNTED_AS = [*Band.choices, (WALK_INS, _("Came without signing up"))]


class HeadCountQuerySet(models.QuerySet["HeadCount"]):
    def sums(self):
        """People by what they were counted as."""
        return dict(self.values_list("counted_as").annotate(Sum("change")).order_by())


class HeadCount(models.Model):
    """People without names who were counted at the door, a few more or fewer at a time.

    Two phones that count at once add up. `key` is made by whoever counts: sent twice, it counts once.
    """

    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="head_counts")
    counted_as = models.CharField(_("counted as"), max_length=20, choices=COUNTED_AS)
    change = models.SmallIntegerField(_("more or fewer"))
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    at = models.DateTimeField(_("counted"))

    objects = HeadCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")

    def __str__(self):
        return f"{self.counted_as} {self.change:+}"
