import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns import emails, signup_mail
from hope_portal.plain_sql import insert

from .arrival import Arriving
from .offers import Offered
from .refusals import SignupRefused

LEGIBLE = "ACDEFGHJKLMNPQRTUVWXY34679"
"""No two of these look or sound alike on paper and on the phone."""


def new_token():
    return secrets.token_urlsafe(18)


def new_code():
    return get_random_string(8, LEGIBLE)


class SignupQuerySet(models.QuerySet["Signup"]):
    def confirmed(self):
        return self.filter(status=Signup.Status.CONFIRMED)

    def holding(self):
        """Those whose seats count as taken."""
        return self.filter(status__in=Signup.HOLDING)

    def active(self):
        return self.filter(status__in=Signup.ACTIVE)

    def waiting(self):
        """In the order in which they came."""
        return self.filter(status=Signup.Status.WAITING).order_by("waiting_since", "pk")

    def that_fit(self, free):
        return self if free is None else self.filter(seats__lte=free)

    def offers_over(self, now):
        return self.filter(status=Signup.Status.OFFERED, offered_until__lte=now)

    def seats(self):
        return self.aggregate(n=Coalesce(Sum("seats"), 0))["n"]


class Signup(Arriving, Offered):
    """A party of people that one person brings to an event, known by one email address.

    `token` opens its own pages without an account and is as good as a key: it is never logged. `code` is
    what people read out at the door. `version` grows with each change that the person is told of.
    """

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        WAITING = "waiting", _("Waiting")
        OFFERED = "offered", _("Offered a seat")
        CANCELLED = "cancelled", _("Cancelled")
        EXPIRED = "expired", _("Offer ran out")

    HOLDING = (Status.CONFIRMED, Status.OFFERED)
    ACTIVE = (Status.CONFIRMED, Status.OFFERED, Status.WAITING)

    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="signups")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="signups"
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"), null=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    access_needs = models.TextField(_("what would help you take part"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, editable=False)

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    code = models.CharField(_("code"), max_length=8, default=new_code, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("signed up"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)
    arrived = models.PositiveSmallIntegerField(_("people who came"), default=0)
    arrival_noted_at = models.DateTimeField(null=True, editable=False)

    objects = SignupQuerySet.as_manager()

    class Meta:
        verbose_name = _("signup")
        verbose_name_plural = _("signups")
        constraints = [
            models.UniqueConstraint("event", "email", name="one_signup_an_address"),
            models.UniqueConstraint("event", "code", name="one_code_a_signup"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="signup_email_is_lower_case"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="signup_has_a_seat"),
            models.CheckConstraint(
                condition=~Q(status="offered") | Q(offered_until__isnull=False), name="offer_has_an_end"
            ),
        ]
        indexes = [
            models.Index(
                "event", "waiting_since", "id", condition=Q(status="waiting"), name="signup_waiting"
            ),
            models.Index("offered_until", condition=Q(status="offered"), name="signup_offers"),
            models.Index("event", "status", "name", "id", name="signup_list"),
            models.Index("email", name="signup_by_address"),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("campaigns:signup", args=[self.token])

    @property
    def is_active(self):
        return self.status in self.ACTIVE

    @property
    def held(self):
        return self.seats if self.status in self.HOLDING else 0

    @property
    def legible_code(self):
        return f"{self.code[:4]}-{self.code[4:]}"

    @property
    def sequence(self):
        """For calendars: grows with every change of the event or of the signup, and never shrinks."""
        return self.event.version + self.version

    def enter(self, *, seats, now, **said):
        """Under the event's lock: seats, or a place on the waiting list. False if the address has a row."""
        fits = self.event.fits(seats)
        since = {"confirmed_at": now} if fits else {"waiting_since": now}
        status = self.Status.CONFIRMED if fits else self.Status.WAITING
        if not self._become(status, seats=seats, **since, **said):
            return False
        if fits:
            self.event.hold(seats)
            emails.signup_confirmed(self)
        else:
            emails.signup_waiting(self)
        return True

    def _become(self, status, **also):
        """Nothing else is written: a name or an arrival may change at the same time."""
        is_new = self.pk is None
        changed = {"status": status, "offered_until": None, "cancelled_at": None, **also}
        for field, value in changed.items():
            setattr(self, field, value)
        if is_new:
            return insert(self, unless_same=("event_id", "email"))
        self.version += 1
        self.save(update_fields=["version", *changed])
        return True

    def _lock(self):
        """The event's row first, then this one as it is now."""
        self.event.lock()
        self.refresh_from_db(fields=["status", "seats", "version", "offered_until", "late_offers"])

    def change_refusal(self, *, now):
        """Why nothing about it can be changed now: a sentence, or None."""
        if not self.is_active:
            return __("You are not signed up any more.")
        if self.offer_is_over(now=now):
            return __("This offer has run out. You can join the waiting list again.")
        return self.event.signup_refusal(now=now)

    def seats_refusal(self, seats):
        """Why the party cannot be that large: a sentence, or None."""
        if refusal := self.event.party_refusal(seats):
            return refusal
        if self.status == self.Status.CONFIRMED:
            return self.event.room_refusal(seats - self.seats)
        if self.status == self.Status.OFFERED and seats > self.seats:
            return __("Take the seats you are offered first. Then ask for more.")
        return None

    @transaction.atomic
    def change_seats(self, seats, *, now):
        """More where they are free, or fewer, which then go to those who wait. Raises SignupRefused."""
        self._lock()
        if refusal := self.change_refusal(now=now) or self.seats_refusal(seats):
            raise SignupRefused(refusal)
        if seats == self.seats:
            return
        if self.held:
            self.event.hold(seats - self.seats)
        self.seats = seats
        self.version += 1
        self.save(update_fields=["seats", "version"])
        emails.signup_seats_changed(self)
        self.event.offer_free_seats(now=now)

    def rename(self, name, *, now):
        """Needs no free seat: a party may send somebody else. Raises SignupRefused."""
        if refusal := self.change_refusal(now=now):
            raise SignupRefused(refusal)
        self.name = name
        self.save(update_fields=["name"])

    @transaction.atomic
    def cancel(self, *, now):
        """Its seats are free again, once, and go to those who wait. Harmless to repeat."""
        self._lock()
        if not self.is_active:
            return
        was, held = self.status, self.held
        self._become(self.Status.CANCELLED, cancelled_at=now)
        emails.signup_cancelled(self, was=was)
        if held:
            self.event.hold(-held)
            self.event.offer_free_seats(now=now)

    def message_refusal(self, message):
        """Asked before a message to this person is sent: is it still true?"""
        return signup_mail.refusal(self, message)

    def message_context(self, message):
        return signup_mail.context(self, message)
