from django import forms
from django.utils.translation import gettext_lazy as _

from .members import RoleForm


class InviteForm(RoleForm):
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("Only the person with this address can accept."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("email",)

    def clean_email(self):
        return self.cleaned_data["email"].lower()
