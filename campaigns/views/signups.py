from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from campaigns import emails, signup_page, wording
from campaigns.flyer import qr_code
from campaigns.forms.signups import FindForm, NameForm, SeatsForm, SignupForm
from campaigns.models import AlreadySignedUp, Event, Signup, SignupRefused
from hope_portal.plain_sql import Written
from hope_portal.ratelimit import rate_limited

from .signup_box import box, is_theirs, remember

OF_THE_FORM = ("slug", "title", "status", "zone", "starts_at", "ends_at", "capacity", "taken", "party_limit")
EVENT = Written(lambda slug: Event.objects.public().filter(slug=slug).only("count_only", *OF_THE_FORM))


@login_not_required
@rate_limited("signup", "100/h", email="20/d")
def sign_up(request, slug):
    event = EVENT.first(slug)
    if event is None:
        raise Http404
    form = SignupForm(request.POST or None, event=event, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            signup = event.sign_up(**form.said(), now=timezone.now())
        except AlreadySignedUp as already:
            return _known(request, already.signup)
        except SignupRefused as refused:
            form.add_error(None, str(refused))
        else:
            return remember(redirect(signup), request, signup)
    return _form_page(request, event, form)


def _form_page(request, event, form):
    when = wording.when(event.starts_at, event.ends_at, event.zone)
    context = box(request, event, form=form, now=timezone.now()) | {"when": when}
    return render(request, "campaigns/event_signup.html", context)


def _known(request, signup):
    """Whoever only knows the address learns nothing of the signup; its owner gets the way to it by mail."""
    if is_theirs(request, signup):
        return redirect(signup)
    emails.signup_reminded_of(signup, now=timezone.now())
    return render(request, "campaigns/signup_known.html", {"event": signup.event})


@login_not_required
@rate_limited("signup-find", "30/h", email="10/h")
def find(request):
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if signup := Signup.objects.filter(**form.cleaned_data).first():
            return redirect(signup)
        form.add_error(None, _("We find no seats with this code and this address. Check both."))
    return render(request, "campaigns/signup_find.html", {"form": form})


def by_token(view):
    """For whoever has the link. A POST is one verb; what it refuses is said on the page."""

    @wraps(view)
    def wrapped(request, token, **kwargs):
        signup = Signup.objects.select_related("event__club").filter(token=token).first()
        if signup is None:
            return render(request, "campaigns/signup_unknown.html", status=404)
        try:
            return view(request, signup, **kwargs) or redirect(signup)
        except SignupRefused as refused:
            messages.error(request, str(refused))
            return redirect(signup)

    return login_not_required(never_cache(rate_limited("signup-page", "300/h")(wrapped)))


def _page(request, signup, **changed):
    context = signup_page.context(signup, now=timezone.now()) | changed
    return render(request, "campaigns/signup_detail.html", context)


@by_token
def detail(request, signup):
    return _page(request, signup)


@by_token
def qr(request, signup):
    """The code as a picture, for the camera at the door."""
    return HttpResponse(qr_code(signup.code), content_type="image/svg+xml")


@require_POST
@by_token
def change_seats(request, signup):
    form = SeatsForm(request.POST, signup=signup)
    if not form.is_valid():
        return _page(request, signup, seats_form=form)
    signup.change_seats(form.cleaned_data["seats"], now=timezone.now())
    messages.success(request, _("Your seats are changed."))


@require_POST
@by_token
def rename(request, signup):
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, signup, name_form=form)
    signup.rename(form.cleaned_data["name"], now=timezone.now())
    messages.success(request, _("The name is changed."))


@require_POST
@by_token
def accept(request, signup):
    signup.accept(now=timezone.now())


def _seats(request):
    said = request.POST.get("seats", "")
    return int(said) if said.isdecimal() else 0


@require_POST
@by_token
def take(request, signup):
    signup.take(_seats(request), now=timezone.now())


@require_POST
@by_token
def rejoin(request, signup):
    signup.rejoin(seats=_seats(request), now=timezone.now())


@require_POST
@by_token
def come_late(request, signup):
    signup.come_late("yes" in request.POST, now=timezone.now())


@by_token
def cancel(request, signup):
    """Asks first; a link in a mail leads here."""
    if request.method == "POST":
        return signup.cancel(now=timezone.now())
    if signup.change_refusal(now=timezone.now()):
        return redirect(signup)
    return render(request, "campaigns/signup_cancel.html", signup_page.for_cancel(signup))
