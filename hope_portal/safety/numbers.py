"""The numbers that every page shows: kept ready, and known even while the database is away."""

from django.core.cache import cache
from django.db import DatabaseError
from django.utils.translation import gettext as _

from .models import HelpContact
from .where import browser_country

KEEP = 5 * 60
RETRY = 10  # seconds until a database that failed is asked again

EMERGENCY = {"US": "911", "CA": "911", "GB": "999", "AU": "000", "EU": "112", "ZZ": "112"}
CHILD = {
    "US": ["+18008435678", "1-800-843-5678", True],
    "CA": ["+18666589022", "1-866-658-9022", False],
    "GB": ["116000", "116 000", True],
    "EU": ["116000", "116 000", True],
}


def essential(country):
    """What is known without the database: [as dialed, as shown, day and night]."""
    urgent = [EMERGENCY[country], EMERGENCY[country], True]
    return {"urgent": urgent, "child": CHILD.get(country, urgent)}


def _read():
    """Country -> its first number for danger now and its first for a child; one stands in for the other."""
    numbers: dict[str, dict[str, list]] = {}
    calls = HelpContact.objects.filter(kind=HelpContact.Kind.CALL).order_by("country", "order", "pk")
    for country, urgent, *number in calls.values_list("country", "urgent", "value", "display", "all_day"):
        numbers.setdefault(country, {}).setdefault("urgent" if urgent else "child", number)
    return {
        country: {**dict.fromkeys(["urgent", "child"], next(iter(n.values()))), **n}
        for country, n in numbers.items()
    }


def numbers_of(country):
    """{"urgent": [as dialed, as shown, day and night], "child": [...]}. One query in five minutes at most."""
    numbers = cache.get("help-numbers")
    if numbers is None:
        try:
            numbers, keep = _read(), KEEP
        except DatabaseError:
            numbers, keep = {}, RETRY
        cache.set("help-numbers", numbers, keep)
    return numbers.get(country) or essential(country)


def forget(**kwargs):
    cache.delete("help-numbers")


def help_bar(request):
    tel, display, all_day = numbers_of(browser_country(request))["child"]
    return {"help_number": {"tel": tel, "display": display, "all_day": all_day}}


def essential_contacts(country):
    """What the help page shows when the database is away."""
    words = {
        "urgent": _("In danger right now"),
        "child": _("A child is missing, or is being hurt or used"),
    }
    return [
        HelpContact(title=words[of], kind="call", value=tel, display=display, urgent=of == "urgent")
        for of, (tel, display, _all_day) in essential(country).items()
    ]
