from datetime import timedelta

import pytest

from campaigns.digest import owe_digests
from clubs.models import Membership
from hope_portal.outbox.models import Message
from tests import factories as make

from .mailing import LONG_BEFORE, a_guest, an_evening, utc

pytestmark = pytest.mark.django_db
MORNING = utc(2027, 5, 3, 11, 30)
"""7:30 a.m. in New York."""


@pytest.fixture
def event(harbor, ana):
    return an_evening(harbor, capacity=2)


def digests(now):
    known = set(Message.objects.values_list("pk", flat=True))
    owe_digests(now=now)
    return list(Message.objects.exclude(pk__in=known).order_by("pk"))


def test_the_organiser_reads_in_the_morning_what_happened(event, ana, harbor):
    for seats in (1, 1, 1):
        a_guest(event, seats=seats, email=f"guest{event.taken}{Message.objects.count()}@example.org")

    (mail,) = digests(MORNING)

    assert (mail.to, mail.kind, mail.subject) == (ana.email, "service", "Your events: 2 new signups")
    assert f"{event.title}\nThursday, June 10, 2027\n2 new signups (seats: 2). 2 of 2 seats" in mail.text
    assert "1 person waits." in mail.text
    assert f"/desk/events/{event.reference}/people/" in mail.text
    assert "guest" not in mail.text + mail.html


def test_a_digest_comes_once_a_day_and_tells_only_what_is_new(event):
    first = a_guest(event)
    a_day = timedelta(days=1)

    assert len(digests(MORNING)) == 1
    a_guest(event, now=MORNING + timedelta(minutes=30))
    assert digests(MORNING + timedelta(hours=1)) == []
    (mail,) = digests(MORNING + a_day)
    assert mail.subject == "Your events: one new signup"
    first.cancel(now=MORNING + a_day + timedelta(hours=3))
    (mail,) = digests(MORNING + 2 * a_day)
    assert mail.subject == "Your events: something changed"
    assert "1 cancelled. 1 of 2 seats are taken." in mail.text


@pytest.mark.parametrize("now", [utc(2027, 5, 3, 10, 59), utc(2027, 5, 3, 13, 0), utc(2027, 5, 3, 23, 30)])
def test_no_digest_comes_outside_the_morning_of_the_club(event, now):
    a_guest(event)

    assert digests(now) == []


def test_nothing_happened_is_no_mail(event):
    assert digests(MORNING) == []


def test_each_club_has_its_own_morning(event, carl):
    west = carl.person.memberships.get().club
    west.zone = "America/Los_Angeles"
    west.save()
    a_guest(event)
    a_guest(an_evening(west))

    early, later = digests(MORNING), digests(MORNING + timedelta(hours=3))

    assert [[mail.to for mail in mails] for mails in (early, later)] == [["ana@example.org"], [carl.email]]


def test_the_digest_goes_to_the_organiser_and_to_all_officers_where_there_is_none(event, harbor, ana):
    other = make.a_membership(of=harbor, role=Membership.Role.PRESIDENT).person
    unreachable = make.a_membership(of=harbor, role=Membership.Role.TREASURER).person
    unreachable.email = None
    unreachable.save()
    a_guest(event)
    assert {mail.to for mail in digests(MORNING)} == {ana.email, other.email}

    event.organiser = other
    event.save()
    a_guest(event, now=MORNING + timedelta(hours=5))

    assert {mail.to for mail in digests(MORNING + timedelta(days=1))} == {other.email}


def test_several_events_are_one_digest(event, harbor):
    other = an_evening(harbor, title="A second evening")
    a_guest(event)
    a_guest(other)

    (mail,) = digests(MORNING)

    assert mail.text.count("1 new signup (seats: 1).") == 2
    assert mail.subject == "Your events: 2 new signups"


def test_what_was_told_long_ago_is_not_told_again_after_silence(event):
    a_guest(event, now=LONG_BEFORE - timedelta(days=10))

    assert digests(MORNING) == []
