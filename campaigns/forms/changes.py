"""What is changed once an event is approved."""

from copy import copy

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns.models import Audience, Event
from hope_portal.safety.fields import SafeText, SafeTextField

from .clock import ClockForm
from .later import LaterText
from .places import ERRORS, HELP, LABELS, ROWS, WIDGETS, WithSeats, access_field, country_field

Kind = Event.Kind
PROFESSIONALS = (Audience.POLICE, Audience.WELFARE, Audience.HEALTH)
PLACE = ("place", "address", "address_hidden", "city", "region", "country", "link")


class DetailsForm(forms.ModelForm):
    """What does no harm: nobody is told."""

    summary = SafeTextField(
        widget=SafeText(attrs=ROWS), label=_("What happens there?"), max_length=2000, required=False
    )
    access = access_field()
    content_note = SafeTextField(
        widget=SafeText(attrs=ROWS),
        label=_("What should people know before they come?"),
        help_text=_(
            "For example: we speak about abuse, without pictures. You can leave the room at any time."
        ),
        max_length=500,
        required=False,
    )

    class Meta:
        model = Event
        fields = ["title", "summary", "content_note", "access", "parking", "questions_to"]
        labels = {**LABELS, "title": _("Title")}
        help_texts = HELP


class SeatsForm(WithSeats):
    class Meta:
        model = Event
        fields = ["capacity", "party_limit"]
        labels, help_texts, widgets = LABELS, HELP, WIDGETS


class CancelForm(forms.Form):
    note = SafeTextField(
        widget=SafeText(attrs=ROWS),
        label=_("Why is it cancelled?"),
        help_text=_("Everybody reads this, for example “The hall is flooded. We look for a new day.”"),
        max_length=500,
    )


class MoveForm(ClockForm):
    """Time, place and format, and the version of the event that the page showed."""

    use_required_attribute = False
    ONLINE, ROOM = "online", "room"

    version = forms.IntegerField(widget=forms.HiddenInput)
    held = forms.ChoiceField(
        label=_("Where do people meet?"),
        choices=[(ROOM, _("At a place")), (ONLINE, _("Online"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, event, **kwargs):
        now_said = forms.model_to_dict(event, fields=PLACE)
        held = self.ONLINE if event.is_online else self.ROOM
        initial = {"version": event.version, "held": held, **now_said}
        super().__init__(*args, event=event, initial=initial, **kwargs)
        place = forms.fields_for_model(Event, PLACE, labels=LABELS, help_texts=HELP, widgets=WIDGETS)
        self.fields |= {**place, **self._needed_in_a_room(), "country": country_field()}
        if event.count_only:
            del self.fields["address_hidden"]

    @staticmethod
    def _needed_in_a_room():
        return {
            name: LaterText(
                label=LABELS[name], help_text=HELP.get(name, ""), max_length=100, error_messages=ERRORS[name]
            )
            for name in ("place", "city")
        }

    def clean(self):
        said = super().clean()
        if said.get("held") == self.ROOM:
            for name in ("place", "city"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        if not self.errors and not self.changes():
            self.add_error(None, __("Nothing is changed yet."))
        return said

    def changes(self):
        """What `event.move` takes: the fields that are other than they were."""
        places = {name: self.cleaned_data[name] for name in PLACE if name in self.fields}
        said = {**self.clock(), **places, "kind": self._kind()}
        return {name: value for name, value in said.items() if value != getattr(self.event, name)}

    def _kind(self):
        if self.cleaned_data["held"] == self.ONLINE:
            return Kind.ONLINE
        return in_a_room(self.event) if self.event.is_online else Kind(self.event.kind)

    def changed(self):
        """The event as it would be."""
        event = copy(self.event)
        for name, value in self.changes().items():
            setattr(event, name, value)
        event.derive_times()
        return event


def in_a_room(event):
    """What an online session is once people meet."""
    if event.with_pupils:
        return Kind.SCHOOL
    if event.audience in PROFESSIONALS:
        return Kind.PROFESSIONALS
    return Kind.COMMUNITY if event.needs_presenter else Kind.AWARENESS
