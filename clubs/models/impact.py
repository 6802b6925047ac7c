from django.db import models
from django.utils.translation import gettext_lazy as _

from .club import Club


class Impact(models.Model):
    """One counted fact. Upper apps book into it; map, home and club pages only add it up."""

    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="impact")
    rotary_year = models.PositiveSmallIntegerField(_("Rotary year"))
    measure = models.CharField(_("measure"), max_length=40)
    quantity = models.PositiveBigIntegerField(_("quantity"))
    source = models.CharField(
        _("source"), max_length=200, unique=True, help_text=_("Names the fact, so that it is counted once.")
    )
    confirmed = models.BooleanField(_("confirmed"), default=False)
    happened_on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("impact entry")
        verbose_name_plural = _("impact entries")
        indexes = [models.Index(fields=["rotary_year", "measure", "club"], name="impact_by_year")]

    def __str__(self):
        return self.source
