import pytest

from campaigns import reminders
from campaigns.models import Event, Signup
from hope_portal.outbox.models import Message
from tests import factories as make

from .mailing import MORROW, a_guest, an_evening, local, newest, owed, written

pytestmark = pytest.mark.django_db


def test_who_came_is_thanked_and_where_nobody_was_checked_in_all_with_seats():
    club = make.a_club()
    checked, unchecked = an_evening(club), an_evening(club)
    here, _absent = a_guest(checked, email="here@example.org"), a_guest(checked, email="absent@example.org")
    a_guest(unchecked, email="perhaps@example.org")
    Signup.objects.filter(pk=here.pk).update(arrived=1)

    reminders.owe_thanks(now=local(MORROW, 10))

    thanked = Message.objects.filter(template="campaigns/thank_you").values_list("to", flat=True)
    assert sorted(thanked) == ["here@example.org", "perhaps@example.org"]


def test_guests_are_thanked_though_the_report_is_filed_and_not_when_nothing_took_place():
    club = make.a_club()
    done, cancelled = an_evening(club), an_evening(club)
    a_guest(done, email="done@example.org")
    a_guest(cancelled)
    Event.objects.filter(pk=done.pk).update(status="completed")
    Event.objects.filter(pk=cancelled.pk).update(status="cancelled")

    assert owed(local(MORROW, 10)) == [("thank_you", "done@example.org")]
    assert owed(local(MORROW, 11)) == []


def test_everybody_gets_the_same_link_for_answers():
    event = an_evening()
    signups = [a_guest(event), a_guest(event)]
    reminders.owe_thanks(now=local(MORROW, 10))

    texts = [written(newest(signup), local(MORROW, 10)).text.splitlines() for signup in signups]

    links = [line for text in texts for line in text if "/events/feedback/" in line]
    assert len(links) == 2
    assert len(set(links)) == 1
