from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify

from campaigns import calendars, flyer, structured, wording
from campaigns.brief import in_brief, state
from campaigns.forms.events import EventFilter
from campaigns.forms.signups import new_stamp
from campaigns.models import Event
from hope_portal.links import absolute
from hope_portal.paging import page
from hope_portal.pdf import pdf_response
from hope_portal.prepared import is_stranger, render_prepared

from .signup_box import box

PAGE = 20
STAMP = "stamp-of-whoever-reads-this"
VERSION = """
    SELECT initiative.xmin, initiative.ctid, event.xmin, event.ctid, starts_at <= %(now)s, ends_at <= %(now)s
    FROM campaigns_initiative initiative JOIN campaigns_event event ON initiative_ptr_id = id
    WHERE slug = %(slug)s
"""
"""Other after each change of the event, whoever made it, and when it begins or ends. What a club changes of
itself shows on the pages of its events some minutes later."""


@login_not_required
def event_list(request):
    now, form = timezone.now(), EventFilter(request.GET)
    form.is_valid()
    events = Event.objects.listed().upcoming(now=now).select_related("club").matching(**form.cleaned_data)
    events, after = page(events, after=request.GET.get("after"), size=PAGE)
    context = {"form": form, "rows": [in_brief(event, now=now) for event in events], "after": after}
    return render(request, "campaigns/event_list.html", context)


@login_not_required
def event_detail(request, slug):
    with connection.cursor() as cursor:
        cursor.execute(VERSION, {"slug": slug, "now": timezone.now()})
        facts = cursor.fetchone()
    return render_prepared(
        request,
        "campaigns/event_detail.html",
        lambda: _detail(request, slug),
        facts=facts,
        marks={STAMP: new_stamp},
    )


def _detail(request, slug):
    now = timezone.now()
    event = get_object_or_404(Event.objects.public().select_related("club__district"), slug=slug)
    return {
        "state": state(event, now=now),
        "hours": wording.hours(event.starts_at, event.ends_at, event.zone),
        "zone_name": wording.zone_name(event.zone),
        "yours": _in_the_zone_of(request.user, event),
        "where": wording.where(event, for_guests=False),
        "url": absolute(event.get_absolute_url()),
        "structured": structured.event(event),
        **box(request, event, now=now, stamp=STAMP if is_stranger(request) else None),
    }


def _in_the_zone_of(user, event):
    """The time on the reader's clock, where it is another one."""
    zone = getattr(user, "zone", "")
    if wording.differs(event.starts_at, event.zone, zone):
        return wording.when(event.starts_at, event.ends_at, zone)
    return None


def _upcoming(slug):
    live = Event.objects.public().filter(status=Event.Status.LIVE).select_related("club__district")
    return get_object_or_404(live, slug=slug, starts_at__gt=timezone.now())


@login_not_required
def event_ics(request, slug):
    event = get_object_or_404(Event.objects.public().select_related("club"), slug=slug)
    text = calendars.feed([event], event.title)
    headers = {"Content-Disposition": f'attachment; filename="{slugify(event.slug)}.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


@login_not_required
def event_flyer(request, slug):
    event = _upcoming(slug)
    return pdf_response("event_flyer", flyer.data(event), name=event.slug)


@login_not_required
def event_qr(request, slug):
    event = _upcoming(slug)
    drawing = flyer.qr_code(absolute(event.get_absolute_url()))
    return HttpResponse(drawing, content_type="image/svg+xml")
