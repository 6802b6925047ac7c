from django.db import models
from django.utils.translation import gettext_lazy as _

from clubs.models import Measure

from .audience import Audience


class Band(models.TextChoices):
    """Who came, told apart by what is counted of the network."""

    ADULTS = "adults", _("Adults")
    PROFESSIONALS = "professionals", _("Professionals")
    ELEMENTARY = "elementary", _("Children up to grade 5")
    MIDDLE = "middle", _("Middle school students")
    HIGH = "high", _("High school students")

    @property
    def measure(self):
        return Measure(f"{self}_reached")

    @classmethod
    def of(cls, audience):
        """The band that an audience is counted in."""
        return BANDS.get(Audience(audience), cls.ADULTS)

    @classmethod
    def beginning_with(cls, audience):
        """All of them, the audience's own first."""
        own = cls.of(audience)
        return [own, *(band for band in cls if band != own)]


BANDS = {
    Audience.ELEMENTARY: Band.ELEMENTARY,
    Audience.MIDDLE: Band.MIDDLE,
    Audience.HIGH: Band.HIGH,
    Audience.EDUCATORS: Band.PROFESSIONALS,
    Audience.POLICE: Band.PROFESSIONALS,
    Audience.WELFARE: Band.PROFESSIONALS,
    Audience.HEALTH: Band.PROFESSIONALS,
}
