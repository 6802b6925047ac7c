from datetime import date, time, timedelta

import pytest

from campaigns.models import Event, InitiativeRefused, Trust
from hope_portal.outbox.models import Message
from hope_portal.workflow.models import IllegalMove
from tests import factories as make

Status = Event.Status


def a_window(now, *, days=70, length=6):
    first = now.date() + timedelta(days=days)
    return {
        "first_day": first,
        "last_day": first + timedelta(days=length),
        "earliest": time(17),
        "latest": time(20),
    }


@pytest.fixture
def request_(active, ana, now):
    """A request for a presenter, filled in."""
    event = Event.begin(active, kind="community", organiser=ana.person, now=now, title="Safer online")
    event.suggest([a_window(now)], zone="America/Chicago")
    event.amend(expected=60, place="Library")
    return event


@pytest.fixture
def live(active, ana, now):
    event = make.an_event(active, organiser=ana.person, now=now)
    make.a_signup(event)
    Message.objects.all().delete()
    return event


def mails():
    ours = Message.objects.filter(template__startswith="campaigns/")
    return sorted(ours.values_list("template", flat=True))


def test_a_draft_begins_with_what_is_known_of_the_club(harbor, now):
    event = Event.begin(harbor, kind="school", organiser=None, now=now)

    assert (event.status, event.zone, event.city, event.region) == (
        Status.DRAFT,
        harbor.zone,
        "Sample Harbor",
        "WA",
    )
    assert (event.count_only, event.listed) == (True, False)


def test_a_sent_request_is_with_ncmec_and_the_club_hears_by_when(request_, ana, now):
    request_.submit(by=ana, now=now)

    assert (request_.status, bool(request_.answer_by)) == (Status.SUBMITTED, True)
    assert mails() == ["campaigns/initiative_received"]


def test_only_an_active_club_can_send(harbor, ana, now):
    event = make.an_event(harbor, status=Status.DRAFT)

    with pytest.raises(InitiativeRefused, match="not active"):
        event.submit(by=ana, now=now)


@pytest.mark.parametrize(
    ("said", "step"), [({"expected": None}, "what"), ({"place": ""}, "where"), ({"city": ""}, "where")]
)
def test_a_request_with_open_steps_cannot_be_sent(request_, ana, now, said, step):
    request_.amend(**said)

    assert request_.missing() == step
    with pytest.raises(InitiativeRefused, match="still open"):
        request_.submit(by=ana, now=now)


def test_a_request_without_days_is_not_complete(request_):
    request_.suggest([])

    assert request_.missing() == "when"


def test_an_online_session_needs_no_place(active, now):
    event = Event.begin(active, kind="online", organiser=None, now=now)
    event.suggest([a_window(now)], expected=20)

    assert event.missing() is None


def test_days_that_are_near_must_be_known_to_be_near(request_, ana, now):
    request_.suggest([a_window(now), a_window(now, days=50)])

    with pytest.raises(InitiativeRefused, match="less than 60 days"):
        request_.submit(by=ana, now=now)
    request_.amend(short_notice=True)
    request_.submit(by=ana, now=now)

    assert request_.status == Status.SUBMITTED


def test_days_that_are_over_cannot_be_asked_for(request_, ana, now):
    request_.suggest([a_window(now, days=-10), a_window(now)], short_notice=True)

    with pytest.raises(InitiativeRefused, match="are over"):
        request_.submit(by=ana, now=now)


def test_an_own_event_in_the_past_cannot_be_sent(active, ana, now):
    event = make.an_event(active, status=Status.DRAFT, day=now.date() - timedelta(days=1))

    with pytest.raises(InitiativeRefused, match="over already"):
        event.submit(by=ana, now=now)


def test_the_report_of_an_earlier_event_is_asked_for_first(request_, active, ana, now):
    earlier = make.an_event(active, title="Spring talk", day=now.date() - timedelta(days=16))

    with pytest.raises(InitiativeRefused, match="“Spring talk” went"):
        request_.submit(by=ana, now=now)
    assert request_.report_owed(now=now) == earlier
    earlier.file_report(by=ana, now=now)
    request_.submit(by=ana, now=now)

    assert request_.status == Status.SUBMITTED


def test_a_report_may_take_two_weeks(request_, active, now):
    make.an_event(active, day=now.date() - timedelta(days=13))
    make.an_event(day=now.date() - timedelta(days=40))

    assert request_.report_owed(now=now) is None


def test_a_step_writes_only_its_own_columns(request_):
    other_tab = Event.objects.get(pk=request_.pk)
    request_.amend(title="A better title")

    other_tab.amend(why="Parents asked for it.")

    event = Event.objects.get()
    assert (event.title, event.why) == ("A better title", "Parents asked for it.")


def test_a_second_tab_cannot_change_what_was_sent(request_, ana, now):
    other_tab = Event.objects.get(pk=request_.pk)
    request_.submit(by=ana, now=now)

    with pytest.raises(IllegalMove):
        other_tab.amend(title="Another title")
    with pytest.raises(IllegalMove):
        other_tab.suggest([])

    assert (Event.objects.get().title, request_.windows.count()) == ("Safer online", 1)


