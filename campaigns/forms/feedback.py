from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Feedback
from hope_portal.forms import RadioTiles
from hope_portal.safety.fields import SafeText, SafeTextField


class FeedbackForm(forms.ModelForm):
    worth = forms.ChoiceField(
        label=_("Was it worth your time?"), choices=Feedback.Worth.choices, widget=RadioTiles
    )
    learned = forms.ChoiceField(
        label=_("Do you know better now what to do?"), choices=Feedback.Learned.choices, widget=RadioTiles
    )
    better = SafeTextField(
        label=_("What should we do better?"),
        help_text=_("Please no names, yours included."),
        widget=SafeText(attrs={"rows": 3}),
        required=False,
        max_length=500,
    )

    class Meta:
        model = Feedback
        fields = ["worth", "learned", "better"]
