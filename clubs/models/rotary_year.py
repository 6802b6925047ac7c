from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo


@dataclass(frozen=True, order=True)
class RotaryYear:
    """1 July to 30 June; stored as the year in which it starts."""

    start: int

    @classmethod
    def of(cls, day):
        return cls(day.year if day.month >= 7 else day.year - 1)

    @classmethod
    def at(cls, now, zone):
        """The year that is running in `zone` (an IANA name) at the moment `now`."""
        return cls.of(now.astimezone(ZoneInfo(zone)).date())

    @property
    def starts_on(self):
        return date(self.start, 7, 1)

    @property
    def ends_on(self):
        return date(self.start + 1, 6, 30)

    def __str__(self):
        return f"{self.start}-{(self.start + 1) % 100:02d}"
