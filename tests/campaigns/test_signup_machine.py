"""Whatever people do in whatever order, the seats add up and who came first is served first.

Beside the database stands a queue on paper: a few lines that say what must come of each act.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)
from hypothesis.stateful import run_state_machine_as_test as run

from campaigns.models import Event, Signup, SignupRefused
from campaigns.models.offers import deadline
from tests import factories as make

SEATS = st.integers(1, 4)
CAPACITIES = st.integers(2, 6) | st.sampled_from([None, 0, 12])
LIMIT = 3


class Refused(Exception):
    pass


@dataclass
class Party:
    seats: int
    late: bool
    status: str = ""
    place: int = 0
    until: object = None

    @property
    def held(self):
        return self.seats if self.status in ("confirmed", "offered") else 0

    @property
    def is_active(self):
        return self.status in ("confirmed", "offered", "waiting")


class Paper:
    """The queue as one would keep it by hand."""

    def __init__(self, event, capacity, now):
        self.event, self.capacity, self.now = event, capacity, now
        self.parties, self.places = [], 0

    @property
    def taken(self):
        return sum(party.held for party in self.parties)

    def fits(self, seats):
        return self.capacity is None or self.taken + seats <= self.capacity

    def allow(self, condition):
        if not condition:
            raise Refused

    def is_open(self):
        return self.now < self.event.starts_at

    def may_be(self, seats):
        return 1 <= seats <= LIMIT and (self.capacity is None or seats <= self.capacity)

    def enter(self, party):
        self.places += 1
        party.status, party.place = ("confirmed" if self.fits(party.seats) else "waiting"), self.places

    def sign_up(self, party):
        self.allow(self.is_open() and self.may_be(party.seats))
        self.enter(party)
        self.parties.append(party)

    def rejoin(self, party):
        self.end(party)
        if not party.is_active:
            self.allow(self.is_open() and self.may_be(party.seats))
            self.enter(party)

    def cancel(self, party):
        held = party.held
        if party.is_active:
            party.status = "cancelled"
        if held:
            self.offer()

    def accept(self, party):
        if party.status != "confirmed":
            self.allow(party.status == "offered" and self.now < party.until and self.is_open())
            party.status = "confirmed"

    def take(self, party, seats):
        if party.status != "confirmed":
            self.allow(
                party.status == "waiting" and self.is_open() and self.may_be(seats) and self.fits(seats)
            )
            party.seats, party.status = seats, "confirmed"

    def may_change(self, party):
        is_over = party.status == "offered" and party.until <= self.now
        return party.is_active and not is_over and self.is_open()

    def change_seats(self, party, seats):
        self.allow(self.may_change(party) and self.may_be(seats))
        self.allow(party.status != "confirmed" or self.fits(seats - party.seats))
        self.allow(party.status != "offered" or seats <= party.seats)
        if party.seats != seats:
            party.seats = seats
            self.offer()

    def come_late(self, party, late):
        self.allow(self.may_change(party))
        party.late = late
        self.offer()

    def set_capacity(self, capacity):
        self.allow(capacity is None or self.taken <= capacity)
        self.capacity = capacity
        self.offer()

    def end(self, party):
        if party.status == "offered" and party.until <= self.now:
            party.status = "expired"
            self.offer()

    def until(self, party):
        return self.is_open() and deadline(self.event, now=self.now, late=party.late)

    def first_who_fits(self):
        waiting = sorted((p for p in self.parties if p.status == "waiting"), key=lambda p: p.place)
        return next((p for p in waiting if self.fits(p.seats) and self.until(p)), None)

    def offer(self):
        while party := self.first_who_fits():
            party.until = self.until(party)
            party.status = "offered"


class Seats(RuleBasedStateMachine):
    signups = Bundle("signups")

    @initialize(target=signups, capacity=st.integers(1, 4), parties=st.lists(SEATS, min_size=4, max_size=9))
    def begin(self, capacity, parties):
        """With a full room and some who wait."""
        event = make.an_event(capacity=capacity, party_limit=LIMIT)
        self.pk, self.known = event.pk, []
        self.paper = Paper(event, capacity, event.starts_at - timedelta(days=4))
        signups = [self._sign_up(Party(seats, late=False)) for seats in parties]
        return multiple(*filter(None, signups))

    @property
    def event(self):
        return Event.objects.get(pk=self.pk)

    def both(self, on_paper, in_database):
        """The same act in both places, allowed by both or refused by both; no two at the same moment."""
        self.paper.now += timedelta(seconds=1)
        try:
            on_paper()
            allowed = True
        except Refused:
            allowed = False
        try:
            done = in_database()
        except SignupRefused:
            assert not allowed
        else:
            assert allowed
            return done

    def of(self, signup):
        pk, party = signup
        return Signup.objects.get(pk=pk), party

    @rule(target=signups, seats=SEATS, late=st.booleans())
    def sign_up(self, seats, late):
        return self._sign_up(Party(seats, late)) or multiple()

    def _sign_up(self, party):
        signup = self.both(
            lambda: self.paper.sign_up(party),
            lambda: make.a_signup(self.event, seats=party.seats, late_offers=party.late, now=self.paper.now),
        )
        if signup:
            self.known.append((signup.pk, party))
            return self.known[-1]
        return None

    @rule(signup=signups)
    def cancel(self, signup):
        row, party = self.of(signup)
        self.both(lambda: self.paper.cancel(party), lambda: row.cancel(now=self.paper.now))

    @rule(signup=signups)
    def accept(self, signup):
        row, party = self.of(signup)
        self.both(lambda: self.paper.accept(party), lambda: row.accept(now=self.paper.now))

    @rule(signup=signups, seats=SEATS)
    def take(self, signup, seats):
        row, party = self.of(signup)
        self.both(lambda: self.paper.take(party, seats), lambda: row.take(seats, now=self.paper.now))

    @rule(signup=signups, seats=SEATS)
    def change_seats(self, signup, seats):
        row, party = self.of(signup)
        self.both(
            lambda: self.paper.change_seats(party, seats),
            lambda: row.change_seats(seats, now=self.paper.now),
        )

    @rule(signup=signups)
    def rejoin(self, signup):
        row, party = self.of(signup)
        self.both(lambda: self.paper.rejoin(party), lambda: row.rejoin(now=self.paper.now))

    @rule(signup=signups, late=st.booleans())
    def come_late(self, signup, late):
        row, party = self.of(signup)
        self.both(lambda: self.paper.come_late(party, late), lambda: row.come_late(late, now=self.paper.now))

    @rule(capacity=CAPACITIES)
    def set_capacity(self, capacity):
        self.both(
            lambda: self.paper.set_capacity(capacity),
            lambda: self.event.set_capacity(capacity, now=self.paper.now),
        )

    @rule(minutes=st.integers(1, 16 * 60))
    def time_passes(self, minutes):
        self.paper.now += timedelta(minutes=minutes)

    @rule(signup=signups)
    def an_offer_is_looked_at(self, signup):
        row, party = self.of(signup)
        self.both(lambda: self.paper.end(party), lambda: row.expire(now=self.paper.now))

    @precondition(lambda self: any(party.status == "offered" for _pk, party in self.known))
    @rule()
    def the_first_offer_runs_out(self):
        offered = [signup for signup in self.known if signup[1].status == "offered"]
        first = min(offered, key=lambda signup: signup[1].until)
        self.paper.now = max(self.paper.now, first[1].until)
        self.an_offer_is_looked_at(first)

    @invariant()
    def the_seats_add_up(self):
        event = self.event
        assert event.taken == event.signups.holding().seats()
        assert event.taken >= 0
        assert event.capacity is None or event.taken <= event.capacity

    @invariant()
    def paper_and_database_agree(self):
        rows = self.event.signups.order_by("pk").values_list("seats", "status", "late_offers")
        assert list(rows) == [(party.seats, party.status, party.late) for party in self.paper.parties]

    @invariant()
    def nobody_waits_whom_a_free_seat_could_be_offered(self):
        assert self.paper.first_who_fits() is None


@pytest.mark.slow
def test_seats_add_up_whatever_people_do(db):
    run(
        Seats,
        settings=settings(
            max_examples=30,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
