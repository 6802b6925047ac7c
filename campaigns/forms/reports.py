from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Band
from hope_portal.safety.fields import SafeText, SafeTextField

MOST_PEOPLE, MOST_HOURS, MOST_MATERIALS = 100_000, 10_000, 1_000_000


class CountField(forms.IntegerField):
    """Left empty, it is none."""

    def __init__(self, *, most, **kwargs):
        widget = forms.NumberInput(attrs={"class": "w-s", "inputmode": "numeric"})
        super().__init__(min_value=0, max_value=most, widget=widget, **kwargs)

    def clean(self, value):
        return super().clean(value) or 0


class ReportForm(forms.Form):
    """What can be told in two minutes. The event's own band is asked for first; all else may stay empty."""

    hours = CountField(
        label=_("Hours your members gave"),
        help_text=_("All in all: 4 people for 3 hours make 12."),
        most=MOST_HOURS,
        required=False,
    )
    materials = CountField(
        label=_("Materials handed out"),
        help_text=_("Flyers, cards and booklets."),
        most=MOST_MATERIALS,
        required=False,
    )
    sentence = SafeTextField(
        label=_("One sentence: what stays with you?"),
        help_text=_("No names of children. There is no place for photos, on purpose."),
        widget=SafeText(attrs={"rows": 2}),
        required=False,
        max_length=300,
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        own, *self.others = Band.beginning_with(event.audience)
        self.fields[own] = CountField(label=own.label, most=MOST_PEOPLE)
        self.fields[own].error_messages["required"] = _("Enter how many came. If nobody did, enter 0.")
        for band in self.others:
            self.fields[band] = CountField(label=band.label, most=MOST_PEOPLE, required=False)
        self.order_fields([own, "hours", "materials", "sentence"])
        self.own = own

    def own_field(self):
        return self[self.own]

    def other_fields(self):
        return [self[band] for band in self.others]

    def shows_others(self):
        """Whether one of them says something, or is to be put right."""
        return any(field.errors or field.value() for field in self.other_fields())
