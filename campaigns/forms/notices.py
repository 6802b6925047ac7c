from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Notice
from hope_portal.forms import RadioTiles
from hope_portal.safety.fields import SafeTextField


class NoticeForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("To"), choices=Notice.Audience.choices, initial=Notice.Audience.CONFIRMED, widget=RadioTiles
    )
    text = SafeTextField(
        label=_("Your message"),
        max_length=2000,
        help_text=_("Plain text. The date, the place and each person’s own link are added."),
    )

    def clean_text(self):
        return self.cleaned_data["text"].replace("\r\n", "\n")
