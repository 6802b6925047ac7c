from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hope_portal.outbox.models import Message

from .choices import languages, zones
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
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As you want other club members and NCMEC staff to see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=lambda: [("", _("As my browser asks")), *languages()],
        required=False,
        help_text=_("For pages and emails."),
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [("", _("As the portal does (Eastern Time)")), *zones()],
        required=False,
        help_text=_("Dates and times are shown in this zone. An event also names its own."),
    )

    class Meta:
        model = User
        fields = ["name", "language", "zone"]


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


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase my account and my personal data. I know this cannot be undone.")
    )
