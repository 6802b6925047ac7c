from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from campaigns import crossing
from campaigns.models import Proposal
from clubs.views.refusals import or_refused
from hope_portal.ratelimit import rate_limited

from .own import said


@login_not_required
@rate_limited("proposal", "60/h")
def proposal(request, token):
    """Dates that NCMEC offers, one button each. Mail scanners open links, so opening it changes nothing."""
    now = timezone.now()
    found = get_object_or_404(Proposal.objects.select_related("event__club"), token=token)
    if request.method == "POST":
        with or_refused(request):
            _answer(found, request, now)
        return redirect("campaigns:proposal", token)
    context = {
        **said(found.event),
        "proposal": found,
        "dates": _dates(found, now),
        "refusal": found.answer_refusal(now=now),
        "holder": crossing.holder(found.event, now=now),
    }
    return render(request, "campaigns/proposal.html", context)


def _dates(proposal, now):
    """Each date with the moment it begins, and why it cannot be taken, if so."""
    zone = proposal.event.zone
    return [
        {"date": date, "begins": date.begins(zone), "refusal": date.refusal(now=now)}
        for date in proposal.dates.select_related("presenter")
    ]


def _answer(proposal, request, now):
    by = request.user if request.user.is_authenticated else None
    if "none" in request.POST:
        proposal.refuse(now=now, by=by)
    else:
        chosen = request.POST.get("date", "")
        date = get_object_or_404(proposal.dates, pk=chosen if chosen.isdecimal() else 0)
        proposal.accept(date, now=now, by=by)
