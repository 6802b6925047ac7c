"""Who of NCMEC's presenters could come, on which day, and why: every reason is shown.

Whatever is asked, the presenters, their absences and their bookings are read once.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hope_portal.workflow.calendar import local_day

from .distances import miles
from .models import PUPILS, Absence, Booking, Presenter

RECENT = timedelta(days=90)
A_BOOKING_IN_MILES = 20
"""Of two presenters the nearer one comes first; each recent booking counts like this many miles."""
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Reason:
    ok: bool
    text: str


@dataclass(frozen=True)
class Candidate:
    presenter: Presenter
    day: date | None
    reasons: list[Reason] = field(default_factory=list)
    rank: float = 0

    @property
    def eligible(self):
        return all(reason.ok for reason in self.reasons)

    @property
    def against(self):
        return [reason for reason in self.reasons if not reason.ok]


def days_between(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def free_weeks(*, region="", audience=None, language=None, online=False, now, weeks=16):
    """(Monday, how many presenters have at least one free day in that week), from next week on."""
    today = local_day(now, settings.STAFF_ZONE)
    monday = today + timedelta(days=7 - today.weekday())
    team = [
        presenter
        for presenter in _team(since=now)
        if (audience is None or audience in presenter.audiences)
        and (language is None or language in presenter.languages)
        and (presenter.online if online else _goes_to(presenter, region))
    ]
    mondays = [monday + n * WEEK for n in range(weeks)]
    return [(day, sum(_has_a_free_day(presenter, day) for presenter in team)) for day in mondays]


def _goes_to(presenter, region):
    """By name only: a region has no distance."""
    return not region or region in (presenter.regions or [presenter.region])


def _has_a_free_day(presenter, monday):
    week = days_between(monday, monday + timedelta(days=6))
    return any(_conflict(presenter, day, *_all_day(day, settings.STAFF_ZONE)) is None for day in week)


def _team(*, since):
    """Presenters who are active, with the bookings and absences that are not over by `since`."""
    bookings = Booking.objects.standing().filter(during__endswith__gt=since).select_related("event")
    absences = Absence.objects.filter(last_day__gte=since.date() - timedelta(days=1))
    return Presenter.objects.filter(active=True).prefetch_related(
        Prefetch("bookings", bookings, to_attr="engagements"),
        Prefetch("absences", absences, to_attr="away"),
    )


def _all_day(day, zone):
    return _clock(day, time.min, zone), _clock(day + timedelta(days=1), time.min, zone)


def _clock(day, at, zone):
    return datetime.combine(day, at, ZoneInfo(zone))


def _conflict(presenter, day, start, end, *, but=None):
    """Why somebody cannot come on `day` from `start` to `end`, but for event `but`: a sentence, or None."""
    if day.weekday() not in presenter.weekdays:
        return _("Does not present on a %(weekday)s.") % {"weekday": date_format(day, "l")}
    for absence in presenter.away:
        if absence.first_day <= day <= absence.last_day:
            return _("Away until %(day)s.") % {"day": date_format(absence.last_day, "MONTH_DAY_FORMAT")}
    for booking in presenter.engagements:
        if booking.event_id != but and booking.during.lower < end and start < booking.during.upper:
            said = {"day": date_format(day, "MONTH_DAY_FORMAT"), "event": booking.event.reference}
            return _("Booked on %(day)s for %(event)s.") % said
    return None


def candidates(event, day=None, *, now):
    """Every presenter for the event on a day, at its own time where none is given: the best first, and those
    who cannot come last."""
    return Match(event, now=now).on(day or event.day)


class Match:
    """The presenters as they fit one event."""

    def __init__(self, event, *, now):
        self.event, self.now = event, now

    @cached_property
    def team(self):
        return list(_team(since=self.now - RECENT))

    def of(self, event):
        """The same people for another event, or for the same one at another time."""
        other = Match(event, now=self.now)
        other.team = self.team
        return other

    @cached_property
    def place(self):
        """The town of the event, else that of its club."""
        placed = self.event if self.event.latitude is not None else self.event.club
        return placed.latitude, placed.longitude

    def on(self, day):
        """At the event's own time where it is set to that day."""
        event = self.event
        set_to_it = event.starts_at is not None and event.day == day
        hours = (event.starts_at, event.ends_at) if set_to_it else day and _all_day(day, event.zone)
        return sorted((self._candidate(who, day, hours) for who in self.team), key=_best_first)

    def within(self, window):
        """Each presenter on the first day of the window on which they are free."""
        return sorted((self._first_free(who, window) for who in self.team), key=_best_first)

    def _first_free(self, presenter, window):
        zone = self.event.zone
        days = {
            day: (_clock(day, window.earliest, zone), _clock(day, window.latest, zone))
            for day in days_between(window.first_day, window.last_day)
        }
        free = (day for day, hours in days.items() if not self._conflict(presenter, day, hours))
        day = next(free, window.first_day)
        return self._candidate(presenter, day, days[day])

    def _conflict(self, presenter, day, hours):
        start, end = hours
        way = presenter.way(self.event)
        return _conflict(presenter, day, start - way, end + way, but=self.event.pk)

    def _candidate(self, presenter, day, hours):
        reasons = [
            self._language(presenter),
            self._audience(presenter),
            self._distance(presenter),
            self._clearance(presenter, day),
            self._freedom(presenter, day, hours),
        ]
        load = self._load(presenter)
        rank = (self._miles(presenter) or 0) + A_BOOKING_IN_MILES * load
        reasons.append(Reason(True, _in_words(load)))
        return Candidate(presenter, day, [reason for reason in reasons if reason], rank)

    def _language(self, presenter):
        language = {"language": self.event.get_language_display()}
        if self.event.language in presenter.languages:
            return Reason(True, _("Speaks %(language)s.") % language)
        return Reason(False, _("Does not speak %(language)s.") % language)

    def _audience(self, presenter):
        audience = {"audience": self.event.get_audience_display()}
        if self.event.audience in presenter.audiences:
            return Reason(True, _("Presents to: %(audience)s.") % audience)
        return Reason(False, _("Does not present to: %(audience)s.") % audience)

    def _miles(self, presenter):
        if self.event.is_online:
            return None
        return miles((presenter.latitude, presenter.longitude), self.place)

    def _distance(self, presenter):
        if self.event.is_online:
            online = _("Presents online.") if presenter.online else _("Does not present online.")
            return Reason(presenter.online, online)
        far = self._miles(presenter)
        named = bool(self.event.region) and self.event.region in presenter.regions
        near = far is not None and far <= presenter.travel_miles
        said = {"miles": round(far or 0), "city": presenter.city, "most": presenter.travel_miles}
        said["region"] = self.event.region
        if far is None:
            text = _("Goes to %(region)s.") if named else _("How far away is not known.")
        elif named or near:
            text = _("%(miles)s miles from %(city)s.")
        else:
            text = _("%(miles)s miles from %(city)s, travels up to %(most)s.")
        return Reason(named or near, text % said)

    def _clearance(self, presenter, day):
        if self.event.audience not in PUPILS:
            return None
        until = presenter.youth_cleared_until
        if until is None:
            return Reason(False, _("Not cleared for youth."))
        said = {"day": date_format(until, "SHORT_DATE_FORMAT")}
        if day and until < day:
            return Reason(False, _("Cleared for youth only until %(day)s.") % said)
        return Reason(True, _("Cleared for youth until %(day)s.") % said)

    def _freedom(self, presenter, day, hours):
        if day is None:
            return None
        conflict = self._conflict(presenter, day, hours)
        free = _("Free on %(day)s.") % {"day": date_format(day, "MONTH_DAY_FORMAT")}
        return Reason(conflict is None, conflict or free)

    def _load(self, presenter):
        starts = (booking.during.lower for booking in presenter.engagements)
        return sum(abs(start - self.now) <= RECENT for start in starts)


def _in_words(load):
    said = ngettext("%(n)s booking within 90 days.", "%(n)s bookings within 90 days.", load)
    return said % {"n": load}


def _best_first(candidate):
    return len(candidate.against), candidate.rank, candidate.presenter.name
