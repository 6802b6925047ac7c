"""Apart from the other forms: allauth's forms import those."""

from allauth.account import forms
from django.utils.translation import gettext_lazy as _


class LoginForm(forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        remember = self.fields["remember"]
        remember.label = _("Keep me signed in here")
        remember.help_text = _("Leave it empty on a computer that others use.")
