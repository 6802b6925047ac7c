"""What allauth has to tell people, in our words and through our outbox."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hope_portal.links import absolute
from hope_portal.outbox.posting import post

from .models import User

CODES = {
    "login_code": "login_code",
    "email_confirmation": "email_code",
    "email_confirmation_signup": "email_code",
    "password_reset_code": "password_code",
}
"""allauth's name of a mail that carries a code -> our template."""

NOTICES = {
    "email_changed": _("Your email address was changed to {to_email}."),
    "email_confirm": _("Your email address was confirmed."),
    "email_deleted": _("The email address {deleted_email} was removed from your account."),
    "password_changed": _("Your password was changed."),
    "password_reset": _("Your password was reset."),
    "password_set": _("A password was set for your account."),
    "recovery_codes_generated": _("New recovery codes were made. The old ones no longer work."),
    "totp_activated": _("An authenticator app was added as a second step of signing in."),
    "totp_deactivated": _("The authenticator app was removed from your account."),
    "webauthn_added": _("A passkey or security key was added to your account."),
    "webauthn_removed": _("A passkey or security key was removed from your account."),
}
"""allauth's name of a change to an account -> what happened, in one sentence."""


def account_mail(name, email, context):
    """Owe `email` the mail that allauth calls `name`. Every call is a new fact, so every key is new."""
    if name in CODES:
        return _post(CODES[name], email, {"code": context["code"]})
    if name in NOTICES:
        happened = format_lazy(NOTICES[name], **context)
        return _post("notice", email, {"happened": happened, "at": timezone.now()})
    return _post(name, email, {})


def _post(template, email, context):
    links = {
        "email": email,
        "account_url": absolute(reverse("accounts:account")),
        "code_url": absolute(reverse("account_request_login_code")),
        "login_url": absolute(reverse("account_login")),
        "signup_url": absolute(reverse("account_signup")),
    }
    post(
        f"account/{template}",
        to=email,
        key=f"account:{template}:{uuid4()}",
        context=links | context,
        language=_language_of(email),
        urgent=True,
    )


def _language_of(email):
    reader = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
    return reader or get_language()
