"""Views that do no more than their SQL, behind the same middleware as every page."""

import json
import os
import secrets

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import include, path

ONE_SELECT = """
    SELECT title, summary, place, starts_at, zone FROM campaigns_event
    JOIN campaigns_initiative ON id = initiative_ptr_id WHERE slug = %s AND status = 'live'
"""


@login_not_required
def event(request, slug):
    with connection.cursor() as cursor:
        cursor.execute(ONE_SELECT, [slug])
        return HttpResponse(str(cursor.fetchone()))


STATEMENTS = json.loads(os.environ.get("BENCH_STATEMENTS", "[]"))


@login_not_required
def signup(request, slug, event_pk, number):
    """The very statements of a signup, with other names in them."""
    names = {"SLUG": slug, "800000001": str(event_pk), "the-one@": f"bare{number}@"}
    names |= {"TOKEN": secrets.token_urlsafe(18), "CODE": secrets.token_hex(4)}
    with connection.cursor() as cursor:
        _run(cursor, [text for atomic, text in STATEMENTS if not atomic], names)
        with transaction.atomic():
            _run(cursor, [text for atomic, text in STATEMENTS if atomic], names)
    return HttpResponseRedirect("/")


def _run(cursor, statements, names):
    for text in statements:
        for name, own in names.items():
            text = text.replace(name, own)
        cursor.execute(text)
        rows = cursor.fetchall() if cursor.description else []
        if text.startswith('INSERT INTO "campaigns_signup"'):
            names["900000001"] = str(rows[0][0])


urlpatterns = [
    path("bare/events/<slug:slug>/", event),
    path("bare/signup/<slug:slug>/<int:event_pk>/<int:number>/", signup),
    path("", include("hope_portal.urls")),
]
