"""What search engines may find. Help pages come first."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from campaigns.models import Event
from clubs.models import Club


class Places(Sitemap):
    def items(self):
        return [
            "safety:help",
            "campaigns:home",
            "campaigns:event-list",
            "clubs:club-list",
            "clubs:activate",
            "privacy",
        ]

    def location(self, name):
        return reverse(name)


class Events(Sitemap):
    limit = 5000

    def items(self):
        return Event.objects.listed().order_by("pk").only("slug")


class Clubs(Sitemap):
    limit = 5000

    def items(self):
        return Club.objects.order_by("pk").only("slug")


SITEMAPS: dict[str, type[Sitemap] | Sitemap] = {"places": Places, "events": Events, "clubs": Clubs}
