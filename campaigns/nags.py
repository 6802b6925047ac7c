"""Events that are over and of which nobody has told how they went."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Event
from clubs.due import Due

FOR = timedelta(days=21)
"""Who has not answered by then is not asked again by mail. On the desk it stays."""


def ask_for_reports(*, now):
    """Safe to repeat, late, and on two workers: each mail has its key."""
    for event in Event.objects.awaiting_report(now).filter(ends_at__gt=now - FOR).select_related("club"):
        event.nag(now=now)


def reports_to_file(clubs, *, user, now):
    """What is due on the desks of these clubs."""
    by_pk = {club.pk: club for club in clubs}
    events = Event.objects.awaiting_report(now).filter(club__in=by_pk)
    return [_due(event, by_pk[event.club_id]) for event in events]


def _due(event, club):
    return Due(
        club=club,
        title=_("Tell us how it went: %(title)s") % {"title": event.title},
        text=_("People who came, hours, materials, one sentence."),
        action=_("Tell us how it went"),
        url=reverse("campaigns:event-report", args=[event.reference]),
        by=event.report_due_on,
        who=_("any officer"),
        minutes=2,
    )
