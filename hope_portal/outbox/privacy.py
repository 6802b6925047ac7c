"""What is personal in the outbox. See `hope_portal/privacy.py`."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hope_portal.safety.personal import Action, Kept, Purpose, Rule, after

from .models import Message
from .preferences import address_hash

RULES = [
    Rule(
        "outbox.Message",
        "text html calendar reason",
        _("What our mails to you said"),
        Purpose.MAIL,
        after(_("%(time)s."), 90, "try_after", where=~Q(text="", reason="") & ~Q(status="waiting")),
        Action.BLANK,
        whose=lambda who: Q(to__in=who.emails),
        hidden="html calendar reason",
        beside="subject status sent_at",
    ),
    Rule(
        "outbox.Message",
        "to subject language",
        _("Which mails we sent you, and when"),
        Purpose.MAIL,
        after(_("%(time)s."), 365, "try_after", where=~Q(to="") & ~Q(status="waiting")),
        Action.BLANK,
        whose=lambda who: Q(to__in=who.emails),
        beside="sent_at",
    ),
    Rule(
        "outbox.OptOut",
        "address_hash",
        _("That you want no more mail of some kind, kept as a fingerprint of your address"),
        Purpose.MAIL,
        Kept(_("until you change your mind.")),
        Action.KEEP,
        reason=_("without it, the next list that a club sends us would bring the mail back."),
        whose=lambda who: Q(address_hash__in=[address_hash(email) for email in who.emails]),
        hidden="address_hash",
        beside="kind at",
    ),
]

IMPERSONAL = {
    "outbox.Message": "key kind template status params",
    "outbox.OptOut": "kind",
}


def part_with(who, *, now):
    """What waits for them is not sent; it would go to an address that we no longer know."""
    waiting = Message.objects.filter(to__in=who.emails, status=Message.Status.WAITING)
    waiting.update(status=Message.Status.SKIPPED)
