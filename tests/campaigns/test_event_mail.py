"""What people who signed up read, and whether it is still true when it goes out."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from icalendar import Calendar

from campaigns import announcements, emails, reminders
from campaigns.models import Event, Notice, Signup
from campaigns.signup_mail import still_to_come
from campaigns.still_true import RULES
from hope_portal.outbox.models import Message
from hope_portal.outbox.preferences import set_declined
from tests import factories as make
from tests.outbox.conftest import sink, smtp

from .mailing import DAY, LONG_BEFORE, a_guest, an_evening, deliver, newest, refused, utc, written

__all__ = ["sink", "smtp"]
pytestmark = pytest.mark.django_db
Status = Signup.Status
ADDRESS = "1 Sample Street"
DAY_BEFORE, SAME_DAY, DAY_AFTER = utc(2027, 6, 9, 15), utc(2027, 6, 10, 12), utc(2027, 6, 11, 14)


# --- One of each --------------------------------------------------------------------------------------------


def confirmed(event):
    return a_guest(event, seats=2)


def waiting(event):
    Event.objects.filter(pk=event.pk).update(capacity=1)
    return a_guest(event, seats=1) and a_guest(event, seats=1)


def offered(event):
    signup = waiting(event)
    event.signups.first().cancel(now=LONG_BEFORE)
    return event.signups.get(pk=signup.pk)


def expired(event):
    signup = offered(event)
    signup.expire(now=signup.offered_until)
    return signup


def cancelled(event):
    signup = confirmed(event)
    signup.cancel(now=LONG_BEFORE)
    return signup


def with_other_seats(event):
    signup = confirmed(event)
    signup.change_seats(3, now=LONG_BEFORE)
    return signup


def reminded_of(event):
    signup = confirmed(event)
    emails.signup_reminded_of(signup, now=LONG_BEFORE)
    return signup


def moved(event):
    signup = confirmed(event)
    before = announcements.as_told(event)
    event.set_time(DAY + timedelta(days=7), event.start)
    Event.objects.filter(pk=event.pk).update(version=1)
    event.refresh_from_db()
    announcements.event_moved(event, now=LONG_BEFORE, before=before)
    return signup


def of_other_clocks(event):
    signup = confirmed(event)
    announcements.event_clocks_changed(event, now=LONG_BEFORE)
    return signup


def of_a_cancelled_event(event):
    signup = confirmed(event)
    event.cancel(by=None, now=LONG_BEFORE, note="The hall is flooded.")
    return signup


def reminded_at(now):
    def reminded(event):
        signup = confirmed(event)
        reminders.owe_reminders(now=now)
        return signup

    return reminded


def thanked(event):
    signup = confirmed(event)
    reminders.owe_thanks(now=DAY_AFTER)
    return signup


def written_to(event):
    signup = confirmed(event)
    Notice(event=event, text="Bring a pen <b>please</b>.", audience="confirmed").send(now=LONG_BEFORE)
    return signup


MADE = {
    "signup_confirmed": (confirmed, LONG_BEFORE),
    "signup_waiting": (waiting, LONG_BEFORE),
    "signup_offered": (offered, LONG_BEFORE),
    "signup_offer_expired": (expired, LONG_BEFORE + timedelta(days=2)),
    "signup_seats_changed": (with_other_seats, LONG_BEFORE),
    "signup_cancelled": (cancelled, LONG_BEFORE),
    "signup_reminded_of": (reminded_of, LONG_BEFORE),
    "event_moved": (moved, LONG_BEFORE),
    "event_clocks_changed": (of_other_clocks, LONG_BEFORE),
    "event_cancelled": (of_a_cancelled_event, LONG_BEFORE),
    "reminder_day_before": (reminded_at(DAY_BEFORE), DAY_BEFORE),
    "reminder_same_day": (reminded_at(SAME_DAY), SAME_DAY),
    "thank_you": (thanked, DAY_AFTER),
    "notice": (written_to, LONG_BEFORE),
}
"""How each message comes about, and when it goes out."""


def made(name, event=None):
    event = event or an_evening()
    make_it, at = MADE[name]
    signup = make_it(event)
    return event, signup, newest(signup, name), at


def test_each_message_has_its_rules_and_is_made_here():
    assert sorted(MADE) == sorted(RULES)


# --- How they read ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_a_message_says_what_it_is_about_and_why_it_came(name):
    event, signup, message, at = made(name)

    mail = written(message, at)

    assert event.title not in mail.subject
    assert 10 < len(mail.subject) < 80
    assert event.title in mail.text
    assert "signed up" in mail.text.splitlines()[-3:][0] + mail.text
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
    event, signup, message, at = made("event_moved")

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


# --- Calendars, as the mail server gets them ----------------------------------------------------------------


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


# --- Still true? --------------------------------------------------------------------------------------------


def signup_is(status, **also):
    return lambda event, signup: Signup.objects.filter(pk=signup.pk).update(status=status, **also)


def event_is(**changes):
    return lambda event, signup: Event.objects.filter(pk=event.pk).update(**changes)


def later_version(event, signup):
    Signup.objects.filter(pk=signup.pk).update(version=signup.version + 1)


BEGUN, OVER = utc(2027, 6, 10, 22, 31), utc(2027, 6, 11, 0, 0)
NEXT_DAY_BEGINS = utc(2027, 6, 10, 4)

UNTRUE = {
    "signup_confirmed": {
        "a newer version": later_version,
        "cancelled": signup_is("cancelled"),
        "event cancelled": event_is(status="cancelled"),
        "over": OVER,
    },
    "signup_waiting": {
        "a newer version": later_version,
        "confirmed": signup_is("confirmed"),
        "event cancelled": event_is(status="cancelled"),
        "begun": BEGUN,
    },
    "signup_offered": {
        "a newer version": later_version,
        "expired": signup_is("expired"),
        "ended": signup_is("offered", offered_until=LONG_BEFORE),
        "event cancelled": event_is(status="cancelled"),
        "begun": event_is(starts_at=LONG_BEFORE),
    },
    "signup_offer_expired": {
        "a newer version": later_version,
        "signed up again": signup_is("waiting"),
        "event cancelled": event_is(status="cancelled"),
        "begun": BEGUN,
    },
    "signup_seats_changed": {
        "a newer version": later_version,
        "cancelled": signup_is("cancelled"),
        "event cancelled": event_is(status="cancelled"),
        "over": OVER,
    },
    "signup_cancelled": {"a newer version": later_version, "signed up again": signup_is("confirmed")},
    "event_moved": {
        "cancelled": signup_is("cancelled"),
        "moved again": event_is(version=2),
        "event cancelled": event_is(status="cancelled"),
        "over": OVER + timedelta(days=7),
    },
    "event_clocks_changed": {
        "cancelled": signup_is("cancelled"),
        "moved": event_is(version=1),
        "event cancelled": event_is(status="cancelled"),
        "begun": BEGUN,
    },
    "event_cancelled": {"cancelled": signup_is("cancelled"), "takes place": event_is(status="live")},
    "reminder_day_before": {
        "waiting": signup_is("waiting"),
        "moved": event_is(starts_at=utc(2027, 6, 10, 22)),
        "event cancelled": event_is(status="cancelled"),
        "its day": NEXT_DAY_BEGINS,
    },
    "reminder_same_day": {
        "waiting": signup_is("waiting"),
        "moved": event_is(starts_at=utc(2027, 6, 10, 22)),
        "event cancelled": event_is(status="cancelled"),
        "begun": BEGUN,
    },
    "thank_you": {
        "cancelled": signup_is("cancelled"),
        "event cancelled": event_is(status="cancelled"),
        "a week later": utc(2027, 6, 18, 14),
    },
    "notice": {"cancelled": signup_is("cancelled"), "waiting": signup_is("waiting")},
}


@pytest.mark.parametrize("name", MADE)
def test_a_message_goes_out_while_it_is_true(name):
    _event, _signup, message, at = made(name)

    assert refused(message, at) is None


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, cases in UNTRUE.items() for case in cases])
def test_a_message_does_not_go_out_once_it_is_untrue(name, case):
    event, signup, message, at = made(name)
    change = UNTRUE[name][case]
    if callable(change):
        change(event, signup)
    else:
        at = change

    assert refused(message, at)


def test_what_is_untrue_is_skipped_with_the_reason(smtp, now):
    signup = make.a_signup(make.an_event())
    Signup.objects.update(status=Status.CANCELLED)

    deliver()

    message = newest(signup)
    assert (message.status, message.reason) == (Message.Status.SKIPPED, "They have no seats any more.")
    assert smtp.mails == []


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
