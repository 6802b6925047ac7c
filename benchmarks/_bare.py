"""Views that do no more than their SQL, behind the same middleware as every page."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
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


urlpatterns = [path("bare/events/<slug:slug>/", event), path("", include("hope_portal.urls"))]
