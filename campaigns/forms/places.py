from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns.models import Event
from clubs.countries import country_choices
from hope_portal.safety.fields import SafeText, SafeTextField

MOST_SEATS = 10
ROWS = {"rows": 3}
SEATS = ["capacity", "party_limit", "questions_to"]
LABELS: dict = {
    "place": _("Name of the place"),
    "address": _("Street and number"),
    "address_hidden": _("Show the address only to people who signed up"),
    "city": _("City"),
    "region": _("State or region"),
    "parking": _("Parking"),
    "link": _("Link to the online session"),
    "capacity": _("How many seats are there?"),
    "party_limit": _("Seats one person can take"),
    "questions_to": _("Email address for questions"),
}
HELP: dict = {
    "place": _("For example Sampletown Library, room 2."),
    "region": _("As in addresses, for example OH."),
    "link": _("Only people who signed up see it. It may come later."),
    "capacity": _("Leave it empty where there is room for everybody."),
    "questions_to": _("Guests see it on the public page."),
}
ERRORS = {
    "place": {"required": _("Enter the name of the place.")},
    "city": {"required": _("Enter a city.")},
}
WIDGETS: dict = {
    "region": forms.TextInput(attrs={"class": "w-s"}),
    "capacity": forms.NumberInput(attrs={"class": "w-s", "inputmode": "numeric", "min": 1}),
    "party_limit": forms.NumberInput(attrs={"class": "w-s", "inputmode": "numeric", "min": 1}),
}


def access_field():
    return SafeTextField(
        widget=SafeText(attrs=ROWS),
        label=_("How do people get in?"),
        help_text=_("Steps, elevator, hearing loop, which door."),
        max_length=500,
        required=False,
    )


def country_field():
    return forms.ChoiceField(label=_("Country"), choices=country_choices)


class WithSeats(forms.ModelForm):
    def clean_capacity(self):
        if self.cleaned_data["capacity"] == 0:
            raise forms.ValidationError(__("Enter a number, for example 60, or leave it empty."))
        return self.cleaned_data["capacity"]

    def clean_party_limit(self):
        limit = self.cleaned_data["party_limit"]
        if not 1 <= limit <= MOST_SEATS:
            raise forms.ValidationError(__("Enter a number from 1 to %(n)s.") % {"n": MOST_SEATS})
        return limit

    def leave_out_seats(self):
        """Of pupils there are no names, only a head count: nobody signs up."""
        if self.instance.count_only:
            for name in {*SEATS, "address_hidden"} & set(self.fields):
                del self.fields[name]


class PlaceForm(WithSeats):
    country = country_field()
    access = access_field()

    class Meta:
        model = Event
        fields = [
            *("place", "address", "address_hidden", "city", "region", "country", "access", "parking"),
            *SEATS,
        ]
        labels, help_texts, widgets, error_messages = LABELS, HELP, WIDGETS, ERRORS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].required = self.fields["city"].required = True
        self.leave_out_seats()


class LinkForm(WithSeats):
    class Meta:
        model = Event
        fields = ["link", *SEATS]
        labels, help_texts, widgets = LABELS, HELP, WIDGETS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.leave_out_seats()


def where_form(event):
    return LinkForm if event.is_online else PlaceForm
