from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemap_views
from django.contrib.syndication.views import Feed
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from campaigns import calendars, wording
from campaigns.forms.events import EventFilter
from campaigns.models import Event
from campaigns.sitemaps import SITEMAPS
from clubs.models import Club
from hope_portal.links import absolute

MOST, NEWEST = 300, 50
PAST = timedelta(days=30)
"""How long an event stays in calendars that follow a feed."""
KEPT = 5 * 60
"""Seconds for which the calendar of all clubs is kept: many follow it, and it is long."""


@login_not_required
def events_ics(request):
    """Of all clubs, or what the same question to the list finds."""
    form = EventFilter(request.GET)
    form.is_valid()
    events = Event.objects.announced().matching(**form.cleaned_data)
    if form.is_used:
        return _calendar(_feed(events, _("Events of clubs")))
    key = f"events.ics:{get_language()}"
    return _calendar(cache.get_or_set(key, lambda: _feed(events, _("Events of clubs")), KEPT))


@login_not_required
def club_events_ics(request, slug):
    club = get_object_or_404(Club, slug=slug)
    name = _("Events of the %(club)s") % {"club": club.full_name}
    return _calendar(_feed(Event.objects.announced().filter(club=club), name))


def _feed(events, name):
    recent = events.upcoming(now=timezone.now() - PAST).select_related("club")
    return calendars.feed(recent[:MOST], name)


def _calendar(text):
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


class Announcements(Feed):
    """The events that were announced last, for whoever reads news."""

    feed_type = Atom1Feed

    def title(self):
        return _("Events of clubs")

    def link(self):
        return absolute(reverse("campaigns:event-list"))

    def feed_url(self):
        return absolute(reverse("campaigns:events-atom"))

    def items(self):
        upcoming = Event.objects.listed().upcoming(now=timezone.now())
        return upcoming.select_related("club").order_by("-pk")[:NEWEST]

    def item_title(self, event):
        return event.title

    def item_link(self, event):
        return absolute(event.get_absolute_url())

    def item_guid(self, event):
        return self.item_link(event)

    def item_description(self, event):
        time = wording.when(event.starts_at, event.ends_at, event.zone)
        return "\n".join(filter(None, [time, wording.where(event, for_guests=False), event.summary]))

    def item_author_name(self, event):
        return event.club.full_name

    def item_pubdate(self, event):
        return event.created_at

    item_updateddate = item_pubdate


events_atom = login_not_required(Announcements())


@login_not_required
def sitemap_index(request):
    return sitemap_views.index(
        request, SITEMAPS, "campaigns/sitemap_index.xml", sitemap_url_name="campaigns:sitemap"
    )


@login_not_required
def sitemap(request, section):
    return sitemap_views.sitemap(request, SITEMAPS, section, "campaigns/sitemap.xml")
