"""When something takes place, as a clock on the wall there says it."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaigns.models.timing import moments
from hope_portal.accounts.choices import zones
from hope_portal.forms import DayInput

LENGTHS = (30, 45, 60, 75, 90, 120, 150, 180, 240, 360, 480)
FIRST, SECOND = "first", "second"


def in_words(minutes):
    if minutes % 60 or minutes == 60:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}


def lengths():
    return [(minutes, in_words(minutes)) for minutes in LENGTHS]


def length_field():
    widget = forms.Select(attrs={"class": "w-m"})
    return forms.TypedChoiceField(label=_("How long"), choices=lengths, coerce=int, initial=90, widget=widget)


def zone_field():
    return forms.ChoiceField(
        label=_("Time zone"), choices=zones, help_text=_("Where it takes place. All times are told in it.")
    )


def keep_odd_choices(form, event):
    """What the event has already stays a choice, though the lists do not offer it."""
    known = {"minutes": (event.minutes, in_words(event.minutes)), "zone": (event.zone, event.zone)}
    for name, choice in known.items():
        field: Any = form.fields[name]
        if not field.valid_value(choice[0]):
            field.choices = [choice, *field.choices]


class TimeInput(forms.TimeInput):
    """The browser's own, which reads and writes 18:30 in every language."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs={"class": "w-m", **(attrs or {})}, format="%H:%M")


def time_field(**kwargs):
    invalid = _("Enter a time, for example 18:30 for half past six in the evening.")
    messages = {"required": invalid, "invalid": invalid}
    return forms.TimeField(widget=TimeInput, error_messages=messages, **kwargs)


def day_field(**kwargs):
    invalid = _("Enter a day, for example 2027-05-12.")
    messages = {"required": invalid, "invalid": invalid}
    return forms.DateField(widget=DayInput, error_messages=messages, **kwargs)


class ClockForm(forms.Form):
    """A day, a time and a zone. What clocks skip is refused; which of two is meant is asked."""

    day = day_field(label=_("Day"))
    start = time_field(label=_("Begins at"))
    minutes = length_field()
    zone = zone_field()

    def __init__(self, *args, event, now, **kwargs):
        self.event, self.now = event, now
        known = {name: getattr(event, name) for name in ("day", "start", "minutes", "zone")}
        super().__init__(*args, **{**kwargs, "initial": {**known, **kwargs.get("initial", {})}})
        keep_odd_choices(self, event)
        if not self.is_bound and event.day and event.start:
            self._ask_which(moments(event.day, event.start, event.zone))

    def _ask_which(self, found):
        if len(found) == 2:
            choices = [(FIRST, self._told(found[0])), (SECOND, self._told(found[1]))]
            self.fields["which"] = forms.ChoiceField(
                label=_("Which of the two?"),
                help_text=_("Clocks go back that night, and this time comes twice."),
                choices=choices,
                widget=forms.RadioSelect,
                initial=SECOND if self.event.later else FIRST,
            )
            self.order_fields(["day", "start", "which"])

    def _told(self, at):
        local = at.astimezone(ZoneInfo(self._zone()))
        said = {"time": time_format(local), "name": local.tzname()}
        return (
            __("The second %(time)s (%(name)s)") % said
            if local.fold
            else __("The first %(time)s (%(name)s)") % said
        )

    def _zone(self):
        return self.cleaned_data["zone"] if self.is_bound else self.event.zone

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if all(said.get(name) for name in ("day", "start", "zone")):
            self._clean_moment(moments(said["day"], said["start"], said["zone"]))
        return said

    def _clean_moment(self, found):
        said = self.cleaned_data
        if not found:
            return self.add_error("start", self._skipped())
        self._ask_which(found)
        which = self.data.get(self.add_prefix("which"), "")
        if len(found) == 2 and which not in (FIRST, SECOND):
            return self.add_error("which", __("Say which of the two you mean."))
        said["later"] = len(found) == 2 and which == SECOND
        if found[-1 if said["later"] else 0] <= self.now:
            self.add_error("day", __("This time is over already. Choose a later one."))

    def _skipped(self):
        said = {
            "time": time_format(self.cleaned_data["start"]),
            "day": date_format(self.cleaned_data["day"], "DATE_FORMAT"),
        }
        return (
            __(
                "There is no %(time)s on %(day)s: clocks go forward that night and leave this hour out. "
                "Enter a time before or after it."
            )
            % said
        )

    def clock(self):
        """What `event.plan` and `event.move` take."""
        names = ("day", "start", "minutes", "zone", "later")
        return {name: self.cleaned_data[name] for name in names}

    def spans(self):
        day = self.cleaned_data.get("day")
        return [(day, day)] if day else []
