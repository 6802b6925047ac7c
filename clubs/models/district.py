from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .term import DAYS, not_over


class District(models.Model):
    """A Rotary district. Its label is a text such as 5150 or 1175A, never a number to count with."""

    label = models.CharField(_("district"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def __str__(self):
        return self.label


class DistrictTermQuerySet(models.QuerySet["DistrictTerm"]):
    def begin(self, moves):
        """Rows (club, district, first day or None for ever), all by key. What was from that day on, ends."""
        for day in {day for _club, _district, day in moves if day}:
            clubs = [club for club, _district, starts_on in moves if starts_on == day]
            self.filter(club__in=clubs, starts_on__gte=day).delete()
            still = self.filter(not_over(day), club__in=clubs)
            still.update(ends_on=day - timedelta(days=1))
        self.bulk_create(
            self.model(club_id=club, district_id=district, starts_on=day) for club, district, day in moves
        )


class DistrictTerm(models.Model):
    """From when to when a club belongs to a district: districts merge and are renumbered."""

    club = models.ForeignKey("clubs.Club", on_delete=models.CASCADE, related_name="district_terms")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="terms")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = DistrictTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("district term")
        verbose_name_plural = _("district terms")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")) | Q(starts_on=None) | Q(ends_on=None),
                name="district_term_starts_before_it_ends",
            ),
            ExclusionConstraint(
                name="one_district_at_a_time",
                expressions=[
                    ("club", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.club_id} in {self.district_id}"
