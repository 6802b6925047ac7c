"""Forms in which staff set a date, or propose some. Local times are taken as they are said."""

from copy import copy
from typing import cast

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns.models import ProposedDate
from campaigns.models.timing import moments
from hope_portal.forms import DayInput

SEVERAL = 5
WHICH = [("", _("Choose which")), ("no", _("The first time")), ("yes", _("The second time, an hour later"))]


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self):
        super().__init__(format="%H:%M")


class DateForm(forms.Form):
    """A day and a time in the event's zone, and who presents."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    start = forms.TimeField(label=_("Begins at"), widget=ClockInput)
    later = forms.ChoiceField(label=_("This hour comes twice"), choices=WHICH, required=False)
    presenter = forms.TypedChoiceField(label=_("Presenter"), required=False, empty_value=None)

    def __init__(self, *args, event, match, **kwargs):
        super().__init__(*args, **kwargs)
        self.event, self.match = event, match
        self.comes_twice = False
        ranked = match.on(None)
        presenter = cast(forms.TypedChoiceField, self.fields["presenter"])
        presenter.coerce = {str(one.presenter.pk): one.presenter for one in ranked}.get
        fit, others = [one for one in ranked if one.eligible], [one for one in ranked if not one.eligible]
        presenter.choices = [
            ("", _("Nobody yet")),
            (_("Fit"), [(one.presenter.pk, one.presenter.name) for one in fit]),
            (_("Something speaks against them"), [(one.presenter.pk, one.presenter.name) for one in others]),
        ]

    def clean(self):
        said = super().clean() or {}
        if {"day", "start"} <= said.keys() and said["day"] and said["start"]:
            self._clean_clock(said)
        return said

    def _clean_clock(self, said):
        readings = moments(said["day"], said["start"], self.event.zone)
        self.comes_twice = len(readings) == 2
        if not readings:
            self.add_error("start", __("Clocks go forward and skip this time. Choose another one."))
        elif self.comes_twice and not said.get("later"):
            self.add_error("later", __("Clocks go back, and this time comes twice. Say which."))

    @property
    def is_later(self):
        return self.cleaned_data.get("later") == "yes"

    def planned(self, **said):
        """The event as it would be, not saved."""
        event = copy(self.event)
        for name in ("day", "start", "minutes"):
            setattr(event, name, said.get(name) or getattr(event, name))
        event.later = said.get("later") == "yes"
        event.derive_times()
        return event

    def candidates(self, **said):
        return self.match.of(self.planned(**said)).on(said["day"])

    def against(self):
        """What speaks against the chosen presenter then."""
        said = getattr(self, "cleaned_data", {})
        found = self.candidates(**said) if said.get("day") and said.get("presenter") else []
        return next((one.against for one in found if one.presenter == said["presenter"]), [])


class ScheduleForm(DateForm):
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=600)
    anyway = forms.BooleanField(label=_("Book them all the same"), required=False)
    note = forms.CharField(
        label=_("Note to the club"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Goes out with your yes."),
    )

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        if self.event.needs_presenter and not said["presenter"]:
            self.add_error("presenter", __("Choose who presents."))
        elif said["presenter"] and not said["anyway"] and (against := self.against()):
            self.add_error("anyway", " ".join(reason.text for reason in against))
        return said

    def chosen(self):
        names = ["day", "start", "minutes", "presenter", "note"]
        return {"later": self.is_later, **{name: self.cleaned_data[name] for name in names}}

    def look(self):
        """See who could come before anybody is chosen."""
        self.is_valid()
        self.errors.pop("presenter", None)
        self.errors.pop("anyway", None)

    def who_could_come(self):
        said = getattr(self, "cleaned_data", self.initial)
        return self.candidates(**said) if said.get("day") else []


class ProposedDateForm(DateForm):
    def row(self):
        said = self.cleaned_data
        return ProposedDate(
            day=said["day"], start=said["start"], later=self.is_later, presenter=said["presenter"]
        )


class ProposedDates(forms.BaseFormSet):
    """Rows that were left empty are none."""

    def rows(self):
        return [form.row() for form in self.forms if form.has_changed()]


DatesFormSet = forms.formset_factory(ProposedDateForm, formset=ProposedDates, extra=SEVERAL, max_num=SEVERAL)


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note to the club"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the mail, above the dates."),
    )
