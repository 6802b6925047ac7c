"""What officers change once their event is approved."""

from datetime import timedelta

from campaigns.models import Event
from tests import factories as make

from .asking import WHERE, clock, path, text

Status = Event.Status


def test_moving_an_event_says_first_whom_it_notifies(officer, harbor, now):
    event = make.an_event(harbor)
    make.a_signup(event)
    make.a_signup(event)
    said = {
        **clock(event.day + timedelta(days=1)),
        **WHERE,
        "held": "room",
        "version": "0",
    }

    preview = officer.post(path("event-time", event), said).content.decode()
    assert "This notifies 2 people" in preview
    assert Event.objects.get().day == event.day
    again = officer.post(path("event-time", event), {**said, "back": "1"}).content.decode()
    assert f'value="{said["day"]}"' in again
    officer.post(path("event-time", event), {**said, "sure": "1"})

    assert (Event.objects.get().day, Event.objects.get().version) == (event.day + timedelta(days=1), 1)


def test_an_event_moves_online(officer, harbor, now):
    event = make.an_event(harbor)
    said = {
        **clock(event.day),
        "held": "online",
        "link": "https://example.org/room",
        "version": "0",
        "country": "US",
    }

    officer.post(path("event-time", event), {**said, "sure": "1"})

    assert (Event.objects.get().is_online, Event.objects.get().link) == (True, "https://example.org/room")


def test_an_unchanged_event_is_not_moved(officer, harbor, now):
    event = make.an_event(harbor)
    said = {
        name: getattr(event, name)
        for name in ("place", "address", "city", "region", "country", "zone", "minutes")
    }

    answer = officer.post(
        path("event-time", event),
        {**said, "day": event.day.isoformat(), "start": "18:30", "held": "room", "version": "0"},
    )

    assert "Nothing is changed yet." in answer.content.decode()


def test_cancelling_asks_for_a_reason_and_says_who_reads_it(officer, harbor, now):
    event = make.an_event(harbor)
    make.a_signup(event)

    shown = text(officer, path("event-cancel", event))
    without = officer.post(path("event-cancel", event), {"note": ""})
    done = officer.post(path("event-cancel", event), {"note": "The hall is flooded."})

    assert ["1 person" in shown, without.status_code] == [True, 200]
    assert done.headers["Location"] == path("event-people", event)
    assert Event.objects.get().status == Status.CANCELLED


def test_details_and_seats_are_changed_without_telling_anybody(officer, harbor, now):
    event = make.an_event(harbor, capacity=2)
    make.a_signup(event, seats=2)

    officer.post(path("event-details", event), {"title": "A new title", "parking": "Behind the hall"})
    low = officer.post(path("event-seats", event), {"capacity": "1", "party_limit": "4"})
    officer.post(path("event-seats", event), {"capacity": "5", "party_limit": "4"})

    event = Event.objects.get()
    assert "2 seats are taken" in low.content.decode()
    assert (event.title, event.capacity, event.party_limit, event.version) == ("A new title", 5, 4, 0)
