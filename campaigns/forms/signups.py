import time
from typing import Any

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns.mail_domains import meant
from hope_portal.safety.fields import SafeText, SafeTextField

QUICKEST, SLOWEST = 2, 24 * 3600
"""Seconds from opening the form to sending it: machines are faster, and yesterday's page is out of date."""

_signer = Signer(salt="campaigns.signup")


def new_stamp():
    """When the form was opened, signed."""
    return _signer.sign(f"{time.time():.2f}")


def age(stamp):
    """In seconds; None where it is not one of ours."""
    try:
        return time.time() - float(_signer.unsign(stamp))
    except (BadSignature, ValueError):
        return None


def seats_field(**kwargs):
    return forms.TypedChoiceField(
        label=_("Seats"),
        coerce=int,
        widget=forms.Select(attrs={"class": "w-s"}),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose a number from the list.")),
        **kwargs,
    )


def name_field(label):
    return forms.CharField(
        label=label,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter a name.")},
    )


class SignupForm(forms.Form):
    """Who is signed in says only what the account does not know.

    Beside its fields the form carries a stamp, a trap that people leave empty, and the address they were
    asked about and sent again. See `templates/campaigns/_signup_form.html`.
    """

    fields: dict[str, Any]

    name = name_field(_("Your name"))
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("Your seats are confirmed there, and you can change them from there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter an email address, for example name@example.org."),
            "invalid": _("Enter an email address, for example name@example.org."),
        },
    )
    seats = seats_field(help_text=_("You and the people you bring."), initial=1)
    access_needs = SafeTextField(
        label=_("What would help you take part?"),
        help_text=_("For example a seat near the front. We delete this the day after the event."),
        required=False,
        max_length=500,
        widget=SafeText(attrs={"rows": 2}),
    )
    late_offers = forms.BooleanField(
        label=_("Offer me a seat even two hours before it begins"),
        help_text=_("Otherwise the last offers end half a day before."),
        required=False,
    )
    language = forms.ChoiceField(
        label=_("Language of our mail"),
        choices=settings.LANGUAGES,
        widget=forms.Select(attrs={"class": "w-m"}),
    )

    def __init__(self, *args, event, user, stamp=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self._fresh_stamp = user, stamp
        self.fields["seats"].choices = [(n, n) for n in range(1, event.party_limit + 1)]
        self.fields["language"].initial = get_language()
        for name in self._not_asked(event):
            del self.fields[name]

    def _not_asked(self, event):
        if event.free != 0:
            yield "late_offers"
        if self.user.is_authenticated:
            yield from ("email", "language", *(["name"] if self.user.name else []))

    @cached_property
    def stamp(self):
        posted = self.data.get("stamp", "")
        seconds = age(posted)
        return posted if seconds is not None and seconds <= SLOWEST else self._fresh_stamp or new_stamp()

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        suggested = meant(email.rpartition("@")[2])
        if suggested and self.data.get("checked") != email:
            self.doubtful = email
            self.add_error("email", self._question(email, suggested))
        return email

    def _question(self, email, suggested):
        better = f"{email.rpartition('@')[0]}@{suggested}"
        said = {"better": better, "email": email}
        return __("Did you mean %(better)s? If %(email)s is right, send it once more.") % said

    def clean(self):
        if not self.user.is_authenticated and (refusal := self._machine_refusal()):
            raise forms.ValidationError(refusal)

    def _machine_refusal(self):
        seconds = age(self.data.get("stamp", ""))
        if self.data.get("website") or (seconds is not None and seconds < QUICKEST):
            return __("That was very quick. Please send it once more.")
        if seconds is None or seconds > SLOWEST:
            return __("This page was open for a long time. Please look through it and send it once more.")
        return None

    def said(self):
        """What `Event.sign_up` wants to know."""
        if not self.user.is_authenticated:
            return {**self.cleaned_data, "user": None}
        known = {
            "email": self.user.email,
            "language": self.user.language or get_language(),
            "user": self.user,
        }
        return {"name": self.user.name, **self.cleaned_data, **known}


class SeatsForm(forms.Form):
    """As many as the party may have now."""

    fields: dict[str, Any]

    seats = seats_field()

    def __init__(self, *args, signup, **kwargs):
        super().__init__(*args, **{**kwargs, "initial": {"seats": signup.seats}})
        self.fields["seats"].choices = [
            (n, n)
            for n in range(1, signup.event.party_limit + 1)
            if n == signup.seats or not signup.seats_refusal(n)
        ]


class NameForm(forms.Form):
    name = name_field(_("Name"))


class FindForm(forms.Form):
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("The one you signed up with."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Eight letters and digits, for example ACDE-3467. It is in every mail about your seats."),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "w-m", "autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_code(self):
        return "".join(filter(str.isalnum, self.cleaned_data["code"])).upper()
