"""How the seats of an event are given out. Part of Event, apart from it for length.

`taken` is the sum of the seats that signups hold, kept with every change under the lock of the event's row.
"""

from django.db import models, transaction
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hope_portal import plain_sql

from .offers import deadline
from .refusals import AlreadySignedUp, SignupRefused
from .signup import Signup

LOOKED_AT = ("status", "version", "starts_at", "ends_at", "zone", "capacity", "taken", "party_limit")
LOCK = f"""
    SELECT {", ".join(LOOKED_AT)} FROM campaigns_event event
    JOIN campaigns_initiative initiative ON initiative.id = event.initiative_ptr_id
    WHERE initiative.id = %s FOR NO KEY UPDATE OF initiative, event
"""  # noqa: S608 our own names
HOLD = "UPDATE campaigns_event SET taken = %s WHERE initiative_ptr_id = %s"


class Seats(models.Model):
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Leave it empty where there is room for everybody.")
    )
    taken = models.PositiveIntegerField(default=0, editable=False)
    party_limit = models.PositiveSmallIntegerField(_("seats one person can take"), default=10)
    count_only = models.BooleanField(
        _("no names, only a head count"), default=False, help_text=_("Nobody can sign up.")
    )

    class Meta:
        abstract = True

    @property
    def free(self):
        """Seats that nobody holds; None where there is room for everybody."""
        return None if self.capacity is None else self.capacity - self.taken

    def fits(self, seats):
        return self.capacity is None or self.taken + seats <= self.capacity

    def lock(self):
        """Wait for whoever else gives out seats or cancels, keep others out until we commit, and look again.

        Both rows are locked, since what a join brings along unlocked is not read anew after a wait; in the
        order in which saving writes them, so that nobody waits for each other.
        """
        for name, value in zip(LOOKED_AT, plain_sql.one(LOCK, self.pk), strict=True):
            setattr(self, name, value)

    def hold(self, seats):
        """Take seats, or give them back where negative. Call it under the lock."""
        self.taken += seats
        plain_sql.run(HOLD, self.taken, self.pk)

    def signup_refusal(self, *, now):
        """Why nobody can sign up now: a sentence, or None."""
        if self.status == self.Status.CANCELLED:
            return __("This event was cancelled.")
        if self.starts_at is not None and self.starts_at <= now:
            return __("This event has begun or is over.")
        if self.status != self.Status.LIVE:
            return __("Nobody can sign up for this event yet.")
        if self.count_only:
            return __("The host invites people to this event. Nobody needs to sign up here.")
        return None

    def room_refusal(self, seats):
        if self.fits(seats):
            return None
        if not self.free:
            return __("All seats are taken.")
        return ngettext("Only %(n)s more seat is free.", "Only %(n)s more seats are free.", self.free) % {
            "n": self.free
        }

    def party_refusal(self, seats):
        if not 1 <= seats <= self.party_limit:
            return ngettext(
                "One person can take %(n)s seat.", "One person can take up to %(n)s seats.", self.party_limit
            ) % {"n": self.party_limit}
        if self.capacity is not None and seats > self.capacity:
            return __("There are not that many seats in the room.")
        return None

    @transaction.atomic
    def sign_up(self, *, name, email, seats=1, now, **said):
        """Seats where they are free, else a place on the waiting list; the person hears which.

        Raises AlreadySignedUp, which knows the signup, and SignupRefused.
        """
        said |= {"name": name, "seats": seats, "now": now}
        self.lock()
        if refusal := self.signup_refusal(now=now) or self.party_refusal(seats):
            raise SignupRefused(refusal)
        signup = Signup(event=self, email=email.strip().lower(), created_at=now)
        if not signup.enter(**said):
            signup = self.signups.get(email=signup.email)
            if signup.is_active:
                raise AlreadySignedUp(signup)
            signup.enter(**said)
        return signup

    def offer_free_seats(self, *, now):
        """Under the lock: whoever has waited longest and fits is offered seats, until no party fits."""
        if self.free == 0 or self.signup_refusal(now=now):
            return
        near, late = (deadline(self, now=now, late=late) for late in (False, True))
        waiting = self.signups.waiting() if near else self.signups.waiting().filter(late_offers=True)
        while late and (first := waiting.that_fit(self.free).first()):
            first.offer(until=late if first.late_offers else near)

    def capacity_refusal(self, capacity):
        if capacity is not None and capacity < self.taken:
            return ngettext(
                "%(n)s seat is taken. Give the room at least that many.",
                "%(n)s seats are taken. Give the room at least that many.",
                self.taken,
            ) % {"n": self.taken}
        return None

    @transaction.atomic
    def set_capacity(self, capacity, *, now):
        """None: room for everybody. New seats go to those who wait. Raises SignupRefused."""
        self.lock()
        if refusal := self.capacity_refusal(capacity):
            raise SignupRefused(refusal)
        self.capacity = capacity
        self.save(update_fields=["capacity"])
        self.offer_free_seats(now=now)
