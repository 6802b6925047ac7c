"""What is personal in the record of decisions and changes. See `hope_portal/privacy.py`."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hope_portal.safety.personal import Action, Purpose, Rule, after

RULES = [
    Rule(
        "workflow.StatusChange",
        "by note",
        _("The decisions you made and the notes you wrote with them"),
        Purpose.RECORD,
        after(_("%(time)s. After that we know that it was decided, but not by whom."), 730, "at"),
        Action.BLANK,
        whose=lambda who: Q(by=who.user),
        hidden="by",
        beside="move at",
    ),
    Rule(
        "pghistory.Context",
        "metadata",
        _("The number of the account behind a change"),
        Purpose.RECORD,
        after(_("%(time)s."), 730, "created_at"),
        Action.KEEP,
        reason=_("a number that leads to nobody once the account is gone."),
    ),
]

IMPERSONAL = {"workflow.StatusChange": "move was became"}
