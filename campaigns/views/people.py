"""Who comes to an event, for the officers of its club."""

import csv

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from campaigns.mail_tally import tally
from campaigns.models import Event, Signup
from clubs.imports.text import spreadsheet_safe
from hope_portal.paging import page

SIZE = 100
Status = Signup.Status
LISTS = {
    "seats": ([Status.CONFIRMED], ["name", "pk"]),
    "waiting": ([Status.OFFERED, Status.WAITING], ["waiting_since", "pk"]),
    "gone": ([Status.CANCELLED, Status.EXPIRED], ["name", "pk"]),
}


def managed_event(request, reference):
    manageable = Event.objects.manageable_by(request.user, now=timezone.now())
    return get_object_or_404(manageable.with_host(), reference=reference)


@never_cache
def people(request, reference):
    """One list at a time: those with seats, those who wait in the order they came, those who do not come."""
    event, now = managed_event(request, reference), timezone.now()
    shown = request.GET.get("list") if request.GET.get("list") in LISTS else "seats"
    statuses, order = LISTS[shown]
    signups = event.signups.filter(status__in=statuses).order_by(*order)
    rows, after = page(signups, after=request.GET.get("after"), size=SIZE)
    mail = tally(event)
    context = {
        "event": event,
        "rows": rows,
        "after": after,
        "shown": shown,
        "lists": _lists(event),
        "mail": mail,
        "failed": sum(row["failed"] for row in mail),
        "with_needs": not event.is_over(now) and any(row.access_needs for row in rows),
        "open": event.signup_refusal(now=now) is None,
    }
    return render(request, "campaigns/event_people.html", context)


def _lists(event):
    labels = {"seats": _("With seats"), "waiting": _("Waiting"), "gone": _("Not coming")}
    counts = dict(event.signups.values_list("status").annotate(Count("pk")).order_by())
    return [
        {"name": name, "label": labels[name], "count": sum(counts.get(status, 0) for status in statuses)}
        for name, (statuses, _order) in LISTS.items()
    ]


@never_cache
def cancel(request, reference, pk):
    """Give somebody's seats back for them, as when they phone."""
    event, now = managed_event(request, reference), timezone.now()
    signup = get_object_or_404(event.signups.active(), pk=pk)
    if refusal := event.signup_refusal(now=now):
        messages.error(request, refusal)
        return redirect("campaigns:event-people", reference)
    if request.method == "POST":
        signup.cancel(now=now)
        messages.success(request, _("The seats of %(name)s are free again.") % {"name": signup.name})
        return redirect("campaigns:event-people", reference)
    context = {
        "event": event,
        "signup": signup,
        "back_url": reverse("campaigns:event-people", args=[reference]),
    }
    return render(request, "campaigns/event_people_cancel.html", context)


@never_cache
def download(request, reference):
    """For a table of one's own; nothing in it can act as a formula."""
    event = managed_event(request, reference)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="people-{event.reference}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Name"), _("Email address"), _("Seats"), _("Status"), _("Code"), _("What would help")])
    with_needs = not event.is_over(timezone.now())
    for signup in event.signups.active().order_by("status", "name", "pk").iterator():
        writer.writerow([spreadsheet_safe(str(cell)) for cell in _cells(signup, with_needs)])
    return response


def _cells(signup, with_needs):
    status, needs = signup.get_status_display(), signup.access_needs if with_needs else ""
    return [signup.name, signup.email or "", signup.seats, status, signup.legible_code, needs]
