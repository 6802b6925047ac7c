"""What officers change once their event is approved."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from campaigns import announcements, wording
from campaigns.forms.changes import CancelForm, DetailsForm, MoveForm, SeatsForm
from campaigns.models import SignupRefused
from clubs.views.refusals import or_refused
from hope_portal.ratelimit import rate_limited
from hope_portal.workflow.models import MoveRefused

from .own import own_event


@rate_limited("event-details", "120/h")
def details(request, reference):
    event = own_event(request, reference)
    if event.status not in event.RUNNING:
        return redirect("campaigns:event-desk", reference)
    form = DetailsForm(request.POST or None, instance=event)
    if request.method == "POST" and form.is_valid():
        with or_refused(request):
            event.edit(**form.cleaned_data)
            messages.success(request, _("It is saved."))
        return redirect("campaigns:event-desk", reference)
    return render(request, "campaigns/event_details.html", {"event": event, "form": form})


@rate_limited("event-seats", "60/h")
def seats(request, reference):
    event = own_event(request, reference)
    if event.status not in event.RUNNING or event.count_only:
        return redirect("campaigns:event-desk", reference)
    form = SeatsForm(request.POST or None, instance=event)
    if request.method == "POST" and form.is_valid():
        try:
            event.edit(party_limit=form.cleaned_data["party_limit"])
            event.set_capacity(form.cleaned_data["capacity"], now=timezone.now())
        except (MoveRefused, SignupRefused) as refused:
            form.add_error("capacity", str(refused))
        else:
            messages.success(request, _("It is saved."))
            return redirect("campaigns:event-desk", reference)
    return render(request, "campaigns/event_seats.html", {"event": event, "form": form})


@rate_limited("event-time", "60/h")
def time(request, reference):
    """Another time, place or format: first what would change and who hears of it, then the change itself."""
    now, event = timezone.now(), own_event(request, reference)
    if refusal := event.move_refusal(now=now):
        messages.error(request, refusal)
        return redirect("campaigns:event-desk", reference)
    form = MoveForm(request.POST or None, event=event, now=now)
    context = {"event": event, "form": form, "people": announcements.how_many(event)}
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        if "sure" not in request.POST:
            told = {"was": _told(event), "becomes": _told(form.changed())}
            return render(request, "campaigns/event_time_check.html", {**context, **told})
        if _moved(request, event, form, now):
            return redirect("campaigns:event-desk", reference)
    return render(request, "campaigns/event_time.html", context)


def _told(event):
    when = wording.when(event.starts_at, event.ends_at, event.zone)
    return {"when": when, "where": wording.where(event, for_guests=True)}


def _moved(request, event, form, now):
    changes, people = form.changes(), announcements.how_many(event)
    try:
        event.move(by=request.user, now=now, seen=form.cleaned_data["version"], **changes)
    except MoveRefused as refused:
        form.add_error(None, str(refused))
        return False
    said = ngettext(
        "It is changed, and %(n)s person hears of it.", "It is changed, and %(n)s people hear of it.", people
    )
    messages.success(request, said % {"n": people})
    return True


@require_POST
@rate_limited("event-publish", "30/h")
def publish(request, reference):
    event = own_event(request, reference)
    with or_refused(request):
        event.publish(by=request.user, now=timezone.now())
        messages.success(request, _("It is live."))
    return redirect("campaigns:event-desk", reference)


@rate_limited("event-cancel", "30/h")
def cancel(request, reference):
    """The reason first, and who will read it; then, person by person, what became of the mail."""
    event = own_event(request, reference)
    if "cancel" not in event.open_moves() or event.is_over(timezone.now()):
        return redirect("campaigns:event-desk", reference)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with or_refused(request):
            event.cancel(by=request.user, now=timezone.now(), note=form.cleaned_data["note"])
        return redirect("campaigns:event-desk" if event.count_only else "campaigns:event-people", reference)
    booking = event.bookings.standing().select_related("presenter").first()
    context = {"event": event, "form": form, "people": announcements.how_many(event), "booking": booking}
    return render(request, "campaigns/event_cancel.html", context)
