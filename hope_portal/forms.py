from django import forms
from django.forms.renderers import TemplatesSetting


class PortalBoundField(forms.BoundField):
    """Radio buttons and checkboxes of a group may not be invalid one by one: the group says it."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        if self.use_fieldset and getattr(self.field.widget, "input_type", "") in ("radio", "checkbox"):
            attrs.pop("aria-invalid", None)
        return attrs


class PortalRenderer(TemplatesSetting):
    """Fields render as label, help, error, control, from top to bottom (templates/forms/)."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = PortalBoundField


class RadioTiles(forms.RadioSelect):
    """Choices as large tiles, one below the other; without "wide" they stand side by side."""

    tiles = "wide"


class CheckboxTiles(forms.CheckboxSelectMultiple):
    tiles = "wide"


class DayInput(forms.DateInput):
    """The browser's own calendar, which reads and writes ISO dates in every language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs={"class": "w-m", **(attrs or {})}, format="%Y-%m-%d")
