"""Calendar entries, as the mail server gets them."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from icalendar import Calendar

from campaigns import announcements
from campaigns.models import Event
from hope_portal.outbox.delivery import deliver
from tests import factories as make
from tests.outbox.conftest import sink, smtp

__all__ = ["sink", "smtp"]
pytestmark = pytest.mark.django_db


def entries(smtp):
    """For each mail that has one: method of the part, method within, sequence, status, uid."""
    found = []
    for raw in smtp.raw:
        mail = message_from_bytes(raw, policy=policy.default)
        for part in mail.walk():
            if part.get_content_type() == "text/calendar":
                calendar = Calendar.from_ical(part.get_payload(decode=True))
                (entry,) = calendar.walk("VEVENT")
                method = part["Content-Type"].params["method"]
                assert method == calendar["METHOD"]
                found.append((method, entry["SEQUENCE"], str(entry["STATUS"]), str(entry["UID"])))
    return found


def test_calendars_get_the_entry_follow_the_move_and_lose_it(smtp, now):
    event = make.an_event()
    signup = make.a_signup(event)
    deliver()
    before = announcements.as_told(event)
    event.set_time(event.day + timedelta(days=1), event.start)
    Event.objects.filter(pk=event.pk).update(version=1)
    event.refresh_from_db()
    announcements.event_moved(event, now=now, before=before)
    deliver()
    signup.refresh_from_db()
    signup.change_seats(2, now=now)
    deliver()
    event.cancel(by=None, now=now, note="The hall is flooded.")

    deliver()

    assert entries(smtp) == [
        ("REQUEST", 0, "CONFIRMED", event.uid),
        ("REQUEST", 1, "CONFIRMED", event.uid),
        ("REQUEST", 2, "CONFIRMED", event.uid),
        ("CANCEL", 3, "CANCELLED", event.uid),
    ]


def test_who_gives_seats_back_loses_the_entry_and_who_only_waited_never_had_one(smtp, now):
    event = make.an_event(capacity=1)
    guest, other = make.a_signup(event), make.a_signup(event)
    deliver()

    other.cancel(now=now)
    guest.cancel(now=now)
    deliver()

    assert [entry[:2] for entry in entries(smtp)] == [("REQUEST", 0), ("CANCEL", 1)]
    assert len(smtp.mails) == 4
