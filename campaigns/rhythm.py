"""When people of an event are reminded and thanked, as clocks in the event's zone say it.

The zones are read by Python alone: the database may know other rules of them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import CharField, DateTimeField, F, Func, Value

A_DAY = timedelta(days=1)


def stamp(at):
    """A moment as keys of mail name it."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M}"


def stamp_in_sql(at):
    utc = Func(Value("UTC"), F(at), function="timezone", output_field=DateTimeField())
    return Func(utc, Value('YYYYMMDD"T"HH24MI'), function="to_char", output_field=CharField())


@dataclass(frozen=True)
class Clock:
    """A time of day, some days after the day of the event; before it where negative."""

    days: int
    at: time

    def moment(self, day, zone):
        """When it is that time for an event on `day`."""
        return datetime.combine(day + timedelta(days=self.days), self.at, ZoneInfo(zone))

    def last_day(self, now, zone):
        """The last day of an event for which it has been that time."""
        local = now.astimezone(ZoneInfo(zone))
        day = local.date() - timedelta(days=self.days)
        return day if local.time() >= self.at else day - A_DAY


@dataclass(frozen=True)
class Mark:
    """One message of the rhythm: owed from `due` on, and no more from `over` on, or from the beginning.

    `flag` is the field of Event that says it was owed.
    """

    template: str
    flag: str
    due: Clock
    over: Clock | None = None

    @property
    def fact(self):
        """As keys of mail name it: `reminder:day_before`."""
        return self.template.replace("reminder_", "reminder:")

    def due_at(self, event):
        return self.due.moment(event.day, event.zone)

    def over_at(self, event):
        return self.over.moment(event.day, event.zone) if self.over else event.starts_at

    def is_due(self, event, *, now):
        return event.day <= self.due.last_day(now, event.zone)


DAY_BEFORE = Mark("reminder_day_before", "reminded_day_before", Clock(-1, time(11)), over=Clock(0, time(0)))
SAME_DAY = Mark("reminder_same_day", "reminded_same_day", Clock(0, time(8)))
THANKS = Mark("thank_you", "thanked", Clock(1, time(10)), over=Clock(8, time(10)))
REMINDERS = (DAY_BEFORE, SAME_DAY)


def begin_anew(event, *, now):
    """The event is at another time: it is reminded of again, save for what would be late already."""
    for mark in REMINDERS:
        setattr(event, mark.flag, mark.is_due(event, now=now))
    event.save(update_fields=[mark.flag for mark in REMINDERS])
