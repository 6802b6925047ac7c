"""The door of an event. Each button is a plain POST; with its script the page works without a network."""

import json

from django.contrib import messages
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from campaigns.folding import folded
from campaigns.forms.checkin import NumbersForm, SeenForm
from campaigns.models import CheckinRefused
from campaigns.models.head_count import COUNTED_AS
from hope_portal.middleware import SecurityHeadersMiddleware

from .own import own_event

POLICY = "Permissions-Policy"
WITH_CAMERA = SecurityHeadersMiddleware.HEADERS[POLICY].replace("camera=()", "camera=(self)")
AT_ONCE = 200
"""A phone sends what is left over in its next request."""


@never_cache
def checkin(request, reference):
    event = own_event(request, reference)
    if request.method == "POST":
        return _note_button(request, event)
    response = render(request, "campaigns/checkin.html", _page(request, event))
    response.headers[POLICY] = WITH_CAMERA
    return response


def _page(request, event):
    text, last = request.GET.get("q", "").strip(), request.GET.get("last")
    parties, counters = _by_name(event.parties()), _counters(event)
    for party in parties:
        _prepare(party, text)
    return {
        "event": event,
        "text": text,
        "parties": parties,
        "found": sum(party.found for party in parties),
        "here": sum(party.arrived for party in parties),
        "seats": sum(party.seats for party in parties),
        "counters": counters,
        "counted": sum(counter["people"] for counter in counters),
        "counted_others": sum(counter["people"] for counter in counters[2:]),
        "last": next((party for party in parties if str(party.pk) == last), None),
        "refusal": event.checkin_refusal(now=timezone.now()),
        "clock": _milliseconds(timezone.now()),
    }


def _by_name(parties):
    return sorted(parties, key=lambda party: (folded(party.name), party.pk))


def _prepare(party, text):
    """What its row on the page is made of."""
    noted = party.arrival_noted_at
    party.find, party.noted = folded(party.name), _milliseconds(noted) if noted else 0
    party.found = _finds(text, party)
    party.less, party.more = max(party.arrived - 1, 0), party.arrived + 1


def _finds(text, party):
    """The beginning of the code, or of a word of the name for each word typed."""
    code = text.replace("-", "").replace(" ", "").upper()
    names = party.find.split()
    return party.code.startswith(code) or all(
        any(name.startswith(word) for name in names) for word in folded(text).split()
    )


def _counters(event):
    sums, labels = event.head_counts.sums(), dict(COUNTED_AS)
    return [
        {"counted_as": name, "label": labels[name], "people": sums.get(name, 0)}
        for name in event.counted_apart()
    ]


def _milliseconds(moment):
    return int(moment.timestamp() * 1000)


def _note_button(request, event):
    seen = SeenForm.of_button(request.POST.get("seen", ""))
    if not seen.is_valid():
        return HttpResponseBadRequest()
    try:
        _note(event, seen.cleaned_data, now=timezone.now())
    except CheckinRefused as refused:
        messages.error(request, str(refused))
    party = seen.cleaned_data["party"]
    return redirect(f"{request.path}?last={party}" if party else f"{request.path}#counters")


def _note(event, seen, *, now):
    """What is said of a party that is not of this event, or not any more, is passed over."""
    if seen["party"] is None:
        return event.count_heads(seen["counted_as"], seen["change"], key=seen["key"], now=now)
    if party := event.parties().filter(pk=seen["party"]).first():
        party.note_arrival(seen["people"], at=seen["at"], now=now)


@never_cache
def sync(request, reference):
    """For the script: notes what a phone has seen, in its order, and answers with how things stand."""
    event, now = own_event(request, reference), timezone.now()
    if request.method == "POST":
        try:
            seen = [SeenForm(row) for row in json.loads(request.body)["seen"][:AT_ONCE]]
            for row in seen:
                if row.is_valid():
                    _note(event, row.cleaned_data, now=now)
        except CheckinRefused as refused:
            return JsonResponse({"refused": str(refused)}, status=409)
        except (ValueError, TypeError, KeyError, AttributeError):
            return HttpResponseBadRequest()
    return JsonResponse(_state(event, now))


def _state(event, now):
    parties = event.parties().values_list("pk", "arrived", "arrival_noted_at")
    return {
        "now": _milliseconds(now),
        "parties": {pk: [arrived, at and _milliseconds(at)] for pk, arrived, at in parties},
        "counts": event.head_counts.sums(),
    }


@never_cache
def numbers(request, reference):
    event = own_event(request, reference)
    form = NumbersForm(request.POST or None, counters=_counters(event))
    if request.method == "POST" and form.is_valid():
        try:
            for counted_as, change in form.changes().items():
                event.count_heads(counted_as, change, now=timezone.now())
        except CheckinRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The numbers are noted."))
            return redirect("campaigns:event-checkin", event.reference)
    return render(request, "campaigns/checkin_numbers.html", {"event": event, "form": form})


@never_cache
def printed(request, reference):
    """To be ticked with a pen."""
    event = own_event(request, reference)
    context = {
        "event": event,
        "parties": [(party, range(party.seats)) for party in _by_name(event.parties())],
        "counters": _counters(event),
    }
    return render(request, "campaigns/checkin_print.html", context)
