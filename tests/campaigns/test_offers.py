"""Until when a seat from the waiting list is kept for somebody, and what becomes of offers."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.models import Event, Signup, SignupRefused
from campaigns.models.offers import SHORTEST, STOPS, STOPS_LATE, deadline
from campaigns.tasks import expire_offers
from hope_portal.outbox.models import Message
from tests import factories as make

Status = Signup.Status
NEW_YORK = "America/New_York"
HOUR = timedelta(hours=1)


def at(text, zone=NEW_YORK):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def ends(now, begins, zone=NEW_YORK, *, late=False):
    """What a clock in the zone shows when the offer ends."""
    event = SimpleNamespace(starts_at=at(begins, zone), zone=zone)
    found = deadline(event, now=at(now, zone), late=late)
    return found and f"{found.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


# --- Deadlines ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "begins", "ends_at"),
    [
        ("2027-06-01 10:00", "2027-06-10 18:30", "2027-06-02 10:00"),  # a day
        ("2027-06-01 20:59", "2027-06-10 18:30", "2027-06-02 20:59"),
        ("2027-06-01 21:00", "2027-06-10 18:30", "2027-06-03 09:00"),  # never in the night, nor right after
        ("2027-06-01 23:30", "2027-06-10 18:30", "2027-06-03 09:00"),
        ("2027-06-01 03:00", "2027-06-10 18:30", "2027-06-02 09:00"),
        ("2027-06-01 08:30", "2027-06-10 18:30", "2027-06-02 09:00"),
        ("2027-06-09 06:30", "2027-06-10 18:30", "2027-06-09 18:30"),  # a third of what is left
        ("2027-06-09 12:30", "2027-06-10 18:30", "2027-06-09 20:59"),  # not in the night before
        ("2027-06-09 20:20", "2027-06-10 18:30", "2027-06-09 20:59"),
        ("2027-06-09 20:40", "2027-06-10 18:30", None),  # too little time to read the mail
        ("2027-06-10 08:00", "2027-06-10 18:30", None),
        ("2027-06-09 12:00", "2027-06-10 20:00", "2027-06-10 08:00"),
        ("2027-06-09 22:00", "2027-06-10 23:00", "2027-06-10 09:00"),
    ],
)
def test_an_offer_ends_when_people_are_awake(now, begins, ends_at):
    assert ends(now, begins) == ends_at


@pytest.mark.parametrize(
    ("now", "ends_at"),
    [
        ("2027-06-10 08:00", "2027-06-10 11:30"),
        ("2027-06-10 12:30", "2027-06-10 14:30"),
        ("2027-06-10 15:00", "2027-06-10 16:10"),
        ("2027-06-10 15:45", "2027-06-10 16:30"),
        ("2027-06-10 16:10", None),
        ("2027-06-10 18:00", None),
    ],
)
def test_who_comes_at_short_notice_is_offered_seats_until_two_hours_before(now, ends_at):
    assert ends(now, "2027-06-10 18:30", late=True) == ends_at


def test_a_morning_event_offers_nothing_in_the_night_before():
    assert ends("2027-06-09 19:00", "2027-06-10 09:00", late=True) == "2027-06-09 20:59"
    assert ends("2027-06-09 23:00", "2027-06-10 09:00", late=True) is None


@pytest.mark.parametrize(
    ("now", "ends_at", "lasts"),
    [
        ("2027-03-13 12:00", "2027-03-14 13:00", 24 * HOUR),  # clocks go forward in between
        ("2027-03-13 22:00", "2027-03-15 09:00", 34 * HOUR),
        ("2027-11-06 12:00", "2027-11-07 11:00", 24 * HOUR),  # clocks go back
        ("2027-11-06 09:30", "2027-11-07 09:00", 24.5 * HOUR),  # ends at 08:30 by the clock: too early
    ],
)
def test_a_day_is_24_hours_when_clocks_change_and_the_night_is_what_clocks_say(now, ends_at, lasts):
    begins = "2027-12-01 18:30"

    assert ends(now, begins) == ends_at
    assert at(ends_at) - at(now) == lasts


def test_two_hours_before_is_two_hours_on_the_night_when_clocks_change():
    event = SimpleNamespace(starts_at=at("2027-11-07 11:00"), zone=NEW_YORK)

    until = deadline(event, now=at("2027-11-07 08:10"), late=True)

    assert until <= event.starts_at - STOPS_LATE


whenever = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ZONES = st.sampled_from(
    [NEW_YORK, "Pacific/Honolulu", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/London"]
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@whenever
@given(zone=ZONES, now=MOMENTS, ahead=st.timedeltas(-HOUR, timedelta(days=4)), late=st.booleans())
def test_no_offer_ever_ends_at_night_or_too_late_or_at_once(zone, now, ahead, late):
    event = SimpleNamespace(starts_at=now + ahead, zone=zone)

    until = deadline(event, now=now, late=late)

    if until is not None:
        assert time(8) <= until.astimezone(ZoneInfo(zone)).time() < time(21)
        assert until <= event.starts_at - (STOPS_LATE if late else STOPS)
        assert until - now >= SHORTEST


@whenever
@given(
    zone=ZONES,
    now=MOMENTS,
    ahead=st.timedeltas(HOUR, timedelta(days=4)),
    later=st.timedeltas(HOUR / 6, 9 * HOUR),
)
def test_once_it_is_too_late_for_offers_it_stays_so(zone, now, ahead, later):
    """Nobody looks again before something changes, so no seat may become one to offer by mere waiting."""
    event = SimpleNamespace(starts_at=now + ahead, zone=zone)

    if deadline(event, now=now) is None:
        assert deadline(event, now=now + later) is None


# --- What becomes of them -----------------------------------------------------------------------------------


@pytest.fixture
def tomorrow(db):
    """An event of one seat tomorrow evening, and the moment it is this evening: too late for most offers."""
    event = make.an_event(capacity=1, day=date(2027, 6, 10), now=at("2027-06-01 12:00"))
    return event, at("2027-06-09 20:50")


def statuses(*signups):
    found = dict(Signup.objects.values_list("pk", "status"))
    return [found[signup.pk] for signup in signups]


def test_offers_go_out_in_the_order_of_waiting_to_those_who_fit(db, now):
    event = make.an_event(capacity=4)
    holder = make.a_signup(event, seats=4)
    waiting = [make.a_signup(event, seats=seats) for seats in (5 - 1, 2, 3, 1, 1)]

    holder.change_seats(1, now=now)

    assert statuses(*waiting) == ["waiting", "offered", "waiting", "offered", "waiting"]
    assert Event.objects.get().taken == 4


def test_late_seats_go_only_to_those_who_asked_for_them(tomorrow):
    event, evening = tomorrow
    early = evening - timedelta(days=3)
    holder, first, late = (
        make.a_signup(event, now=early, late_offers=wanted) for wanted in (False, False, True)
    )

    holder.cancel(now=at("2027-06-10 09:00"))

    late.refresh_from_db()
    assert statuses(first, late) == ["waiting", "offered"]
    assert late.offered_until == at("2027-06-10 12:10")


def test_asking_for_late_seats_while_one_is_free_brings_an_offer_at_once(tomorrow):
    event, evening = tomorrow
    holder, waiting = (make.a_signup(event, now=evening - timedelta(days=3)) for _ in range(2))
    holder.cancel(now=at("2027-06-10 09:00"))
    assert statuses(waiting) == ["waiting"]

    waiting.come_late(True, now=at("2027-06-10 09:30"))

    assert statuses(waiting) == ["offered"]


def test_a_seat_freed_too_late_for_offers_goes_to_who_takes_it_first(tomorrow):
    event, evening = tomorrow
    holder, first, second = (make.a_signup(event, now=evening - timedelta(days=3)) for _ in range(3))
    holder.cancel(now=evening)

    second.take(1, now=evening)
    with pytest.raises(SignupRefused, match="All seats are taken"):
        first.take(1, now=evening)

    assert statuses(first, second) == ["waiting", "confirmed"]


def test_the_task_ends_what_is_over_and_passes_the_seats_on(db, now):
    event = make.an_event(capacity=1)
    holder, first, second, third = (make.a_signup(event) for _ in range(4))
    holder.cancel(now=now)
    Signup.objects.filter(pk=first.pk).update(offered_until=now)

    expire_offers()
    expire_offers()

    assert statuses(first, second, third) == ["expired", "offered", "waiting"]
    assert Event.objects.get().taken == 1
    assert Message.objects.filter(template="campaigns/signup_offer_expired").count() == 1


def test_an_offer_cannot_be_accepted_when_it_is_over(db, now):
    event = make.an_event(capacity=1)
    holder, waiting = make.a_signup(event), make.a_signup(event)
    holder.cancel(now=now)
    waiting.refresh_from_db()

    with pytest.raises(SignupRefused, match="run out"):
        waiting.accept(now=waiting.offered_until)

    waiting.accept(now=waiting.offered_until - timedelta(seconds=1))
    assert statuses(waiting) == ["confirmed"]


def test_fewer_of_the_offered_seats_are_kept_and_the_rest_is_offered_on(db, now):
    event = make.an_event(capacity=4)
    holder, first, second = (make.a_signup(event, seats=seats) for seats in (4, 3, 2))
    holder.cancel(now=now)

    with pytest.raises(SignupRefused, match="Take the seats you are offered first"):
        Signup.objects.get(pk=first.pk).change_seats(4, now=now)
    Signup.objects.get(pk=first.pk).change_seats(2, now=now)

    assert statuses(first, second) == ["offered", "offered"]
    assert Event.objects.get().taken == 4


def test_a_cancelled_event_offers_nothing_and_mourns_no_offers(db, now):
    event = make.an_event(capacity=1)
    holder, offered, waiting = (make.a_signup(event) for _ in range(3))
    holder.cancel(now=now)
    event.cancel(by=None, now=now, note="The room is flooded.")

    Signup.objects.get(pk=offered.pk).cancel(now=now)

    assert statuses(offered, waiting) == ["cancelled", "waiting"]
    assert Event.objects.get().taken == 0


def test_the_offers_of_a_cancelled_event_end_in_silence(db, now):
    event = make.an_event(capacity=1)
    holder, offered, waiting = (make.a_signup(event) for _ in range(3))
    holder.cancel(now=now)
    event.cancel(by=None, now=now, note="The room is flooded.")

    Signup.objects.get(pk=offered.pk).expire(now=now + timedelta(days=3))

    assert statuses(offered, waiting) == ["expired", "waiting"]
    assert not Message.objects.filter(template="campaigns/signup_offer_expired").exists()


def test_more_seats_for_a_draft_are_nobody_s_offer(db, now):
    event = make.an_event(status="draft", capacity=1)
    Event.objects.update(starts_at=None, ends_at=None)

    event.set_capacity(5, now=now)

    assert Event.objects.get().capacity == 5


def test_everybody_s_place_in_line_is_known(db, now):
    event = make.an_event(capacity=1)
    make.a_signup(event)
    line = [make.a_signup(event, now=now + timedelta(minutes=n)) for n in (3, 1, 1)]

    assert [signup.ahead() for signup in line] == [2, 0, 1]
