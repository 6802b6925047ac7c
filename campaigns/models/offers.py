"""The waiting list: until when a seat is kept for somebody, and what becomes of the offer.

`Offered` is part of Signup, apart from it for length.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns import emails

from .refusals import SignupRefused

LASTS = timedelta(hours=24)
SHARE = 3
"""As the event nears, an offer lasts this part of the time that is left."""
SHORTEST = timedelta(minutes=30)
STOPS, STOPS_LATE = timedelta(hours=12), timedelta(hours=2)
"""How long before the event the last offers end: for everybody, and for those who come at short notice."""
NIGHT, MORNING = time(21), time(8)
READ_BY = time(9)
"""What would end at night ends then: mail of the night is read first."""


def deadline(event, *, now, late=False):
    """When an offer made now would end: never between 21:00 and 08:00 in the event's zone.

    None where too little time is left to make one. `late`: the person comes even two hours before.
    """
    last = event.starts_at - (STOPS_LATE if late else STOPS)
    ends = _out_of_the_night(now + min(LASTS, (event.starts_at - now) / SHARE), event.zone)
    if ends > last:
        ends = _before_the_night(last, event.zone)
    return ends if ends - now >= SHORTEST else None


def _out_of_the_night(at, zone):
    local = at.astimezone(ZoneInfo(zone))
    if local.time() >= NIGHT:
        local += timedelta(days=1)
    elif local.time() >= READ_BY:
        return at
    return datetime.combine(local.date(), READ_BY, ZoneInfo(zone)).astimezone(UTC)


def _before_the_night(at, zone):
    local = at.astimezone(ZoneInfo(zone))
    if local.time() < MORNING:
        local -= timedelta(days=1)
    elif local.time() < NIGHT:
        return at
    evening = datetime.combine(local.date(), NIGHT, ZoneInfo(zone)).astimezone(UTC)
    return evening - timedelta(minutes=1)


class Offered(models.Model):
    late_offers = models.BooleanField(_("take a seat even two hours before"), default=False)
    waiting_since = models.DateTimeField(_("waiting since"), null=True)
    offered_until = models.DateTimeField(_("offered until"), null=True)

    class Meta:
        abstract = True

    def has_offer(self, *, now):
        return self.status == self.Status.OFFERED and now < self.offered_until

    def offer_is_over(self, *, now):
        """It ran out, even where nobody has noted it yet."""
        return self.status == self.Status.OFFERED and self.offered_until <= now

    def ahead(self):
        """How many parties have waited longer."""
        before = Q(waiting_since__lt=self.waiting_since) | Q(waiting_since=self.waiting_since, pk__lt=self.pk)
        return self.event.signups.waiting().filter(before).count()

    def offer(self, *, until):
        """Under the event's lock."""
        self.event.hold(self.seats)
        self._become(self.Status.OFFERED, offered_until=until)
        emails.signup_offered(self)

    def accept_refusal(self, *, now):
        """Why the offered seats cannot be taken now: a sentence, or None."""
        if not self.has_offer(now=now):
            return __("This offer has run out. You can join the waiting list again.")
        return self.event.signup_refusal(now=now)

    @transaction.atomic
    def accept(self, *, now):
        """The offered seats are theirs. Harmless to repeat. Raises SignupRefused."""
        self._lock()
        if self.status == self.Status.CONFIRMED:
            return
        if refusal := self.accept_refusal(now=now):
            raise SignupRefused(refusal)
        self._become(self.Status.CONFIRMED, confirmed_at=now)
        emails.signup_confirmed(self)

    def take_refusal(self, seats, *, now):
        """Why free seats cannot be taken off the waiting list now: a sentence, or None."""
        if self.status != self.Status.WAITING:
            return __("You are not on the waiting list any more.")
        refusal = self.event.signup_refusal(now=now) or self.event.party_refusal(seats)
        return refusal or self.event.room_refusal(seats)

    @transaction.atomic
    def take(self, seats, *, now):
        """Seats that are free while they wait: too few for the party, or freed too late for offers.

        It is nobody else's turn: who waited longer and fits has an offer. Harmless to repeat.
        Raises SignupRefused.
        """
        self._lock()
        if self.status == self.Status.CONFIRMED:
            return
        if refusal := self.take_refusal(seats, now=now):
            raise SignupRefused(refusal)
        self.event.hold(seats)
        self._become(self.Status.CONFIRMED, seats=seats, confirmed_at=now)
        emails.signup_confirmed(self)

    @transaction.atomic
    def expire(self, *, now):
        """Nobody took the offer: its seats are free again, once. Harmless to repeat."""
        self._lock()
        if self.offer_is_over(now=now):
            self._expire(now=now)

    def _expire(self, *, now):
        self.event.hold(-self.seats)
        self._become(self.Status.EXPIRED)
        if not self.event.signup_refusal(now=now):
            emails.signup_offer_expired(self)
            self.event.offer_free_seats(now=now)

    @transaction.atomic
    def rejoin(self, *, seats=None, now):
        """After an offer that ran out or a cancellation: as if they signed up now. Raises SignupRefused."""
        self._lock()
        if self.offer_is_over(now=now):
            self._expire(now=now)
        if self.is_active:
            return
        seats = seats or self.seats
        if refusal := self.event.signup_refusal(now=now) or self.event.party_refusal(seats):
            raise SignupRefused(refusal)
        self.enter(seats=seats, now=now)

    @transaction.atomic
    def come_late(self, yes, *, now):
        """Whether they take a seat even two hours before the event. Raises SignupRefused."""
        self._lock()
        if refusal := self.change_refusal(now=now):
            raise SignupRefused(refusal)
        self.late_offers = yes
        self.save(update_fields=["late_offers"])
        self.event.offer_free_seats(now=now)