def test_a_request_that_needs_changes_is_sent_again(request_, ana, nina, now):
    request_.submit(by=ana, now=now)
    request_.ask_for_changes(by=nina, now=now, note="Which room?")
    request_.amend(place="Library, room 2")

    request_.submit(by=ana, now=now)

    assert (request_.status, bool(request_.answer_by)) == (Status.SUBMITTED, True)


def test_a_trusted_club_s_own_event_goes_live_without_review(active, ana, nina, now):
    event = make.an_event(active, status=Status.DRAFT)
    Trust.objects.create(club=active, kind="awareness", given_by=nina, given_at=now)

    event.submit(by=ana, now=now)

    assert (event.status, event.answer_by) == (Status.LIVE, None)
    assert [change.move for change in event.history()] == ["publish", "approve", "submit"]


def test_an_event_goes_live_under_an_address_made_of_its_title_which_stays(request_, nina, ana, now):
    make.an_event(request_.club, status=Status.APPROVED, title="Parents, phones").publish(by=ana, now=now)
    request_.amend(title="Parents, phones")
    request_.submit(by=ana, now=now)
    as_draft = request_.slug

    request_.schedule(
        now.date() + timedelta(days=70), time(17), presenter=make.a_presenter(), by=nina, now=now
    )
    live = request_.slug
    request_.edit(title="Parents and phones")

    assert as_draft == request_.reference.lower()
    assert live == Event.objects.get(pk=request_.pk).slug == "parents-phones-sample-harbor-2"


def test_trust_that_was_taken_back_is_no_trust(active, ana, nina, now):
    event = make.an_event(active, status=Status.DRAFT)
    Trust.objects.create(club=active, kind="awareness", given_at=now, taken_at=now)

    event.submit(by=ana, now=now)

    assert event.status == Status.SUBMITTED


def test_trust_does_not_reach_beyond_its_kind_and_club(active, ana, now):
    event = make.an_event(active, kind="community", status=Status.DRAFT, presented_by="club")
    Trust.objects.create(club=active, kind="awareness", given_at=now)
    Trust.objects.create(club=make.a_club(), kind="awareness", given_at=now)

    event.submit(by=ana, now=now)

    assert event.status == Status.SUBMITTED


def test_harmless_fields_are_edited_without_telling_anybody(live):
    live.edit(parking="Behind the hall")

    assert (Event.objects.get().parking, Event.objects.get().version, mails()) == ("Behind the hall", 0, [])


def test_an_event_that_moves_tells_its_people_and_grows_its_version(live, ana, now):
    live.move(by=ana, now=now, seen=0, start=time(19), place="Town hall")

    event = Event.objects.get()
    assert (f"{event.local_start:%H:%M}", event.place, event.version) == ("19:00", "Town hall", 1)
    assert mails() == ["campaigns/event_moved"]
    assert event.history().first().move == "moved"


def test_of_two_who_move_an_event_the_second_looks_again(live, ana, now):
    other_tab = Event.objects.get(pk=live.pk)
    live.move(by=ana, now=now, seen=0, start=time(19))

    with pytest.raises(InitiativeRefused, match="in the meantime"):
        other_tab.move(by=ana, now=now, seen=0, start=time(17))


@pytest.mark.parametrize("day", [date(2020, 1, 1)])
def test_an_event_cannot_move_into_the_past(live, ana, now, day):
    with pytest.raises(InitiativeRefused, match="over already"):
        live.move(by=ana, now=now, seen=0, day=day)

    assert Event.objects.get().version == 0


def test_an_event_that_began_cannot_move(live, ana, now):
    with pytest.raises(InitiativeRefused, match="begun"):
        live.move(by=ana, now=live.starts_at, seen=0, start=time(23))


def test_a_presenter_moves_along(live, ana, now):
    presenter = make.a_presenter()
    presenter.book(live, now=now)

    live.move(by=ana, now=now, seen=0, start=time(12))

    booking = live.bookings.standing().get()
    assert booking.during.lower < live.starts_at < live.ends_at < booking.during.upper


def test_an_event_cannot_move_to_where_its_presenter_is_engaged(live, ana, now):
    presenter = make.a_presenter()
    presenter.book(live, now=now)
    other = make.an_event(day=live.day + timedelta(days=1))
    presenter.book(other, now=now)

    with pytest.raises(InitiativeRefused, match="cannot come") as refused:
        live.move(by=ana, now=now, seen=0, day=other.day)

    assert other.reference not in str(refused.value)
    assert live.bookings.standing().get().during.lower < Event.objects.get(pk=live.pk).starts_at


def test_an_event_cannot_move_to_a_day_on_which_its_presenter_is_away(live, ana, now):
    presenter = make.a_presenter()
    presenter.book(live, now=now)
    away = live.day + timedelta(days=2)
    presenter.absences.create(first_day=away, last_day=away)

    with pytest.raises(InitiativeRefused, match="cannot come"):
        live.move(by=ana, now=now, seen=0, day=away)
