"""The form on the page of an event, and which signups this browser has made."""

from django.conf import settings

from campaigns.forms.signups import SignupForm

COOKIE = "signups"
MOST = 20


def box(request, event, *, now, form=None, stamp=None):
    """What `campaigns/_event_signup.html` shows. `stamp` stands in the form instead of a new one."""
    user = request.user
    known = event.signups.active().filter(email=user.email).first() if user.is_authenticated else None
    return {
        "event": event,
        "form": form or SignupForm(event=event, user=user, stamp=stamp),
        "known_signup": known,
        "signup_refusal": event.signup_refusal(now=now),
    }


def remember(response, request, signup):
    """Until the browser is closed, so that a second signup here leads back to the first."""
    kept = [*_kept(request), str(signup.pk)][-MOST:]
    response.set_signed_cookie(
        COOKIE, ".".join(kept), salt=COOKIE, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


def is_theirs(request, signup):
    """Made in this browser, or with the address of whoever is signed in."""
    user = request.user
    return str(signup.pk) in _kept(request) or (user.is_authenticated and user.email == signup.email)


def _kept(request):
    return request.get_signed_cookie(COOKIE, "", salt=COOKIE).split(".")
