from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Fields render as label, help, error, control, from top to bottom (templates/forms/)."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
