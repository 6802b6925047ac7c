from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns.models import Event

from .clock import day_field
from .later import LaterChoice, LaterText

ADULTS = (1, 2, 3)


class YouthForm(forms.Form):
    """What is missing may come later: nothing goes live without it."""

    use_required_attribute = False

    contact_level = LaterChoice(
        label=_("How close do adults of your club come to the young people?"),
        choices=Event.Contact.choices,
        widget=forms.RadioSelect,
    )
    school_adult = LaterText(
        label=_("Adult of the school who stays in the room"),
        help_text=_("Name and office, for example Ms. Sample, teacher."),
        max_length=120,
    )
    attested = forms.BooleanField(
        label=_("I attest that these adults are cleared by the youth protection rules of our district"),
        help_text=_("We keep your name with this, and no documents."),
        required=False,
    )

    def __init__(self, *args, event, **kwargs):
        self.event, self.known = event, list(event.clearances.order_by("pk"))
        super().__init__(*args, **{**kwargs, "initial": self._known()})
        for n in ADULTS:
            self.fields[f"name_{n}"] = forms.CharField(label=_("Name"), max_length=120, required=False)
            self.fields[f"until_{n}"] = day_field(label=_("Cleared until"), required=False)

    def _known(self):
        said = {"contact_level": self.event.contact_level, "school_adult": self.event.school_adult}
        for n, adult in zip(ADULTS, self.known, strict=False):
            said |= {f"name_{n}": adult.name, f"until_{n}": adult.valid_until}
        return said

    def rows(self):
        """The fields of each adult, for the page."""
        return [(n, [self[f"name_{n}"], self[f"until_{n}"]]) for n in ADULTS]

    def adults(self):
        pairs = [(self.cleaned_data.get(f"name_{n}"), self.cleaned_data.get(f"until_{n}")) for n in ADULTS]
        return [(name, until) for name, until in pairs if name and until]

    def clean(self):
        super().clean()
        said = self.cleaned_data
        for n in ADULTS:
            name, until = said.get(f"name_{n}"), said.get(f"until_{n}")
            if name and not until and f"until_{n}" not in self.errors:
                self.add_error(f"until_{n}", __("Enter the day until which this clearance holds."))
            if until and not name and f"name_{n}" not in self.errors:
                self.add_error(f"name_{n}", __("Enter the name of the adult."))
        known = {(adult.name, adult.valid_until) for adult in self.known}
        if set(self.adults()) - known and not said.get("attested"):
            self.add_error("attested", __("Tick this for the adults you named."))
        return said
