from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from clubs.models import Membership, RotaryYear


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(attrs={"class": "w-m"}, format="%Y-%m-%d")


class RoleForm(forms.Form):
    """A role and its days. Left empty they are the usual ones: an office lasts for the Rotary year, a member
    stays."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices, initial=Membership.Role.MEMBER)
    year = forms.TypedChoiceField(label=_("For which Rotary year?"), coerce=int, widget=forms.RadioSelect)
    starts_on = forms.DateField(
        label=_("From another day"),
        required=False,
        widget=DateInput,
        help_text=_("Leave empty to begin with the Rotary year; a member begins today."),
    )
    ends_on = forms.DateField(
        label=_("To another day"),
        required=False,
        widget=DateInput,
        help_text=_("Leave empty to end with the Rotary year; a member stays."),
    )

    def __init__(self, *args, club, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = club.today(now)
        running = RotaryYear.at(now, club.zone)
        years = [running, RotaryYear(running.start + 1)]
        choices = [(year.start, self._words(year)) for year in years]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]  # the stubs see a plain Field
        self.fields["year"].initial = running.start

    def _words(self, year):
        days = [date_format(day, "SHORT_DATE_FORMAT") for day in (year.starts_on, year.ends_on)]
        return __("%(year)s (%(first)s to %(last)s)") % {"year": year, "first": days[0], "last": days[1]}

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if "role" in said and "year" in said:
            starts_on, ends_on = self._usual(said["role"], RotaryYear(said.pop("year")))
            said["starts_on"] = said.get("starts_on") or starts_on
            said["ends_on"] = said.get("ends_on") or ends_on
            if said["ends_on"] and said["ends_on"] < said["starts_on"]:
                self.add_error(
                    "ends_on", __("Enter a day after %(day)s.") % {"day": date_format(said["starts_on"])}
                )
        return said

    def _usual(self, role, year):
        if role in Membership.OFFICERS:
            return year.starts_on, year.ends_on
        return max(self.today, year.starts_on), None


class EndForm(forms.Form):
    last_day = forms.DateField(
        label=_("Last day"), widget=DateInput, help_text=_("The role holds until the evening of this day.")
    )

    def __init__(self, data, *, today):
        super().__init__(data, initial={"last_day": today})
