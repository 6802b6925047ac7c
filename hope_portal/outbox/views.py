from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .models import Message
from .preferences import decline, read_token


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """One click in a mail program (RFC 8058), or one button here. Safe to repeat.

    Link scanners fetch this page, so GET changes nothing. The token is the only permission, without a cookie.
    """
    named = read_token(token)
    if not named:
        raise Http404
    hashed, kind = named
    done = request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click"
    if done:
        decline(hashed, kind)
    return render(request, "outbox/unsubscribe.html", {"kind": Message.Kind(kind).label, "done": done})
