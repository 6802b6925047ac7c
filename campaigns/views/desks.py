from django.db.models import F
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns import crossing
from campaigns.desk_pages import pages
from campaigns.models import Event
from clubs.models import Club
from hope_portal.paging import page

from .own import own_event, said

Status = Event.Status
PAST = 25
NEEDS_CLUB = (Status.CHANGES, Status.PROPOSED, Status.APPROVED)
ENDED = (Status.COMPLETED, Status.CANCELLED, Status.DECLINED, Status.WITHDRAWN, Status.MERGED)


def desk_events(request, slug):
    """All events of a club: what needs it first, what is over last."""
    now = timezone.now()
    club = get_object_or_404(Club.objects.manageable_by(request.user, now=now), slug=slug)
    events = Event.objects.filter(club=club).select_related("club")
    ended = events.filter(status__in=ENDED).annotate(newest=-F("pk")).order_by("newest")
    past, after = page(ended, after=request.GET.get("after"), size=PAST)
    standing = events.exclude(status__in=ENDED).prefetch_related("proposals").order_by("starts_at", "pk")
    groups = [(title, _rows(found, now)) for title, found in _groups(list(standing), now)]
    context = {"club": club, "groups": groups, "past": _rows(past, now), "after": after}
    return render(request, "campaigns/desk_events.html", context)


def _rows(events, now):
    return [{"event": event, "holder": crossing.holder(event, now=now)} for event in events]


def _groups(events, now):
    """Those that stand, by who has to do something."""

    def needs_club(event):
        return event.status in NEEDS_CLUB or event.awaits_report(now)

    groups = [
        (_("Need you"), [event for event in events if needs_club(event)]),
        (_("With NCMEC"), [event for event in events if event.status == Status.SUBMITTED]),
        (_("Live"), [event for event in events if event.status == Status.LIVE and not needs_club(event)]),
        (_("Drafts"), [event for event in events if event.status == Status.DRAFT]),
    ]
    return [(title, found) for title, found in groups if found]


def event_desk(request, reference):
    """Everything about one event: where it stands, what is next, and the ways to its other pages."""
    now, event = timezone.now(), own_event(request, reference)
    proposed = event.status == Status.PROPOSED
    context = {
        **said(event),
        "holder": crossing.holder(event, now=now),
        "steps": crossing.steps(event, now=now),
        "history": list(event.history()),
        "proposal": event.proposals.latest() if proposed else None,
        "refusal": event.publish_refusal(now=now) if event.status == Status.APPROVED else None,
        "over": event.awaits_report(now),
        "door": not event.checkin_refusal(now=now),
        "booking": event.bookings.standing().select_related("presenter").first(),
        "pages": pages(event, now),
        "may_move": not event.move_refusal(now=now),
        "waiting": event.signups.waiting().count(),
    }
    return render(request, "campaigns/event_desk.html", context)
