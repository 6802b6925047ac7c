"""Which events strangers find, and how they narrow them down."""

from django.db.models import FloatField, Q
from django.db.models.functions import ASin, Coalesce, Cos, Least, Power, Radians, Sin, Sqrt

from campaigns.distances import EARTH_IN_MILES
from campaigns.towns import state_code

from .audience import PUPILS
from .initiative import Initiative, InitiativeQuerySet


class ListedEvents(InitiativeQuerySet):
    """Events with pupils have no public page at all, whatever else is said of them."""

    def public(self):
        return super().public().exclude(audience__in=PUPILS)

    def listed(self):
        return super().listed().exclude(audience__in=PUPILS)

    def announced(self):
        """What calendars follow: a cancelled event is taken out of them only where it still stands here."""
        statuses = [Initiative.Status.LIVE, Initiative.Status.CANCELLED]
        return self.filter(status__in=statuses, listed=True).exclude(audience__in=PUPILS)

    def upcoming(self, *, now):
        """The next one first."""
        return self.filter(starts_at__gt=now).order_by("starts_at", "pk")

    def matching(self, *, place=None, miles=None, since=None, language="", format=""):
        """`place`: a Town; `since`: an instant; `format`: "online" or "in_person"."""
        found = self
        if since:
            found = found.filter(starts_at__gte=since)
        if language:
            found = found.filter(language=language)
        if format:
            online = Q(kind=Initiative.Kind.ONLINE)
            found = found.filter(online if format == "online" else ~online)
        if place and miles:
            return found.within(miles, of=place)
        return found.in_place(place) if place else found

    def in_place(self, place):
        """By the name of a city, or of a state or region."""
        city = Q(city__istartswith=place.name)
        if place.region:
            return self.filter(city, region__iexact=place.region)
        return self.filter(city | Q(region__iexact=state_code(place.name) or place.name))

    def within(self, miles, *, of):
        """As the crow flies. What does not say where it is counts as being where its club is."""
        north = Radians(Coalesce("latitude", "club__latitude"))
        west = Radians(Coalesce("longitude", "club__longitude"))
        here_north, here_west = Radians(of.latitude), Radians(of.longitude)
        half = Power(Sin((north - here_north) / 2), 2) + Cos(north) * Cos(here_north) * Power(
            Sin((west - here_west) / 2), 2
        )
        far = 2 * EARTH_IN_MILES * ASin(Sqrt(Least(half, 1.0)), output_field=FloatField())
        return self.annotate(miles=far).filter(miles__lte=miles)
