from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns.models.amending import is_short_notice

from .clock import ClockForm, day_field, in_words, keep_odd_choices, length_field, time_field, zone_field

WINDOWS = (1, 2, 3)
NAMES = ("first_day", "last_day", "earliest", "latest")


class WindowsForm(forms.Form):
    """Up to three stretches of days, the most welcome first; a tick that the club knows if they are near."""

    zone = zone_field()
    minutes = length_field()

    def __init__(self, *args, event, now, **kwargs):
        self.event, self.today = event, event.club.today(now)
        super().__init__(*args, **{**kwargs, "initial": {**self._known(), **kwargs.get("initial", {})}})
        keep_odd_choices(self, event)
        for n in WINDOWS:
            self._add_window(n)
        if event.short_notice or "short_notice" in self.data:
            self._ask_for_tick()
        order = [f"{name}_{n}" for n in WINDOWS for name in NAMES]
        self.order_fields([*order, "short_notice", "minutes", "zone"])

    def _known(self):
        windows = {
            f"{name}_{window.rank}": getattr(window, name)
            for window in self.event.windows.all()
            for name in NAMES
        }
        return {"zone": self.event.zone, "minutes": self.event.minutes, **windows}

    def _add_window(self, n):
        required = n == WINDOWS[0]
        self.fields[f"first_day_{n}"] = day_field(label=_("From"), required=required)
        self.fields[f"last_day_{n}"] = day_field(label=_("To"), required=required)
        self.fields[f"earliest_{n}"] = time_field(label=_("Not before"), required=required)
        self.fields[f"latest_{n}"] = time_field(label=_("Over by"), required=required)

    def _ask_for_tick(self):
        self.fields["short_notice"] = forms.BooleanField(
            label=_("We know that NCMEC cannot promise a presenter this soon"),
            help_text=_("Presenters are booked about 60 days ahead. NCMEC tries, and may offer other dates."),
            required=False,
            initial=self.event.short_notice,
        )

    def windows(self):
        """The fields of each window, for the page."""
        return [(n, [self[f"{name}_{n}"] for name in NAMES]) for n in WINDOWS]

    def clean(self):
        super().clean()
        said = self.cleaned_data
        said["windows"] = [window for n in WINDOWS if (window := self._window(n))]
        near = any(self._is_near(window) for window in said["windows"])
        if near and not said.get("short_notice"):
            self._ask_for_tick()
            self.add_error(
                "short_notice", __("Some of these days are less than 60 days away. Please tick this.")
            )
        said["short_notice"] = bool(near and said.get("short_notice"))
        return said

    def _is_near(self, window):
        return is_short_notice(window["first_day"], self.today)

    def _window(self, n):
        said = {name: self.cleaned_data.get(f"{name}_{n}") for name in NAMES}
        if not any(said.values()):
            return None
        self._complete(n, said)
        if said["first_day"] and said["last_day"]:
            self._check_days(n, said)
        if said["earliest"] and said["latest"]:
            self._check_hours(n, said)
        return said if all(said.values()) else None

    def _complete(self, n, said):
        for name, value in said.items():
            if value is None and f"{name}_{n}" not in self.errors:
                self.add_error(f"{name}_{n}", self.fields[f"{name}_{n}"].error_messages["required"])

    def _check_days(self, n, said):
        if said["last_day"] < said["first_day"]:
            self.add_error(f"last_day_{n}", __("The last day comes before the first."))
        elif said["first_day"] < self.today:
            self.add_error(f"first_day_{n}", __("This day is over. Choose a later one."))

    def _check_hours(self, n, said):
        earliest, latest = (datetime.combine(self.today, said[name]) for name in ("earliest", "latest"))
        minutes = self.cleaned_data.get("minutes", 0)
        if earliest >= latest:
            self.add_error(f"latest_{n}", __("This comes before “Not before”. Enter a later time."))
        elif latest - earliest < timedelta(minutes=minutes):
            text = __("%(length)s do not fit in. Enter a later time.")
            self.add_error(f"latest_{n}", text % {"length": in_words(minutes)})

    def spans(self):
        return [(window["first_day"], window["last_day"]) for window in self.cleaned_data.get("windows", [])]


def when_form(event):
    """Days that would suit, where NCMEC's presenter decides with us; else exactly when."""
    return WindowsForm if event.needs_presenter else ClockForm
