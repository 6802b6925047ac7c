from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.duplicates import duplicates
from campaigns.forms.places import where_form
from campaigns.forms.requests import KindForm, WhatForm
from campaigns.forms.windows import when_form
from campaigns.forms.youth import YouthForm
from campaigns.matching import free_weeks
from campaigns.models import Event
from campaigns.models.amending import LEAD
from clubs.models import Club, Person
from clubs.views.refusals import or_refused
from hope_portal.ratelimit import rate_limited
from hope_portal.workflow.models import IllegalMove, MoveRefused

from .own import own_event, said

STEPS = {"what": _("What"), "when": _("When"), "where": _("Where"), "young": _("Young people")}
WEEKS_SHOWN = 6


@rate_limited("event-new", "30/h")
def new(request, slug):
    """Choose what it is to be; the draft begins with the choice."""
    now = timezone.now()
    club = get_object_or_404(Club.objects.manageable_by(request.user, now=now), slug=slug)
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organiser = Person.objects.for_user(request.user)
        event = Event.begin(club, kind=form.cleaned_data["kind"], organiser=organiser, now=now)
        return redirect("campaigns:event-step", event.reference, "what")
    return render(request, "campaigns/request_new.html", {"club": club, "form": form})


@rate_limited("event-step", "240/h")
def step(request, reference, step):
    now, event = timezone.now(), own_event(request, reference)
    if step not in STEPS:
        raise Http404
    if not _is_open(event, step):
        return redirect("campaigns:event-desk", reference)
    form = _form(event, step, request.POST or None, now)
    if request.method == "POST" and form.is_valid() and _kept(request, event, step, form, now):
        return redirect(*_next(request, event, step))
    context = {"event": event, "form": form, "step": step, "steps": _steps(event, step), **_back(event, step)}
    return render(request, f"campaigns/request_{step}.html", {**context, **_beside(event, step, form, now)})


def _is_open(event, step):
    if step == "young":
        return event.with_pupils and event.gate_is_open
    return event.is_editable


def _names(event):
    return [name for name in STEPS if name != "young" or event.with_pupils]


def _back(event, step):
    """The step before this one."""
    before = dict(zip(_names(event)[1:], _names(event), strict=False)).get(step)
    return {"before": before, "before_label": STEPS[before]} if before and event.is_editable else {}


def _steps(event, step):
    """For the row of arches above the form: all steps, and whether they are done."""
    names = _names(event)
    missing = event.missing()
    done = names[: names.index(missing)] if missing else names
    return [{"label": STEPS[name], "done": name in done, "now": name == step} for name in names]


def _form(event, step, data, now):
    if step == "what":
        return WhatForm(data, instance=event)
    if step == "when":
        return when_form(event)(data, event=event, now=now)
    if step == "where":
        return where_form(event)(data, instance=event, initial=event.usual_place())
    return YouthForm(data, event=event)


def _kept(request, event, step, form, now):
    """Whether what was said is written; a form that was refused says why."""
    try:
        _keep(event, step, form, by=request.user, now=now)
    except IllegalMove:
        return True  # it was sent from another tab: the event's page says where it stands
    except MoveRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _keep(event, step, form, *, by, now):
    said = form.cleaned_data
    if step == "young":
        level, adult = said["contact_level"], said["school_adult"]
        event.attest(form.adults(), by=by, now=now, contact_level=level, school_adult=adult)
    elif step != "when":
        event.amend(**said)
    elif event.needs_presenter:
        names = ("zone", "minutes", "short_notice")
        event.suggest(said["windows"], **{name: said[name] for name in names})
    else:
        event.plan(**form.clock())


def _next(request, event, step):
    """The name of the page after this step, and its arguments."""
    names = _names(event)
    if "later" in request.POST or not event.is_editable:
        return "campaigns:event-desk", event.reference
    if request.GET.get("from") == "check" or step == names[-1]:
        return "campaigns:event-send", event.reference
    return "campaigns:event-step", event.reference, names[names.index(step) + 1]


def _beside(event, step, form, now):
    """What stands beside the form of a step."""
    if step == "young":
        return {"refusal": event.youth_refusal()}
    if step != "when":
        return {}
    spans = form.spans() if form.is_bound else None
    weeks = _weeks(event, now) if event.needs_presenter else None
    return {"duplicates": duplicates(event, spans=spans), "weeks": weeks}


def _weeks(event, now):
    """The next weeks, beyond the lead time, in which presenters are free as things stand."""
    first = event.club.today(now) + LEAD
    said = {"audience": event.audience, "language": event.language, "online": event.is_online}
    found = free_weeks(region=event.region, **said, now=now)
    return [monday for monday, presenters in found if presenters and monday >= first][:WEEKS_SHOWN]


def similar(request, reference):
    """While days are typed: a part of the page that says whether the club asked for the same already."""
    event = own_event(request, reference)
    form = when_form(event)(request.GET, event=event, now=timezone.now())
    form.is_valid()
    return render(
        request, "campaigns/_request_similar.html", {"duplicates": duplicates(event, spans=form.spans())}
    )


@rate_limited("event-send", "30/h")
def send(request, reference):
    """Everything on one page; the POST sends it, or sends it again after a question."""
    now, event = timezone.now(), own_event(request, reference)
    if not event.is_editable:
        return redirect("campaigns:event-desk", reference)
    if missing := event.missing():
        return redirect("campaigns:event-step", reference, missing)
    if request.method == "POST":
        with or_refused(request):
            event.submit(by=request.user, now=now)
        return redirect(
            "campaigns:event-desk" if not event.is_editable else "campaigns:event-send", reference
        )
    return render(request, "campaigns/request_send.html", _to_send(event, now))


def _to_send(event, now):
    return {
        **said(event),
        "step": "check",
        "steps": _steps(event, "check"),
        "duplicates": duplicates(event),
        "refusal": event.submit_refusal(now=now),
        "trusted": event.is_trusted(),
        "owed": event.report_owed(now=now),
    }


@rate_limited("event-withdraw", "30/h")
def withdraw(request, reference):
    """A draft is thrown away; what NCMEC has seen stays in the history."""
    event = own_event(request, reference)
    is_draft = event.status == Event.Status.DRAFT
    if not is_draft and "withdraw" not in event.open_moves():
        return redirect("campaigns:event-desk", reference)
    if request.method != "POST":
        return render(request, "campaigns/request_withdraw.html", {"event": event})
    with or_refused(request):
        if is_draft:
            event.discard()
            return redirect("campaigns:desk-events", event.club.slug)
        event.withdraw(by=request.user, now=timezone.now())
    return redirect("campaigns:event-desk", reference)
