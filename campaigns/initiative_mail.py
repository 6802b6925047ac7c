"""Mail to a club and to staff about a request, written when it goes out; whether it is still true then."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from campaigns import wording
from hope_portal.links import absolute
from hope_portal.workflow.models import StatusChange

HOLDS_WHILE = {
    "initiative_received": {"submitted"},
    "initiative_needs_changes": {"changes"},
    "initiative_approved": {"approved", "live"},
    "dates_proposed": {"proposed"},
    "initiative_late": {"submitted"},
    "initiative_escalated": {"submitted"},
    "initiative_handed_over": {"submitted"},
    "report_due": {"live"},
    "report_late": {"live"},
}
"""The states in which a message is still true. Those that are not named here always are."""


def _name(message):
    return message.template.removeprefix("campaigns/")


def refusal(initiative, message):
    """Why this is not to be sent any more: a sentence, or None."""
    if initiative.status not in HOLDS_WHILE.get(_name(message), {initiative.status}):
        return _("It has moved on in the meantime.")
    return None


def context(initiative, message):
    event = getattr(initiative, "event", initiative)
    change = StatusChange.objects.filter(pk=message.params.get("change", 0)).first()
    return {
        "initiative": initiative,
        "event": event,
        "change": change,
        "note": change.note if change else "",
        "reference": initiative.reference,
        "desk_url": absolute(reverse("campaigns:event-desk", args=[initiative.reference])),
        **MORE.get(_name(message), _nothing)(event, message),
    }


def _nothing(event, message):
    return {}


def _approved(event, message):
    """Whether it is live, and where it is not, what is missing."""
    return {
        "when": wording.when(event.starts_at, event.ends_at, event.zone),
        "missing": event.publish_refusal(now=message.sent_at or timezone.now()),
        "page_url": absolute(event.get_absolute_url()),
    }


def _merged(event, message):
    into = event.merged_into
    return {"into": into, "into_url": absolute(reverse("campaigns:event-desk", args=[into.reference]))}


def _proposed(event, message):
    proposal = event.proposals.get(pk=message.params["proposal"])
    return {
        "dates": [_in_words(date, event.zone) for date in proposal.dates.all()],
        "answer_by": date_format(proposal.answer_by),
        "note": proposal.note,
        "proposal_url": absolute(proposal.get_absolute_url()),
    }


def _in_words(date, zone):
    begins = date.begins(zone)
    return wording.moment(begins, zone) if begins else date_format(date.day)


def _for_staff(event, message):
    return {"admin_url": absolute(reverse("admin:campaigns_event_change", args=[event.pk]))}


def _report(event, message):
    return {"report_url": absolute(reverse("campaigns:event-report", args=[event.reference]))}


MORE = {
    "initiative_approved": _approved,
    "initiative_merged": _merged,
    "dates_proposed": _proposed,
    "initiative_late": _for_staff,
    "initiative_escalated": _for_staff,
    "initiative_handed_over": _for_staff,
    "report_due": _report,
    "report_late": _report,
}
