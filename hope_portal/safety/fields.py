"""A free text must never become the place where somebody reports a child in danger and waits for an answer.

    note = SafeTextField(label=_("Anything else?"), required=False, max_length=1000)

Nothing else is needed. What reads like a sighting or a disclosure makes the form invalid: it is not stored,
not sent and not logged. The person sees whom to call, finds the text still in the field, and can say that it
is about something else.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .counting import count_match
from .diverter import reads_like_a_tip
from .numbers import numbers_of
from .where import HOME


def _hint(before):
    warning = _(
        "Do not write about a child or a crime here. If someone is in danger, "
        '<a href="%(url)s">get help now</a>.'
    )
    return format_html("{} {}", before, mark_safe(warning % {"url": reverse("safety:help")}))  # noqa: S308


hint = lazy(_hint, str)


class SafeText(forms.Textarea):
    template_name = "safety/safe_text.html"
    diverted = False  # this text was stopped, just now
    about_something_else = False  # and the person says that it is not what it reads like

    def value_from_datadict(self, data, files, name):
        self.about_something_else = f"{name}_about_something_else" in data
        return super().value_from_datadict(data, files, name)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["diverted"] = self.diverted
        context["widget"]["about_something_else"] = self.about_something_else
        context["numbers"] = numbers_of(HOME)
        return context


class SafeTextField(forms.CharField):
    widget = SafeText
    form_name = ""

    def __init__(self, *, help_text="", **kwargs):
        super().__init__(help_text=hint(help_text), **kwargs)

    def get_bound_field(self, form, field_name):
        self.form_name = f"{type(form).__name__}.{field_name}"
        return super().get_bound_field(form, field_name)

    def clean(self, value):
        text = super().clean(value)
        if not self.widget.about_something_else and reads_like_a_tip(text):
            self.widget.diverted = True
            count_match(self.form_name, timezone.localdate())
            raise ValidationError(
                _("This was not sent to anyone. It reads as if a child may be in danger. Please call now."),
                code="diverted",
            )
        return text
