from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from campaigns import letters
from campaigns.models import Event, Material
from hope_portal.forms import DayInput

MINUTES = [15, 30, 45, 60, 90]


class PickForm(forms.Form):
    made_for = forms.ChoiceField(
        label=_("For whom?"), required=False, choices=[("", _("Anybody")), *Material.MadeFor.choices]
    )
    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Any length")), *((n, _("Up to %(n)s minutes") % {"n": n}) for n in MINUTES)],
    )
    language = forms.ChoiceField(
        label=_("In which language?"), required=False, choices=[("", _("Any language")), *settings.LANGUAGES]
    )


class LetterForm(forms.Form):
    """Nothing here is kept: it only fills in a letter."""

    language = forms.ChoiceField(label=_("Language of the letter"), choices=letters.LANGUAGES)
    programme = forms.ChoiceField(
        label=_("Program"), required=False, choices=[("", _("Another")), *Event.Programme.choices]
    )
    school = forms.CharField(label=_("School"), required=False, max_length=120)
    day = forms.DateField(label=_("Day of the presentation"), required=False, widget=DayInput)
    club = forms.CharField(label=_("Club that comes"), required=False, max_length=120)
