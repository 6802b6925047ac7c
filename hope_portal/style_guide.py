"""Every part of the look on one page, for those who build pages. Only in the demo."""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from .forms import CheckboxTiles, DayInput, RadioTiles

TONES = [
    ("you", "hand", _("Needs you, 3 days left")),
    ("wait", "hourglass", _("With NCMEC")),
    ("good", "circle-check", _("Live")),
    ("", "pencil", _("Draft")),
    ("good", "package-check", _("Completed")),
    ("stop", "ban", _("Declined")),
    ("stop", "triangle-alert", _("1 day late")),
    ("", "circle", _("Withdrawn")),
]
STEPS = [
    {"name": _("Sent"), "who": _("You"), "when": _("May 4"), "state": "done"},
    {"name": _("Read"), "who": _("NCMEC outreach"), "when": _("May 6"), "state": "done"},
    {"name": _("Dates offered"), "who": _("With you"), "when": _("until May 21"), "state": "now"},
    {"name": _("Talk"), "who": _("You and the school"), "when": _("June 3 or 8"), "state": "ahead"},
    {"name": _("Report"), "who": _("You"), "when": _("within 14 days"), "state": "ahead"},
]
ENDED = [STEPS[0], {"name": _("Declined"), "who": _("The hall has no step-free way in."), "state": "ended"}]
SWATCHES = ["page", "surface", "sunk", "ink", "soft", "edge", "action", "lantern", "night"]
SWATCHES += ["good", "wait", "you", "stop", "prevent", "recover", "rebuild"]


class SampleForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Who is the talk for?"),
        choices=[("adults", _("Parents and caregivers")), ("school", _("Middle school, grades 6 to 8"))],
        widget=RadioTiles,
        error_messages={"required": _("Choose who the talk is for.")},
    )
    people = forms.IntegerField(
        label=_("How many people do you expect?"),
        help_text=_("Your best guess is fine."),
        widget=forms.TextInput(attrs={"class": "w-m", "inputmode": "numeric"}),
        error_messages={"invalid": _("Enter a number, for example 60.")},
    )
    day = forms.DateField(label=_("Day"), widget=DayInput)
    language = forms.ChoiceField(
        label=_("Language of the talk"), choices=[("en", _("English")), ("es", _("Spanish"))], required=False
    )
    needs = forms.MultipleChoiceField(
        label=_("What the room has"),
        choices=[("step", _("Step-free way in")), ("loop", _("Hearing loop"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    plans = forms.MultipleChoiceField(
        label=_("What your club plans"),
        choices=[("bags", _("Hold a Hope bag drive")), ("posters", _("Share posters"))],
        widget=CheckboxTiles,
        required=False,
    )
    file = forms.FileField(label=_("Member list"), help_text=_("CSV or Excel, up to 10 MB."), required=False)
    secret = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "off"}), required=False
    )
    note = forms.CharField(
        label=_("Anything the presenter should know?"),
        help_text=_("Do not write about a child or a crime here: get help now instead."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    terms = forms.BooleanField(
        label=_("We use no one’s names and marks without leave"), help_text=_("Sample terms.")
    )


@login_not_required
def style_guide(request):
    if not settings.DEMO:
        raise Http404
    context = {"tones": TONES, "steps": STEPS, "ended": ENDED, "swatches": SWATCHES}
    forms_shown = {"form": SampleForm(auto_id="plain_%s"), "refused": SampleForm({"people": "a full room"})}
    return render(request, "style_guide.html", context | forms_shown)
