"""When an event is, as a clock on its wall says it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _


def moments(day, time, zone):
    """The instants at which a clock in `zone` shows this day and time, earlier first.

    None in the hour that is left out when clocks go forward, two in the hour that comes twice when they go
    back, else one. Python would silently pick one: ask the person instead.
    """
    wall = datetime.combine(day, time)
    readings = {wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(at for at in readings if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall)


def moment(day, time, zone, *, later=False):
    """The one instant meant; `later` chooses the second of two. Raises ValueError where there is none."""
    found = moments(day, time, zone)
    if not found:
        raise ValueError(f"clocks in {zone} skip {time} on {day}")
    return found[-1] if later else found[0]


class Timed(models.Model):
    """Local day and time as they were said, and the instants derived from them.

    Rules of zones change: `derive_times` computes the instants again from what was said.
    """

    CLOCK = ("day", "start", "minutes", "later", "zone", "starts_at", "ends_at")

    # What Initiative brings.
    zone: str
    starts_at: datetime | None
    ends_at: datetime | None

    day = models.DateField(_("day"), null=True, blank=True)
    start = models.TimeField(_("begins at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=90)
    later = models.BooleanField(
        _("the second of two"), default=False, help_text=_("When clocks go back, one hour comes twice.")
    )

    class Meta:
        abstract = True

    def set_clock(self, day, start, *, minutes=None, zone=None, later=False):
        """Not saved yet."""
        self.day, self.start, self.later = day, start, later
        self.minutes, self.zone = minutes or self.minutes, zone or self.zone
        self.derive_times()

    def derive_times(self):
        """Where clocks have come to skip the time since it was said, the hour after counts."""
        if self.day is None or self.start is None:
            self.starts_at = self.ends_at = None
            return
        found = moments(self.day, self.start, self.zone)
        wall = datetime.combine(self.day, self.start, ZoneInfo(self.zone))
        self.starts_at = (found[-1] if self.later else found[0]) if found else wall.astimezone(UTC)
        self.ends_at = self.starts_at + timedelta(minutes=self.minutes)

    @property
    def local_start(self):
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self):
        return self.ends_at.astimezone(ZoneInfo(self.zone))
