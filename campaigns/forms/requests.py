from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaigns.models import Audience, Event
from hope_portal.forms import RadioTiles
from hope_portal.safety.fields import SafeText, SafeTextField

from .places import ROWS

Kind = Event.Kind

KINDS = {
    Kind.COMMUNITY: _("Someone from NCMEC speaks to people in your town. Ask about 60 days ahead."),
    Kind.SCHOOL: _("A talk in class with NCMEC’s safety materials. You or NCMEC present."),
    Kind.PROFESSIONALS: _("For police, child-welfare or health-care workers, by NCMEC."),
    Kind.AWARENESS: _("Your own evening, booth or walk. You choose the day."),
    Kind.ONLINE: _("A talk that people join from home."),
}
AUDIENCES = {
    Kind.COMMUNITY: [Audience.ADULTS, Audience.PARENTS, Audience.EDUCATORS, Audience.MEMBERS],
    Kind.SCHOOL: [Audience.MIDDLE, Audience.HIGH, Audience.ELEMENTARY],
    Kind.PROFESSIONALS: [Audience.POLICE, Audience.WELFARE, Audience.HEALTH, Audience.EDUCATORS],
    Kind.AWARENESS: [Audience.ADULTS, Audience.PARENTS, Audience.MEMBERS],
    Kind.ONLINE: [
        *(Audience.ADULTS, Audience.PARENTS, Audience.EDUCATORS, Audience.MEMBERS),
        *(Audience.POLICE, Audience.WELFARE, Audience.HEALTH),
    ],
}
EITHER_PRESENTS = (Kind.SCHOOL, Kind.ONLINE)
A_NUMBER = _("Enter a number, for example 60.")


def kinds():
    return [(kind, format_html("<b>{}</b><br>{}", kind.label, text)) for kind, text in KINDS.items()]


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What would your club like to do?"),
        choices=kinds,
        widget=RadioTiles,
        error_messages={"required": _("Choose one of these.")},
    )


class WhatForm(forms.ModelForm):
    why = SafeTextField(
        widget=SafeText(attrs=ROWS),
        label=_("Why this, and why now?"),
        help_text=_("Two sentences help NCMEC to choose the right presenter."),
        max_length=1000,
        error_messages={"required": _("Write a sentence or two.")},
    )
    summary = SafeTextField(
        widget=SafeText(attrs=ROWS),
        label=_("What happens there?"),
        help_text=_("For the public page. You can write it later."),
        max_length=2000,
        required=False,
    )
    needs = SafeTextField(
        widget=SafeText(attrs=ROWS),
        label=_("What do people need to take part?"),
        help_text=_("For example sign language, captions or a seat near the front."),
        max_length=1000,
        required=False,
    )

    class Meta:
        model = Event
        fields = [
            *("title", "audience", "programme", "presented_by", "expected", "language"),
            *("why", "summary", "needs"),
        ]
        labels = {
            "title": _("Title"),
            "audience": _("Who is it for?"),
            "programme": _("Which material?"),
            "presented_by": _("Who presents?"),
            "expected": _("How many people do you expect?"),
        }
        help_texts = {
            "title": _("As guests will read it, for example “Safer online: an evening for parents”."),
            "expected": _("A guess is fine."),
        }
        error_messages = {
            "title": {"required": _("Enter a title.")},
            "expected": dict.fromkeys(["required", "invalid", "min_value"], A_NUMBER),
            "programme": {"required": _("Choose one of these.")},
        }
        widgets = {
            "expected": forms.NumberInput(attrs={"class": "w-s", "inputmode": "numeric", "min": 1}),
            "presented_by": forms.RadioSelect,
            "programme": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        self._offer_audiences(AUDIENCES[kind])
        self.fields["expected"].required = True
        self._offer("presented_by", Event.PresentedBy.choices)
        self._offer("programme", Event.Programme.choices)
        self.fields["programme"].required = True
        self._leave_out({"presented_by"} if kind not in EITHER_PRESENTS else set())
        self._leave_out({"programme"} if kind != Kind.SCHOOL else set())
        self._leave_out({"why"} if kind == Kind.AWARENESS else set())

    def _offer_audiences(self, audiences):
        known = self.instance.audience
        if known not in audiences:
            audiences = [*audiences, Audience(known)]
        self._offer("audience", [(audience.value, audience.label) for audience in audiences])

    def _offer(self, name, choices):
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field, made by Django

    def _leave_out(self, names):
        for name in names:
            del self.fields[name]

    def clean_expected(self):
        if self.cleaned_data["expected"] < 1:
            raise forms.ValidationError(A_NUMBER)
        return self.cleaned_data["expected"]
