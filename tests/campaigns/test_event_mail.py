"""What people who signed up read, and whether it is still true when it goes out."""

import pytest

from campaigns import announcements
from campaigns.models import Event, Notice
from campaigns.signup_mail import still_to_come
from hope_portal.outbox.models import Message
from hope_portal.outbox.preferences import set_declined
from tests import factories as make

from .mailing import (
    DAY_BEFORE,
    LONG_BEFORE,
    MADE,
    a_guest,
    an_evening,
    made,
    newest,
    of_a_cancelled_event,
    offered,
    utc,
    written,
)

pytestmark = pytest.mark.django_db
ADDRESS = "1 Sample Street"


# --- How they read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_a_message_says_what_it_is_about_and_why_it_came(name):
    event, _signup, message, at = made(name)

    mail = written(message, at)

    assert event.title not in mail.subject
    assert 10 < len(mail.subject) < 80
    assert event.title in mail.text
    assert "because someone signed up" in mail.text
    assert "because someone signed up" in mail.html
    assert event.reference in mail.text
    assert event.reference in mail.html
    assert "\n\n\n" not in mail.text
    assert not {"{{", "{%", "None"} & set(mail.text.split())


@pytest.mark.parametrize("name", sorted(set(MADE) - {"thank_you"}))
def test_the_code_is_in_the_text_and_not_in_the_subject(name):
    _event, signup, message, at = made(name)

    mail = written(message, at)

    assert (signup.legible_code in mail.subject, signup.legible_code in mail.text) == (False, True)
    assert signup.legible_code in mail.html


@pytest.mark.parametrize("name", ["signup_waiting", "signup_offered", "signup_offer_expired"])
def test_who_has_no_seat_reads_no_confirmation_and_gets_nothing_for_the_calendar(name):
    _event, signup, message, at = made(name)

    mail = written(message, at)

    assert mail.calendar == ""
    assert "look forward" not in mail.text
    assert not Message.objects.filter(to=signup.email, template="campaigns/signup_confirmed").exists()


def test_an_offer_says_until_when_on_both_clocks():
    event = an_evening()
    signup = offered(event)
    signup.user, signup.offered_until = make.a_user(zone="Europe/Berlin"), utc(2027, 5, 2, 18)
    signup.save()

    mail = written(newest(signup))

    assert "We keep a seat for you until Sunday, May 2, 2027, 2:00 p.m., Eastern Time." in mail.text
    assert "On your clock: Sunday, May 2, 2027, 8:00 p.m., Berlin time." in mail.text
    assert f"/signups/{signup.token}/" in mail.html


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        ("", None),
        ("America/Toronto", None),
        ("Europe/Berlin", "Friday, June 11, 2027, 12:30 a.m. to 2:00 a.m., Berlin time"),
    ],
)
def test_the_time_on_the_readers_clock_stands_beside_where_it_differs(zone, own):
    signup = a_guest(an_evening(), user=make.a_user(zone=zone))

    text = written(newest(signup)).text

    assert "When: Thursday, June 10, 2027, 6:30 p.m. to 8:00 p.m., Eastern Time\n" in text
    assert (f"On your clock: {own}\n" in text) == bool(own)
    assert ("On your clock" in text) == bool(own)


def test_an_address_kept_for_guests_reaches_those_with_seats_only_and_no_calendar():
    event = an_evening(address_hidden=True, access="Ring twice", capacity=1)
    guest, other = a_guest(event), a_guest(event)

    for_guest, for_other = written(newest(guest)), written(newest(other))

    assert [ADDRESS in mail.text for mail in (for_guest, for_other)] == [True, False]
    assert [ADDRESS in mail.html for mail in (for_guest, for_other)] == [True, False]
    assert ["Ring twice" in mail.text for mail in (for_guest, for_other)] == [True, False]
    assert ADDRESS not in for_guest.calendar.replace("\r\n ", "")


def test_a_move_shows_what_is_new_and_what_was():
    event, _signup, message, at = made("event_moved")

    text = written(message, at).text

    assert "When: Thursday, June 17, 2027, 6:30 p.m. to 8:00 p.m., Eastern Time\nBefore: Thursday" in text
    assert "Where:" not in text.partition(event.title)[0]


def test_a_move_that_changes_the_place_only_says_so():
    event = an_evening(capacity=1)
    guest, other = a_guest(event), a_guest(event)
    before = announcements.as_told(event)
    Event.objects.filter(pk=event.pk).update(place="Town Hall", version=1)
    event.refresh_from_db()

    told = announcements.event_moved(event, now=LONG_BEFORE, before=before)

    mail, to_other = written(newest(guest)), written(newest(other))
    assert told == announcements.how_many(event) == 2
    assert mail.subject == "Something changed for Thursday, June 10, 2027"
    assert "Where: Town Hall, 1 Sample Street, Sampletown, OH\nBefore: Sampletown Library, 1" in mail.text
    assert "You keep your seats." in mail.text
    assert "You keep your place on the list." in to_other.text
    assert [bool(each.calendar) for each in (mail, to_other)] == [True, False]


def test_a_cancelled_event_says_why():
    _event, _signup, message, at = made("event_cancelled")

    assert "The host writes:\nThe hall is flooded.\n" in written(message, at).text


def test_names_and_notes_are_text_whatever_is_in_them():
    event = an_evening(title="Tom & Jerry's <i>evening</i>")
    signup = a_guest(event, name="<script>alert(1)</script>")
    Notice(event=event, text="Bring a pen <b>please</b>.", audience="confirmed").send(now=LONG_BEFORE)

    mail = written(newest(signup))

    assert "Bring a pen <b>please</b>." in mail.text
    assert "Tom & Jerry's <i>evening</i>" in mail.text
    assert "Bring a pen &lt;b&gt;please&lt;/b&gt;." in mail.html
    assert "<script>" not in mail.html


# --- Still to come ------------------------------------------------------------------------------------------


def test_a_guest_sees_what_is_still_to_come():
    signup = a_guest(an_evening())

    assert still_to_come(signup, now=LONG_BEFORE) == [
        ("A reminder the day before", "Wednesday, June 9, 2027, 11:00 a.m."),
        ("A reminder on the day", "Thursday, June 10, 2027, 8:00 a.m."),
        ("Our thanks, and three questions", "Friday, June 11, 2027, 10:00 a.m."),
    ]
    assert len(still_to_come(signup, now=DAY_BEFORE)) == 2


def test_nothing_is_promised_to_who_waits_or_wants_no_reminders_or_of_what_is_cancelled():
    event = an_evening(capacity=1)
    guest, other = a_guest(event), a_guest(event)
    set_declined(guest.email, ["service"])
    gone = of_a_cancelled_event(an_evening())
    gone.refresh_from_db()

    assert [still_to_come(signup, now=LONG_BEFORE) for signup in (guest, other, gone)] == [[], [], []]
