from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs import crossing, emails
from clubs.forms.activations import AddMeForm, AddressForm, ClubForm, PlansForm, TermsForm, YouForm
from clubs.models import Activation, Club, RotaryYear
from hope_portal.ratelimit import rate_limited
from hope_portal.workflow.models import MoveRefused

from .refusals import or_refused

STEPS = {"club": ClubForm, "you": YouForm, "plans": PlansForm}


def _activation(token):
    return get_object_or_404(Activation.objects.select_related("club__district", "assignee"), token=token)


@login_not_required
def start(request):
    """Find the club; nothing is written before the club is chosen."""
    text = request.GET.get("q", "").strip()
    clubs = Club.objects.select_related("district")
    found = clubs.matching(text)[:10] or clubs.resembling(text) if text else []
    return render(request, "clubs/activation_start.html", {"text": text, "found": found})


@login_not_required
@require_POST
@rate_limited("activate", "30/h")
def begin(request):
    club = get_object_or_404(Club, pk=request.POST["club"]) if request.POST.get("club") else None
    now = timezone.now()
    if club and Activation.objects.standing(club, year=RotaryYear.at(now, club.zone)):
        return redirect("clubs:activation-exists", club.slug)
    said = {"club_name": request.POST.get("name", "")[:120].strip()} if club is None else {}
    if request.user.is_authenticated:
        said |= {"contact_name": request.user.name, "contact_email": request.user.email}
    activation = Activation.begin(club, now=now, language=get_language(), **said)
    return redirect("clubs:activation-step", activation.token, activation.missing())


@login_not_required
@rate_limited("activate-step", "120/h")
def step(request, token, name):
    activation = _activation(token)
    if activation.status not in Activation.EDITABLE:
        return redirect("clubs:activation", token)
    if name not in STEPS:
        raise Http404
    form = STEPS[name](request.POST or None, instance=activation)
    if request.method == "POST" and form.is_valid():
        return _keep(request, activation, form.cleaned_data)
    return render(
        request, f"clubs/activation_{name}.html", {"activation": activation, "form": form, "step": name}
    )


def _keep(request, activation, said):
    try:
        activation.amend(**said)
    except MoveRefused:
        return redirect("clubs:activation", activation.token)
    if "later" in request.POST:
        return _save_for_later(request, activation)
    if step := activation.missing():
        return redirect("clubs:activation-step", activation.token, step)
    return redirect("clubs:activation-check", activation.token)


def _save_for_later(request, activation):
    emails.activation_saved(activation, now=timezone.now())
    messages.success(request, _("It is saved. We have sent you the link to this page."))
    return redirect("clubs:activation", activation.token)


@login_not_required
@rate_limited("activate-send", "20/h")
def check(request, token):
    """Everything on one page; the POST sends it, or sends it again after a question."""
    activation = _activation(token)
    if activation.status not in Activation.EDITABLE:
        return redirect("clubs:activation", token)
    if activation.missing():
        return redirect("clubs:activation-step", token, activation.missing())
    form = TermsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _send(request, activation)
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("clubs:activation", token)
    return render(
        request, "clubs/activation_check.html", {"activation": activation, "form": form, "step": "check"}
    )


def _send(request, activation):
    by, now = _account(request), timezone.now()
    if activation.status == Activation.Status.CHANGES:
        activation.resubmit(now=now, by=by)
    else:
        known = by and EmailAddress.objects.filter(
            user=by, verified=True, email__iexact=activation.contact_email
        )
        activation.send(now=now, by=by, address_confirmed=bool(known and known.exists()))


def _account(request):
    return request.user if request.user.is_authenticated else None


@login_not_required
def status(request, token):
    activation = _activation(token)
    context = {
        "activation": activation,
        "holder": crossing.holder(activation, now=timezone.now()),
        "steps": crossing.steps(activation),
        "history": activation.history(),
        "address_form": AddressForm(instance=activation),
        "next_step": activation.missing(),
    }
    return render(request, "clubs/activation_status.html", context)


@login_not_required
@require_POST
@rate_limited("activate-address", "6/h")
def address(request, token):
    """Send the confirmation once more, perhaps to a corrected address."""
    activation = _activation(token)
    form = AddressForm(request.POST, instance=activation)
    if not form.is_valid():
        messages.error(request, _("Please enter an email address, for example name@example.org."))
        return redirect("clubs:activation", token)
    try:
        activation.confirm_at(form.cleaned_data["contact_email"], now=timezone.now())
    except MoveRefused:
        return redirect("clubs:activation", token)
    messages.success(request, _("We have sent the email again."))
    return redirect("clubs:activation", token)


@login_not_required
@rate_limited("activate-confirm", "60/h")
def confirm(request, token, key):
    """The link in the mail. Mail scanners open links, so opening it changes nothing."""
    activation = _activation(token)
    if activation.status not in (Activation.Status.UNCONFIRMED,):
        return redirect("clubs:activation", token)
    if not activation.key_fits(key):
        return render(request, "clubs/activation_expired.html", {"activation": activation}, status=410)
    if request.method == "POST":
        with or_refused(request):
            activation.confirm(now=timezone.now(), by=_account(request))
        return redirect("clubs:activation", token)
    return render(request, "clubs/activation_confirm.html", {"activation": activation})


@login_not_required
@rate_limited("activate-step", "120/h")
def withdraw(request, token):
    activation = _activation(token)
    if "withdraw" not in activation.open_moves():
        return redirect("clubs:activation", token)
    if request.method == "POST":
        with or_refused(request):
            activation.withdraw(now=timezone.now(), by=_account(request))
        return redirect("clubs:activation", token)
    return render(request, "clubs/activation_withdraw.html", {"activation": activation})


@login_not_required
@rate_limited("activate-add-me", "10/h")
def exists(request, slug):
    """The club is active already: ask whoever activated it, without seeing their address."""
    club = get_object_or_404(Club, slug=slug)
    now = timezone.now()
    activation = Activation.objects.standing(club, year=RotaryYear.at(now, club.zone))
    if activation is None:
        raise Http404
    form = AddMeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        emails.activation_add_me(activation, **form.cleaned_data, now=now)
        messages.success(request, _("Your request is on its way. The answer comes by email."))
        return redirect("clubs:activation-exists", slug)
    return render(
        request, "clubs/activation_exists.html", {"club": club, "activation": activation, "form": form}
    )
