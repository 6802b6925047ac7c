from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Feedback
from campaigns.models.feedback import QUESTIONS
from hope_portal.forms import RadioTiles
from hope_portal.safety.fields import SafeText, SafeTextField


class FeedbackForm(forms.ModelForm):
    worth = forms.ChoiceField(label=QUESTIONS["worth"], choices=Feedback.Worth.choices, widget=RadioTiles)
    learned = forms.ChoiceField(
        label=QUESTIONS["learned"], choices=Feedback.Learned.choices, widget=RadioTiles
    )
    better = SafeTextField(
        label=QUESTIONS["better"],
        help_text=_("Please no names, yours included."),
        widget=SafeText(attrs={"rows": 3}),
        required=False,
        max_length=500,
    )

    class Meta:
        model = Feedback
        fields = ["worth", "learned", "better"]
