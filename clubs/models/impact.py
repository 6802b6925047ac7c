from django.db import models
from django.utils.translation import gettext_lazy as _

from .club import Club


class ImpactQuerySet(models.QuerySet):
    def of_club(self, club, *, year, smallest=1):
        """Sums per measure, confirmed apart from reported; none below `smallest`."""
        own = self.filter(club=club, rotary_year=year.start).values("measure", "confirmed")
        sums = own.annotate(total=models.Sum("quantity")).filter(total__gte=smallest)
        return [
            {**row, "label": row["measure"].replace("_", " ")}
            for row in sums.order_by("-confirmed", "measure")
        ]


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

    objects = ImpactQuerySet.as_manager()

    class Meta:
        verbose_name = _("impact entry")
        verbose_name_plural = _("impact entries")
        indexes = [models.Index(fields=["rotary_year", "measure", "club"], name="impact_by_year")]

    def __str__(self):
        return self.source
