"""What is personal in clubs. See `hope_portal/privacy.py`."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hope_portal.safety.personal import ALL, Action, Kept, Purpose, Rule, after

from .models import Activation, ImportRun, Membership


def left_every_club(cutoff):
    """People without an account whose last membership had ended on the day of `cutoff`."""
    theirs = Membership.objects.filter(person=OuterRef("pk"))
    return Q(Exists(theirs)) & ~Exists(theirs.current(cutoff.date())) & Q(user=None)


def lists_to_forget(cutoff):
    return Q(pk__in=ImportRun.objects.with_rows_to_forget(cutoff + ImportRun.KEPT))


def lines_to_forget(cutoff):
    return Q(run__in=ImportRun.objects.with_rows_to_forget(cutoff + ImportRun.KEPT))


RULES = [
    Rule(
        "clubs.Activation",
        "contact_name contact_email note staff_note",
        _("Your name and address, and what was written, in a request to activate a club"),
        Purpose.REQUEST,
        after(_("%(time)s after it was sent."), 730, "submitted_at"),
        Action.BLANK,
        whose=lambda who: Q(contact_email__in=who.emails),
        hidden="staff_note",
        beside="reference club_name contact_role status submitted_at",
    ),
    Rule(
        "clubs.Activation",
        "status",
        _("Requests that were begun and never sent, or whose address was never confirmed"),
        Purpose.REQUEST,
        after(
            _("%(time)s."),
            60,
            "created_at",
            then=Action.DELETE,
            where=Q(status__in=[Activation.Status.DRAFT, Activation.Status.UNCONFIRMED]),
        ),
        Action.DELETE,
    ),
    Rule(
        "clubs.Activation",
        "assignee",
        _("The requests you took as staff"),
        Purpose.RECORD,
        Kept(_("as long as you have an account.")),
        Action.BLANK,
        whose=lambda who: Q(assignee=who.user),
        hidden="assignee",
        beside="reference",
    ),
    Rule(
        "clubs.Invitation",
        "email token invited_by accepted_by",
        _("The address to which an invitation to a club went"),
        Purpose.CLUB,
        after(_("%(time)s after it ran out."), 90, "expires_at", then=Action.DELETE),
        Action.DELETE,
        whose=lambda who: Q(email__in=who.emails) | Q(accepted_by__in=who.people),
        hidden="token invited_by accepted_by",
        beside="club role sent_at",
    ),
    Rule(
        "clubs.Membership",
        "person title",
        _("Your offices and memberships in clubs, and from when to when"),
        Purpose.CLUB,
        Kept(_("always, as the history of the club. Who it was is forgotten with your name, below.")),
        Action.KEEP,
        reason=_("it ends, and says that somebody held the office, but not who."),
        whose=lambda who: Q(person__in=who.people),
        hidden="person",
        beside="club role starts_on ends_on",
    ),
    Rule(
        "clubs.Person",
        "email phone language ri_member_id",
        _("Your address, phone and language, as your club knows them"),
        Purpose.CLUB,
        Kept(_("until %(time)s after you left your last club."), 365, left_every_club),
        Action.BLANK,
        whose=lambda who: Q(pk__in=who.people),
        hidden="ri_member_id",
    ),
    Rule(
        "clubs.Person",
        "name user",
        _("Your name, as your club knows it"),
        Purpose.CLUB,
        Kept(_("until %(time)s after you left your last club."), 1825, left_every_club),
        Action.BLANK,
        whose=lambda who: Q(pk__in=who.people),
        hidden="user",
        instead={"name": "–"},
    ),
    Rule(
        "clubs.ImportRow",
        "cells label changes reasons undo",
        _("The lines of a list that a club or district sent us, to check them and to take them back"),
        Purpose.CLUB,
        Kept(_("%(time)s."), ImportRun.KEPT.days, lines_to_forget, Action.DELETE),
        Action.KEEP,
        reason=_("for these few days we cannot tell whose a line is."),
    ),
    Rule(
        "clubs.ImportRun",
        "headers mapping",
        _("The lines of a list that a club or district sent us, to check them and to take them back"),
        Purpose.CLUB,
        Kept(_("%(time)s."), ImportRun.KEPT.days, lists_to_forget),
        Action.KEEP,
        reason=_("for these few days we cannot tell whose a line is."),
        instead={"headers": []},
    ),
    Rule(
        "clubs.ImportRun",
        "by file_name",
        _("The lists you sent us: name of the file and day"),
        Purpose.RECORD,
        after(_("%(time)s."), 730, "created_at"),
        Action.BLANK,
        whose=lambda who: Q(by=who.user),
        hidden="by",
        beside="kind club created_at applied_at",
    ),
    Rule(
        "clubs.MembershipEvent",
        "person",
        _("The number of the person whose membership was changed"),
        Purpose.RECORD,
        after(_("%(time)s."), 730, "pgh_created_at", then=Action.DELETE),
        Action.KEEP,
        reason=_("a number that no longer leads to your name."),
    ),
    Rule(
        "clubs.ActivationEvent",
        "assignee",
        _("The number of the account that took a request"),
        Purpose.RECORD,
        after(_("%(time)s."), 730, "pgh_created_at", then=Action.DELETE),
        Action.KEEP,
        reason=_("a number that leads to nobody once the account is gone."),
    ),
]

IMPERSONAL = {
    "clubs.Activation": "token contact_role club_name club_number club_city club_region club_country"
    " club_district language plans reference terms_version",
    "clubs.ActivationEvent": "pgh_label status contact_role club_name club_number club_city club_region"
    " club_country club_district language plans reference terms_version",
    "clubs.Club": ALL,
    "clubs.ClubEvent": ALL,
    "clubs.District": ALL,
    "clubs.DistrictEvent": ALL,
    "clubs.Impact": ALL,
    "clubs.ImportMapping": ALL,
    "clubs.ImportRow": "choice",
    "clubs.ImportRun": "status kind digest dropped counts created_districts",
    "clubs.Invitation": "role language",
    "clubs.Membership": "role",
    "clubs.MembershipEvent": "pgh_label role",
    "clubs.ReasonTemplate": ALL,
}


def part_with(who, *, now):
    """What was never sent goes, what waits for an answer is withdrawn, and every membership ends."""
    asked = Activation.objects.filter(contact_email__in=who.emails)
    asked.filter(status__in=[Activation.Status.DRAFT, Activation.Status.UNCONFIRMED]).delete()
    for activation in asked.filter(status__in=[Activation.Status.SUBMITTED, Activation.Status.CHANGES]):
        activation.withdraw(now=now)
    for membership in Membership.objects.filter(person__in=who.people).select_related("club"):
        today = membership.club.today(now)
        if membership.lasts_on(today):
            membership.cut(today)
