"""Another time, place or format once people count on the event. Part of Event, apart from it for length."""

from typing import ClassVar

from django.db import transaction
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns import announcements
from hope_portal.texts import Text

from .initiative import InitiativeRefused
from .presenter import PresenterBusy


class Moved:
    NOTED: ClassVar[dict[str, Text]] = {"moved": _("Time or place changed")}

    def move_refusal(self, *, now):
        """Why nothing of it can be changed any more: a sentence, or None."""
        if self.status not in self.RUNNING:
            return __("This can be changed only while the event is approved and ahead.")
        return __("This event has begun or is over.") if self.starts_at <= now else None

    @transaction.atomic
    def move(self, *, by, now, seen, **said):
        """Another time, place or format; everybody who has or awaits seats hears of it.

        `said` are fields of the event. `seen` is the version it was decided upon: of two who change it at
        once, the second looks again. The presenter must be free then. Raises InitiativeRefused.
        """
        self.lock()
        self.refresh_from_db()
        if refusal := self.move_refusal(now=now):
            raise InitiativeRefused(refusal)
        if seen != self.version:
            raise InitiativeRefused(__("Someone changed this event in the meantime. Please look again."))
        before = announcements.as_told(self)
        self._take_over(said, now=now)
        if any(before[name] != getattr(self, name) for name in ("starts_at", "ends_at", "kind")):
            self._book_again(now=now)
        self._next_version()
        self._record("moved", was=self.status, by=by, now=now)
        announcements.event_moved(self, now=now, before=before)

    def _take_over(self, said, *, now):
        for name, value in said.items():
            setattr(self, name, value)
        self.derive_times()
        if self.starts_at <= now:
            raise InitiativeRefused(__("This time is over already. Choose a later one."))
        self.save(update_fields=[*said, "starts_at", "ends_at"])
        if self.status == self.Status.LIVE and self.with_pupils and (refusal := self.youth_refusal()):
            raise InitiativeRefused(refusal)

    def _book_again(self, *, now):
        """What a club may know of a presenter's calendar is that it is full."""
        for booking in self.bookings.standing().select_related("presenter"):
            try:
                if booking.presenter.is_away_on(self.day):
                    raise PresenterBusy
                booking.presenter.book(self, now=now)
            except PresenterBusy:
                raise InitiativeRefused(
                    __("Your presenter cannot come at this time. Choose another, or ask NCMEC.")
                ) from None
