"""Which country's numbers to show first. The reader can always choose another."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header

HOME = "US"
REST_OF_EUROPE = "EU"
ELSEWHERE = "ZZ"

COUNTRIES = {
    HOME: _("United States"),
    "CA": _("Canada"),
    "GB": _("United Kingdom"),
    "AU": _("Australia"),
    REST_OF_EUROPE: _("Rest of Europe"),
    ELSEWHERE: _("Another country"),
}

ANSWERS_116000 = (
    "AL AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO RS SE SI SK UA"
)
"""Europe without the United Kingdom, as https://missingchildreneurope.eu/hotline lists it."""


def region(country):
    """The entry of COUNTRIES that covers an ISO country."""
    if country in ANSWERS_116000.split():
        return REST_OF_EUROPE
    return country if country in COUNTRIES else ELSEWHERE


_callbacks: list[Callable[..., str | None]] = []


def knows(callback):
    """`callback(user)` returns the ISO country where somebody is at home, or None. For AppConfig.ready."""
    _callbacks.append(callback)
    return callback


def chosen_country(request, *, ask=True):
    """What the reader chose; else where they are at home (`ask` the database); else what the browser says."""
    if (choice := request.GET.get("country")) in COUNTRIES:
        return choice
    if ask and request.user.is_authenticated:
        for callback in _callbacks:
            if country := callback(request.user):
                return region(country)
    return browser_country(request)


def browser_country(request):
    """The region the browser names, as in `en-CA`; else the United States. Asks no database."""
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        subtag = tag.rpartition("-")[2]
        if "-" in tag and len(subtag) == 2:
            return region(subtag.upper())
    return HOME
