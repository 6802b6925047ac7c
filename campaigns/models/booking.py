from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .presenter import Presenter


class BookingQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(released_at=None)


class Booking(models.Model):
    """A presenter's time for one event, with the way there and back. Nobody is in two places at once."""

    presenter = models.ForeignKey(
        Presenter, verbose_name=_("presenter"), on_delete=models.PROTECT, related_name="bookings"
    )
    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="bookings")
    during = DateTimeRangeField(_("time kept free"))
    made_at = models.DateTimeField(_("made"))
    released_at = models.DateTimeField(_("released"), null=True, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.UniqueConstraint("event", condition=Q(released_at=None), name="one_booking_an_event"),
            ExclusionConstraint(
                name="presenter_in_one_place",
                expressions=[
                    ("presenter", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(released_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.presenter}: {self.during.lower:%Y-%m-%d %H:%M}"

    def release(self, *, now):
        """The presenter is free again. Harmless to repeat."""
        if self.released_at is None:
            self.released_at = now
            self.save(update_fields=["released_at"])
