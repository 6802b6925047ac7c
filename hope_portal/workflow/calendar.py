from datetime import timedelta
from zoneinfo import ZoneInfo


def local_day(now, zone):
    """The calendar day that `now` is in `zone`, an IANA name."""
    return now.astimezone(ZoneInfo(zone)).date()


def business_days_after(day, days):
    """The calendar day `days` business days, Monday to Friday, after `day`."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day
