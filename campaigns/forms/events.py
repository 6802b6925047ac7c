from datetime import datetime, time

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns import towns
from hope_portal.forms import DayInput


def distances():
    return [("", _("only there")), *((miles, _("up to %(n)s miles away") % {"n": miles}) for miles in MILES)]


MILES = (10, 25, 50, 100, 250)


class EventFilter(forms.Form):
    """How to narrow the list of events down. What is typed wrong narrows nothing and is explained."""

    place = forms.CharField(
        label=_("City or state"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "address-level2"}),
    )
    miles = forms.TypedChoiceField(
        label=_("How far"), choices=distances, coerce=int, empty_value=None, required=False
    )
    since = forms.DateField(
        label=_("From"),
        widget=DayInput,
        required=False,
        error_messages={"invalid": _("Choose a day from the calendar.")},
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("any")), *settings.LANGUAGES], required=False
    )
    format = forms.ChoiceField(
        label=_("Where"),
        choices=[("", _("anywhere")), ("in_person", _("in person")), ("online", _("online"))],
        required=False,
    )

    def clean_place(self):
        return towns.read(self.cleaned_data["place"].replace("\0", ""))

    def clean_since(self):
        """From midnight where the reader is."""
        day = self.cleaned_data["since"]
        return day and timezone.make_aware(datetime.combine(day, time.min))

    def clean(self):
        said = self.cleaned_data
        place = said.get("place")
        if said.get("miles") and "place" in said and not (place and place.latitude is not None):
            self.add_error("place", self._where_from(place))

    def _where_from(self, place):
        if place is None:
            return _("Say from which city, for example Columbus, OH.")
        return _("We do not know where this is. Write the city and the state, for example Columbus, OH.")

    @property
    def is_used(self):
        return any(self.data.get(name) for name in self.fields)

    @property
    def narrows_more(self):
        """Beyond the place."""
        return any(self.data.get(name) for name in ("since", "language", "format"))
