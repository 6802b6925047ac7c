"""What is personal in accounts, sign-in and the staff pages. See `hope_portal/privacy.py`."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hope_portal.safety.personal import ALL, Action, Kept, Purpose, Rule, after

WITH_ACCOUNT = Kept(_("as long as you have an account."))


def never_confirmed(cutoff):
    """Accounts that somebody began and whose address nobody has confirmed."""
    confirmed = Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True))
    return ~confirmed & Q(is_staff=False, last_login=None, date_joined__lt=cutoff)


def own_sessions(who):
    sessions = UserSession.objects.filter(user=who.user)
    return Q(session_key__in=sessions.values_list("session_key", flat=True))


RULES = [
    Rule(
        "admin.LogEntry",
        "user object_repr change_message",
        _("What you changed on the staff pages"),
        Purpose.RECORD,
        after(_("%(time)s."), 730, "action_time", then=Action.DELETE),
        Action.DELETE,
        whose=lambda who: Q(user=who.user),
        hidden="user",
        beside="action_time",
    ),
    Rule(
        "accounts.UserEvent",
        "pgh_obj",
        _("When somebody became staff or ceased to be"),
        Purpose.RECORD,
        after(_("%(time)s."), 730, "pgh_created_at", then=Action.DELETE),
        Action.KEEP,
        reason=_("a number that leads to nobody once the account is gone."),
    ),
    Rule(
        "accounts.StaffRoleEvent",
        "user",
        _("When somebody became staff or ceased to be"),
        Purpose.RECORD,
        after(_("%(time)s."), 730, "pgh_created_at", then=Action.DELETE),
        Action.KEEP,
        reason=_("a number that leads to nobody once the account is gone."),
    ),
    Rule(
        "sessions.Session",
        "session_key session_data",
        _("That you are signed in"),
        Purpose.ACCOUNT,
        after(_("until you sign out, two weeks at most."), 0, "expire_date", then=Action.DELETE),
        Action.DELETE,
        whose=own_sessions,
        hidden="session_key session_data",
    ),
    Rule(
        "usersessions.UserSession",
        "user ip session_key user_agent data",
        _("The devices you are signed in on, with their address on the internet"),
        Purpose.ACCOUNT,
        after(_("%(time)s after you last signed in there."), 30, "last_seen_at", then=Action.DELETE),
        Action.DELETE,
        whose=lambda who: Q(user=who.user),
        hidden="user session_key data",
        beside="created_at last_seen_at",
    ),
    Rule(
        "mfa.Authenticator",
        "user data",
        _("Your passkeys and second factors"),
        Purpose.ACCOUNT,
        Kept(_("until you remove them.")),
        Action.DELETE,
        whose=lambda who: Q(user=who.user),
        hidden="user data",
        beside="type created_at last_used_at",
    ),
    Rule(
        "account.EmailAddress",
        "user email",
        _("The email addresses of your account"),
        Purpose.ACCOUNT,
        WITH_ACCOUNT,
        Action.DELETE,
        whose=lambda who: Q(user=who.user),
        hidden="user",
        beside="verified primary",
    ),
    Rule(
        "account.EmailConfirmation",
        "key",
        _("The email addresses of your account"),
        Purpose.ACCOUNT,
        WITH_ACCOUNT,
        Action.DELETE,
        whose=lambda who: Q(email_address__user=who.user),
        hidden="key",
    ),
    Rule(
        "accounts.User_groups",
        "user",
        _("What you may do as staff"),
        Purpose.ACCOUNT,
        WITH_ACCOUNT,
        Action.DELETE,
        whose=lambda who: Q(user=who.user),
        hidden="user",
        beside="group",
    ),
    Rule(
        "accounts.User_user_permissions",
        "user",
        _("What you may do as staff"),
        Purpose.ACCOUNT,
        WITH_ACCOUNT,
        Action.DELETE,
        whose=lambda who: Q(user=who.user),
        hidden="user",
        beside="permission",
    ),
    Rule(
        "accounts.User",
        "email name language zone password",
        _("Your name, address, language and time zone, and a scrambled form of your password"),
        Purpose.ACCOUNT,
        Kept(
            _("as long as you have an account; %(time)s if its address is never confirmed."),
            30,
            never_confirmed,
            Action.DELETE,
        ),
        Action.DELETE,
        whose=lambda who: Q(pk=who.user),
        hidden="password",
        beside="date_joined last_login is_staff",
    ),
]
"""In the order of erasing: the rows through which others are found come after them."""

IMPERSONAL = {
    "accounts.StaffRoleEvent": ALL,
    "accounts.UserEvent": ALL,
    "admin.LogEntry": "object_id",
    "auth.Group": ALL,
    "auth.Permission": ALL,
    "contenttypes.ContentType": ALL,
    "mfa.Authenticator": "type",
}
