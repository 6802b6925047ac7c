from django import forms
from django.utils.translation import gettext_lazy as _

from clubs.countries import country_choices
from clubs.models import Activation
from clubs.models.act import Act, Way
from hope_portal.safety.fields import SafeTextField


class ClubForm(forms.ModelForm):
    club_country = forms.ChoiceField(label=_("Country"), choices=country_choices, initial="US")

    class Meta:
        model = Activation
        fields = ["club_name", "club_number", "club_city", "club_region", "club_country", "club_district"]
        labels = {
            "club_name": _("Name of your club"),
            "club_number": _("Club number"),
            "club_city": _("City"),
            "club_region": _("State or region"),
            "club_district": _("District"),
        }
        help_texts = {
            "club_name": _("Without “Rotary Club of”, for example Sampletown."),
            "club_number": _(
                "The number Rotary International gave your club. It is on your club invoice "
                "and is not the charter number."
            ),
            "club_district": _("For example 9999. Leave it empty if you do not know it."),
        }
        widgets = {
            "club_number": forms.TextInput(attrs={"class": "w-s", "inputmode": "numeric"}),
            "club_district": forms.TextInput(attrs={"class": "w-s"}),
        }

    def clean_club_number(self):
        return self.cleaned_data["club_number"].strip().lstrip("0")


class YouForm(forms.ModelForm):
    class Meta:
        model = Activation
        fields = ["contact_name", "contact_email", "contact_role"]
        labels = {
            "contact_name": _("Your name"),
            "contact_email": _("Your email address"),
            "contact_role": _("Your office in the club"),
        }
        help_texts = {
            "contact_email": _("We send one email there to make sure that it is yours."),
            "contact_role": _("Choose the office you hold this Rotary year."),
        }
        widgets = {
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.status != Activation.Status.DRAFT:
            self.fields["contact_email"].disabled = True
            self.fields["contact_email"].help_text = _("This address is confirmed and stays as it is.")

    def clean_contact_email(self):
        return self.cleaned_data["contact_email"].lower()


class AddressForm(forms.ModelForm):
    class Meta:
        model = Activation
        fields = ["contact_email"]
        labels = {"contact_email": _("Your email address")}

    clean_contact_email = YouForm.clean_contact_email


class PlansForm(forms.ModelForm):
    plans = forms.MultipleChoiceField(
        label=_("What would your club like to do?"),
        help_text=_("Choose as many as you like. Nothing is a promise yet."),
        choices=Act.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing. You can change it later.")},
    )
    note = SafeTextField(label=_("Anything NCMEC should know?"), required=False, max_length=1000)

    class Meta:
        model = Activation
        fields = ["plans", "note"]

    def ways(self):
        """Each way with its checkboxes and their acts: for a page that explains what it offers."""
        boxes = {box.data["value"]: box for box in self["plans"]}
        return [(way, [(boxes[act], act) for act in Act if act.way == way]) for way in Way]


class TermsForm(forms.Form):
    terms = forms.BooleanField(
        label=_("We agree to these terms for our club."),
        error_messages={
            "required": _("Please read the terms and tick the box, or save and come back later.")
        },
    )


class AddMeForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your email address"))
    role = forms.CharField(
        label=_("Your office in the club"),
        max_length=80,
        required=False,
        help_text=_("For example treasurer, or member."),
    )
