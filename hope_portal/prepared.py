"""Pages that are the same for every stranger are rendered once and kept for some minutes by each web process.

A stranger has no session, so nothing on such a page is theirs but what its forms carry from visit to visit:
for that, a mark stands in what is kept.
"""

from hashlib import sha256
from secrets import token_hex

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from hope_portal.safety.where import browser_country

TOKEN = "token-of-whoever-reads-this"  # noqa: S105 a mark, not a secret
KEPT = LocMemCache("prepared pages", {"TIMEOUT": 300, "OPTIONS": {"MAX_ENTRIES": 300}})


def render_prepared(request, template, context, *, facts, marks=None):
    """The page of `template` with what the callable `context` returns.

    `facts` is all that the page depends on beside language and country: when it changes, so does the page.
    `marks` are texts of the page with the callables that give each reader their own instead.
    """
    if not is_stranger(request):
        return render(request, template, context())
    told = repr((template, request.path, get_language(), browser_country(request), facts))
    key = sha256(told.encode()).hexdigest()
    html = KEPT.get(key)
    if html is None:
        html = render_to_string(template, {**context(), "csrf_token": TOKEN}, request)
        KEPT.set(key, html)
    for mark, own in {TOKEN: lambda: _token(request), **(marks or {})}.items():
        html = html.replace(mark, own())
    return HttpResponse(html)


def _token(request):
    """The secret itself, which Django takes as well as its own masked one, at a fifth of the price.

    A mask hides it from who can guess at it through the length of compressed answers that repeat what a
    request said. A prepared page repeats nothing.
    """
    secret = request.META.setdefault("CSRF_COOKIE", token_hex(16))
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = True
    return secret


def is_stranger(request):
    """Without a session and with nothing that was left to tell them."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES and "messages" not in request.COOKIES
