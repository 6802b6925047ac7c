from datetime import UTC, datetime

from django import forms

from campaigns.models.arrival import MOST
from campaigns.models.head_count import COUNTED_AS


class SeenForm(forms.Form):
    """One thing seen at the door: so many of a party are here, or so many more people without a name.

    `key` names it; `at` is when it was seen, in milliseconds of our clock.
    """

    key = forms.UUIDField(required=False)
    at = forms.IntegerField(required=False, min_value=0, max_value=10**13)
    party = forms.IntegerField(required=False)
    people = forms.IntegerField(required=False, min_value=0, max_value=MOST)
    counted_as = forms.ChoiceField(required=False, choices=COUNTED_AS)
    change = forms.IntegerField(required=False, min_value=-MOST, max_value=MOST)

    def clean_at(self):
        at = self.cleaned_data["at"]
        return at and datetime.fromtimestamp(at / 1000, UTC)

    def clean(self):
        super().clean()
        said = self.cleaned_data
        of_party = None not in (said.get("party"), said.get("people"))
        if not of_party and not (said.get("counted_as") and said.get("change")):
            raise forms.ValidationError("It says nothing to note.")
        return said

    @classmethod
    def of_button(cls, value):
        """Without a script: "12:2" says two of party 12 are here, "adults:-1" one adult less than before."""
        what, _colon, number = value.rpartition(":")
        if what.isdigit():
            return cls({"party": what, "people": number})
        return cls({"counted_as": what, "change": number})


class NumbersForm(forms.Form):
    """The whole count typed at once. What others count meanwhile is added to it, not undone."""

    def __init__(self, *args, counters, **kwargs):
        super().__init__(*args, **kwargs)
        self.counters = counters
        for counter in counters:
            name, people = counter["counted_as"], counter["people"]
            self.fields[name] = forms.IntegerField(
                label=counter["label"], min_value=0, max_value=MOST, initial=people
            )
            self.fields[name].widget.attrs |= {"class": "w-s", "inputmode": "numeric"}
            self.fields[f"{name}_was"] = forms.IntegerField(initial=people, widget=forms.HiddenInput)

    def changes(self):
        """How many more or fewer there are than the page said, by what they are counted as."""
        said, names = self.cleaned_data, [counter["counted_as"] for counter in self.counters]
        return {name: said[name] - said[f"{name}_was"] for name in names if said[name] != said[f"{name}_was"]}
