"""What is due on the desks of clubs because of their events; reports are in `nags`."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.models import Event, Proposal
from clubs.due import Due
from clubs.sections import Section

Status = Event.Status
NEED_CLUB = (Status.DRAFT, Status.CHANGES, Status.PROPOSED, Status.APPROVED)


def events(club):
    return Section(
        title=gettext_lazy("Events"),
        text=gettext_lazy("Invite NCMEC, plan a school talk or your own evening, and see who comes."),
        url=reverse("campaigns:desk-events", args=[club.slug]),
        action=gettext_lazy("See events"),
        icon="calendar",
    )


def events_that_need_us(clubs, *, user, now):
    by_pk = {club.pk: club for club in clubs}
    found = list(Event.objects.filter(club__in=by_pk, status__in=NEED_CLUB).order_by("pk"))
    asked = [event.pk for event in found if event.status == Status.PROPOSED]
    proposals = {row.event_id: row for row in Proposal.objects.filter(event__in=asked).order_by("pk")}
    return [_due(event, by_pk[event.club_id], proposals.get(event.pk)) for event in found]


def _due(event, club, proposal):
    return {
        Status.DRAFT: _draft,
        Status.CHANGES: _question,
        Status.PROPOSED: _dates,
        Status.APPROVED: _gate,
    }[event.status](event, club, proposal)


def _draft(event, club, proposal):
    return Due(
        club=club,
        title=_("Finish your plan: %(title)s") % {"title": event.title},
        text=_("It is saved. Nobody at NCMEC sees it yet."),
        action=_("Go on"),
        url=reverse("campaigns:event-send", args=[event.reference]),
        who=_("any officer"),
        minutes=5,
    )


def _question(event, club, proposal):
    return Due(
        club=club,
        title=_("NCMEC has a question: %(title)s") % {"title": event.title},
        text=_("Answer it and send the request again."),
        action=_("Answer"),
        url=event.desk_url,
        who=_("any officer"),
        minutes=5,
    )


def _dates(event, club, proposal):
    return Due(
        club=club,
        title=_("Choose a date: %(title)s") % {"title": event.title},
        text=_("NCMEC offers other dates. One click accepts one of them."),
        action=_("See the dates"),
        url=proposal.get_absolute_url(),
        by=proposal.answer_by,
        who=_("any officer"),
        minutes=1,
    )


def _gate(event, club, proposal):
    return Due(
        club=club,
        title=_("Before it can go live: %(title)s") % {"title": event.title},
        text=_("NCMEC said yes. One thing is still missing."),
        action=_("See what is missing"),
        url=event.desk_url,
        by=event.day,
        who=_("any officer"),
        minutes=5,
    )
