from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command

from clubs.models import Activation, Membership, Person
from hope_portal import privacy
from hope_portal.outbox.models import Message
from hope_portal.safety import personal
from hope_portal.safety.tasks import purge
from hope_portal.workflow.models import StatusChange

from .. import factories as make
from .rows import a_message

DAY = timedelta(days=1)


@pytest.fixture
def old_rows(harbor, now):
    ago = now - 3000 * DAY
    a_message("old@example.org", at=now - 91 * DAY)
    make.an_activation(harbor, now=now - 61 * DAY)
    left = make.a_person("Lou Left", phone="555-0100", ri_member_id="9", language="es")
    make.a_membership(left, of=harbor, ends_on=date(2021, 6, 30))
    make.a_user("never@example.org", date_joined=now - 31 * DAY).emailaddress_set.update(verified=False)
    Session.objects.create(session_key="over", session_data="x", expire_date=now - DAY)
    StatusChange.objects.create(
        subject_type_id=1, subject_id=1, move="x", was="a", became="b", by=make.a_user(), note="Dear", at=ago
    )


def test_the_purge_takes_what_is_over_its_time_and_only_once(old_rows, now):
    first = privacy.purge(now=now)
    again = privacy.purge(now=now)

    assert {rule: count for rule, count in first.items() if count} == {
        "clubs.Activation: status": 1,
        "clubs.Person: email phone language ri_member_id": 1,
        "clubs.Person: name user": 1,
        "outbox.Message: text html calendar reason": 1,
        "workflow.StatusChange: by note": 1,
        "sessions.Session: session_key session_data": 1,
        "accounts.User: email name language zone password": 1,
    }
    assert set(again.values()) == {0}


def test_the_purge_leaves_the_row_that_counts(old_rows, now):
    purge()

    message = Message.objects.get()
    person = Person.objects.get()
    assert (message.text, message.html, message.subject, message.to) == ("", "", "Hello", "old@example.org")
    assert (person.name, person.email, person.phone, person.ri_member_id) == ("–", None, "", None)
    assert Membership.objects.count() == 1


def test_the_purge_leaves_what_still_has_time(harbor, ana, ben, now):
    a_message("fresh@example.org", at=now - 89 * DAY)
    a_message("later@example.org", at=now - 400 * DAY, status=Message.Status.WAITING)
    make.an_activation(harbor, now=now - 59 * DAY)
    make.an_activation(now=now - 90 * DAY, status=Activation.Status.SUBMITTED)
    make.a_membership(make.a_person(phone="555-0100"), of=harbor, ends_on=now.date() - 300 * DAY)
    make.a_person("In no club yet", phone="555-0101")

    assert sum(privacy.purge(now=now).values()) == 0


def test_the_purge_works_in_batches(monkeypatch, db, now):
    monkeypatch.setattr(personal, "BATCH", 2)
    for number in range(5):
        a_message(f"old{number}@example.org", at=now - 91 * DAY)

    assert privacy.purge(now=now)["outbox.Message: text html calendar reason"] == 5


def test_the_command_says_what_it_took(old_rows, capsys):
    call_command("purge")

    assert "1  clubs.Activation: status" in capsys.readouterr().out
