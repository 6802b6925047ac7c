from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .club import Club
from .measure import Measure
from .rotary_year import RotaryYear


class ImpactQuerySet(models.QuerySet["Impact"]):
    def of_club(self, club, *, year, smallest=1):
        """Sums per measure, confirmed apart from reported; none below `smallest`."""
        own = self.filter(club=club, rotary_year=year.start).values("measure", "confirmed")
        sums = own.annotate(total=models.Sum("quantity")).filter(total__gte=smallest)
        return [
            {**row, "label": Measure(row["measure"]).label} for row in sums.order_by("-confirmed", "measure")
        ]

    def of_source(self, source):
        """What one record booked."""
        return self.filter(source__startswith=f"{source}:")

    @transaction.atomic
    def book(self, club, *, source, on, quantities):
        """As reported: a row for each measure that is not zero, in place of what `source` booked before."""
        self.of_source(source).delete()
        Impact.objects.bulk_create(
            Impact(
                club=club,
                rotary_year=RotaryYear.of(on).start,
                measure=measure,
                quantity=quantity,
                source=f"{source}:{measure}",
                happened_on=on,
            )
            for measure, quantity in quantities.items()
            if quantity
        )


class Impact(models.Model):
    """One counted fact. Upper apps book into it; map, home and club pages only add it up."""

    club = models.ForeignKey(Club, on_delete=models.PROTECT, related_name="impact")
    rotary_year = models.PositiveSmallIntegerField(_("Rotary year"))
    measure = models.CharField(_("measure"), max_length=40, choices=Measure.choices)
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
