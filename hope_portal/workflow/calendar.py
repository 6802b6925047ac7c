from datetime import timedelta
from zoneinfo import ZoneInfo


def business_days_after(now, days, *, zone):
    """The calendar day `days` business days (Monday to Friday) after the day that `now` is in `zone`."""
    day = now.astimezone(ZoneInfo(zone)).date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
