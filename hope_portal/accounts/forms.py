from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """The one question of ours that allauth's sign-up page asks as well."""

    name = forms.CharField(label=_("Your name"), max_length=120)

    def signup(self, request, user):
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
