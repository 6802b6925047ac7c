"""What is personal in campaigns. See `hope_portal/privacy.py`."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hope_portal.safety.personal import ALL, Action, Kept, Purpose, Rule, after

from .models import Signup

ENDED = "event__ends_at"
"""Of an event that was cancelled too: nothing is kept longer because it did not take place."""


def parcel_over(cutoff):
    """Arrived or called off by then, or of an event that ended by then: either way it has served."""
    return Q(closed_at__lt=cutoff) | Q(event__ends_at__lt=cutoff)


RULES = [
    Rule(
        "campaigns.Signup",
        "name email user",
        _("Your name and address when you signed up for an event"),
        Purpose.EVENT,
        after(_("%(time)s after the event. How many came stays."), 90, ENDED),
        Action.BLANK,
        whose=lambda who: Q(email__in=who.emails) | Q(user=who.user),
        hidden="user",
        beside="event seats status created_at",
        instead={"name": "–"},
    ),
    Rule(
        "campaigns.Signup",
        "access_needs",
        _("What would help you take part in an event"),
        Purpose.EVENT,
        after(_("%(time)s after the event."), 1, ENDED),
        Action.BLANK,
        whose=lambda who: Q(email__in=who.emails) | Q(user=who.user),
        beside="event",
    ),
    Rule(
        "campaigns.Initiative",
        "organiser",
        _("The events you organised for your club"),
        Purpose.CLUB,
        Kept(_("always, as the history of the club. Who it was is forgotten with your name.")),
        Action.BLANK,
        whose=lambda who: Q(organiser__in=who.people),
        hidden="organiser",
        beside="reference title starts_at",
    ),
    Rule(
        "campaigns.Initiative",
        "assignee",
        _("The requests for events you took as staff"),
        Purpose.RECORD,
        Kept(_("as long as you have an account.")),
        Action.BLANK,
        whose=lambda who: Q(assignee=who.user),
        hidden="assignee",
        beside="reference",
    ),
    Rule(
        "campaigns.Initiative",
        "staff_note",
        _("What staff noted about a request for an event"),
        Purpose.RECORD,
        after(_("%(time)s after it was sent."), 730, "submitted_at"),
        Action.KEEP,
        reason=_("it is about the request, not about you."),
    ),
    Rule(
        "campaigns.Event",
        "questions_to school_adult why needs",
        _("Names, addresses and notes in a request for an event"),
        Purpose.EVENT,
        after(_("%(time)s after the event."), 365, "ends_at"),
        Action.KEEP,
        reason=_("your club needs them until the event is over."),
    ),
    Rule(
        "campaigns.Clearance",
        "name attested_by",
        _("Names of adults who are cleared to work with young people, and who said so"),
        Purpose.SAFETY,
        after(_("%(time)s after the event."), 730, ENDED, then=Action.DELETE),
        Action.KEEP,
        reason=_("who stood up for the safety of pupils must stay known."),
    ),
    Rule(
        "campaigns.Presenter",
        "name email city latitude longitude youth_cleared_until",
        _("Names, addresses and home towns of presenters"),
        Purpose.EVENT,
        Kept(_("as long as you present for NCMEC.")),
        Action.KEEP,
        reason=_("NCMEC takes you off its list when you ask."),
        whose=lambda who: Q(email__in=who.emails),
    ),
    Rule(
        "campaigns.Proposal",
        "made_by",
        _("The dates you proposed as staff"),
        Purpose.RECORD,
        Kept(_("as long as you have an account.")),
        Action.BLANK,
        whose=lambda who: Q(made_by=who.user),
        hidden="made_by",
        beside="event made_at",
    ),
    Rule(
        "campaigns.Proposal",
        "note",
        _("Notes to a proposal of dates"),
        Purpose.RECORD,
        after(_("%(time)s after it was made."), 730, "made_at"),
        Action.KEEP,
        reason=_("it is about the dates, not about you."),
    ),
    Rule(
        "campaigns.Notice",
        "by text",
        _("What you wrote to the people of an event"),
        Purpose.EVENT,
        after(_("%(time)s after it was sent."), 365, "at"),
        Action.BLANK,
        whose=lambda who: Q(by=who.user),
        hidden="by",
        beside="event at",
    ),
    Rule(
        "campaigns.Report",
        "filed_by confirmed_by",
        _("The reports on events you filed or confirmed"),
        Purpose.RECORD,
        Kept(_("as long as you have an account.")),
        Action.BLANK,
        whose=lambda who: Q(filed_by=who.user),
        hidden="filed_by confirmed_by",
        beside="event filed_at",
    ),
    Rule(
        "campaigns.Trust",
        "given_by",
        _("The trust you gave to clubs as staff"),
        Purpose.RECORD,
        Kept(_("as long as you have an account.")),
        Action.BLANK,
        whose=lambda who: Q(given_by=who.user),
        hidden="given_by",
        beside="club given_at",
    ),
    Rule(
        "campaigns.Trust",
        "taken_by",
        _("The trust you took back from clubs as staff"),
        Purpose.RECORD,
        Kept(_("as long as you have an account.")),
        Action.BLANK,
        whose=lambda who: Q(taken_by=who.user),
        hidden="taken_by",
        beside="club taken_at",
    ),
    Rule(
        "campaigns.MaterialOrder",
        "to_name street street_more city region postcode tracking",
        _("Where printed material for an event goes, and to whom"),
        Purpose.EVENT,
        Kept(_("%(time)s after the parcel arrived or the event was held."), 14, parcel_over),
        Action.KEEP,
        reason=_("your club needs it until the parcel is there."),
    ),
    Rule(
        "campaigns.MaterialOrder",
        "ordered_by",
        _("The printed material you ordered"),
        Purpose.EVENT,
        Kept(_("as long as you have an account.")),
        Action.BLANK,
        whose=lambda who: Q(ordered_by=who.user),
        hidden="ordered_by",
        beside="event ordered_at",
    ),
    Rule(
        "campaigns.StockEntry",
        "by note",
        _("The changes of stock you booked as staff"),
        Purpose.RECORD,
        Kept(_("as long as you have an account.")),
        Action.BLANK,
        whose=lambda who: Q(by=who.user),
        hidden="by",
        beside="material change at",
    ),
]

IMPERSONAL = {
    "campaigns.Event": "access address audience contact_level content_note link parking presented_by"
    " programme uid",
    "campaigns.Feedback": ALL,
    "campaigns.HeadCount": "counted_as",
    "campaigns.Initiative": "city country kind language place reference region slug status summary"
    " title zone",
    "campaigns.Material": ALL,
    "campaigns.MaterialOrder": "carrier country status",
    "campaigns.Notice": "audience",
    "campaigns.Presenter": "audiences country language languages region regions",
    "campaigns.Proposal": "token",
    "campaigns.Report": "sentence",
    "campaigns.Signup": "code language status token",
    "campaigns.StockEntry": "why",
    "campaigns.Trust": "kind",
}


def part_with(who, *, now):
    """Seats that somebody still holds go to those who wait."""
    theirs = Signup.objects.active().filter(email__in=who.emails, event__starts_at__gt=now)
    for signup in theirs.select_related("event").order_by("event_id"):
        signup.cancel(now=now)
