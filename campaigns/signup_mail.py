"""Mail to people who signed up, written when it goes out."""

from django.utils.translation import gettext as _


def refusal(signup, message):
    """Why this is not to be sent any more: a sentence, or None."""
    if message.params.get("version", signup.version) < signup.version:
        return _("A newer message says how it stands.")
    return None


def context(signup, message):
    return {"signup": signup, "event": signup.event, "message": message}
