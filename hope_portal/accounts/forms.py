from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hope_portal.outbox.models import Message

from .models import User


class SignupForm(forms.Form):
    """The one question of ours that allauth's sign-up page asks as well."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        user.name, user.language = self.cleaned_data["name"], get_language()
        user.save(update_fields=["name", "language"])


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language", "zone"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        help_texts = {
            "name": _("As you want other club members and NCMEC staff to see it."),
            "language": _("For pages and emails."),
            "zone": _("Dates and times are shown in this zone. An event also names its own."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        for name, blank in (
            ("language", _("As my browser asks")),
            ("zone", _("As the portal does (Eastern Time)")),
        ):
            self.fields[name].choices = [("", blank), *User._meta.get_field(name).choices]


class PreferencesForm(forms.Form):
    """Which mail to send. Ticked is wanted; what is not ticked is declined."""

    wanted = forms.MultipleChoiceField(
        label=_("Send me"),
        choices=[
            (Message.Kind.SERVICE, _("Reminders: what is due for your club, and when")),
            (Message.Kind.NEWS, _("News: what clubs did, and new material from NCMEC")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @classmethod
    def declinable(cls):
        return {Message.Kind(value) for value, _label in cls.base_fields["wanted"].choices}


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase my account and my personal data. I know this cannot be undone.")
    )
