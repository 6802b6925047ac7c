from datetime import UTC, date, time

import pytest
from icalendar import Calendar

from campaigns.calendars import feed, invitation
from campaigns.models import Event, Signup
from tests import factories as make

pytestmark = pytest.mark.django_db
HARD = 'An evening; for "parents", back\\slash, 👪🏽 und Grüße an alle, die am Abend im Hafen dabei sind: '
JULY = {"day": date(2027, 7, 8), "start": time(18, 30)}


@pytest.fixture(autouse=True)
def sender(settings):
    settings.DEFAULT_FROM_EMAIL = "Hope Portal <portal@example.org>"


def entry(text):
    (found,) = Calendar.from_ical(text).walk("VEVENT")
    return found


def method(text):
    return str(Calendar.from_ical(text)["METHOD"])


def test_an_invitation_says_when_in_utc_and_where():
    event = make.an_event(make.a_club("Harbor", city="Sample Harbor", region="WA"), **JULY)
    signup = make.a_signup(event, email="kim@example.org", name="Kim Sample")

    text = invitation(signup)

    found = entry(text)
    assert method(text) == "REQUEST"
    assert [found[name].dt.astimezone(UTC).isoformat() for name in ("DTSTART", "DTEND")] == [
        "2027-07-08T22:30:00+00:00",
        "2027-07-09T00:00:00+00:00",
    ]
    assert "DTSTART:20270708T223000Z" in text
    assert (found["UID"], found["SUMMARY"], found["STATUS"]) == (event.uid, event.title, "CONFIRMED")
    assert found["LOCATION"] == "Sampletown Library, 1 Sample Street, Sample Harbor, WA"
    assert found["ORGANIZER"] == "mailto:portal@example.org"
    assert found["ORGANIZER"].params["CN"] == "Rotary Club of Harbor"


def test_an_invitation_names_the_one_person_it_is_for():
    event = make.an_event()
    make.a_signup(event)
    signup = make.a_signup(event, email="kim@example.org", name="Kim Sample")

    found = entry(invitation(signup))

    assert found["ATTENDEE"] == "mailto:kim@example.org"
    assert found["ATTENDEE"].params["CN"] == "Kim Sample"
    assert found["URL"].endswith(signup.get_absolute_url())
    assert signup.legible_code in found["DESCRIPTION"]


def test_the_sequence_grows_with_the_event_and_with_the_signup(now):
    event = make.an_event(capacity=9)
    signup = make.a_signup(event)
    first = entry(invitation(signup))["SEQUENCE"]

    signup.change_seats(3, now=now)
    second = entry(invitation(signup))["SEQUENCE"]
    event.cancel(by=None, now=now, note="The hall is closed.")
    third = entry(invitation(Signup.objects.get()))["SEQUENCE"]

    assert [first, second, third] == [0, 1, 2]


def test_a_cancelled_signup_takes_the_entry_away(now):
    signup = make.a_signup(make.an_event())
    signup.cancel(now=now)

    text = invitation(signup)

    assert (method(text), entry(text)["STATUS"], entry(text)["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_a_cancelled_event_takes_the_entry_away(now):
    event = make.an_event()
    make.a_signup(event)
    event.cancel(by=None, now=now, note="The hall is closed.")

    text = invitation(Signup.objects.get())

    assert (method(text), entry(text)["STATUS"]) == ("CANCEL", "CANCELLED")


def test_an_address_that_the_host_keeps_back_is_in_no_calendar():
    event = make.an_event(address_hidden=True, access="Ring twice at 1 Sample Street")
    signup = make.a_signup(event)

    for text in (invitation(signup), feed([event], "Events")):
        assert "Sample Street" not in text
        assert "Library" not in text
        assert entry(text)["LOCATION"] == "Sampletown, OH. People with seats get the address"


def test_an_online_session_keeps_its_link_for_those_who_signed_up():
    event = make.an_event(kind="online", link="https://meet.example.org/secret")

    text = feed([event], "Events")

    assert entry(text)["LOCATION"] == "Online"
    assert "secret" not in text


def test_lines_end_and_fold_as_the_standard_asks():
    event = make.an_event(title=HARD + "x" * 10, summary=HARD * 4)
    signup = make.a_signup(event, name='Kim "K;:,\r\nATTENDEE:mailto:x@example.org')

    for text in (invitation(signup), feed([event], HARD)):
        lines = text.encode().split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert lines[-1] == b""
        assert b"\n" not in b"".join(lines)
        assert [line.decode() for line in lines]  # no character is cut in two
        assert entry(text)["SUMMARY"] == event.title
    assert invitation(signup).count("ATTENDEE") == 2  # the second one is part of the name


def test_a_feed_names_nobody_and_says_what_was_cancelled():
    event = make.an_event(title="One")
    make.a_signup(event, email="kim@example.org")
    gone = make.an_event(title="Two", status=Event.Status.CANCELLED)

    text = feed([event, gone], "Events near you")

    calendar = Calendar.from_ical(text)
    assert "ATTENDEE" not in text
    assert (method(text), calendar["X-WR-CALNAME"]) == ("PUBLISH", "Events near you")
    assert [(found["SUMMARY"], found["STATUS"]) for found in calendar.walk("VEVENT")] == [
        ("One", "CONFIRMED"),
        ("Two", "CANCELLED"),
    ]
