from datetime import timedelta

import pytest
from django.utils.translation import get_language

from clubs.models import Club, Person
from hope_portal import privacy
from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.models import Message
from hope_portal.outbox.posting import post
from hope_portal.outbox.preferences import unsubscribe_url
from tests import factories as make

pytestmark = pytest.mark.django_db
Status = Message.Status


@pytest.fixture
def ana_is_owed(hello, greeted):
    def owe(**changes):
        person = make.a_person("Ana", email="ana@example.org")
        options = {"to": person.email, "key": "fact:1", "about": person, "params": {"version": 3}}
        post(hello, **{**options, **changes})
        return Message.objects.get()

    return owe


def words(message):
    message.refresh_from_db()
    return message.status, message.subject, message.text, bool(message.html)


def test_mail_is_inserted_without_words_in_one_statement(ana_is_owed, django_assert_num_queries):
    ana_is_owed()
    Message.objects.all().delete()
    Person.objects.all().delete()

    with django_assert_num_queries(3):  # the person, the message, and the test looks at it
        message = ana_is_owed()

    assert words(message) == (Status.WAITING, "", "", False)
    assert message.is_unwritten


def test_it_is_written_when_it_goes_out_from_what_is_true_then(ana_is_owed, smtp):
    message = ana_is_owed()
    Person.objects.update(name="Ana Maria")

    deliver()

    assert words(message) == (Status.SENT, "A subject for Ana Maria", "Hello Ana Maria, version 3\n", True)
    assert smtp.mails[0]["Subject"] == "A subject for Ana Maria"
    assert smtp.mails[0].get_body(["plain"]).get_content().splitlines() == ["Hello Ana Maria, version 3"]


def test_the_subject_is_asked_in_the_language_of_the_reader_at_the_time_of_sending(
    ana_is_owed, smtp, monkeypatch, now
):
    asked = []
    message = ana_is_owed(language="es")
    monkeypatch.setattr(
        Person,
        "message_context",
        lambda person, message: asked.append((get_language(), message.sent_at)) or {"name": "", "word": ""},
    )

    deliver()

    message.refresh_from_db()
    assert asked == [("es", message.sent_at)]
    assert 'lang="es"' in message.html


def test_mail_written_late_ends_with_the_way_out_too(ana_is_owed, smtp):
    message = ana_is_owed(kind=Message.Kind.NEWS)

    deliver()

    way_out = unsubscribe_url("ana@example.org", Message.Kind.NEWS)
    assert words(message)[2].endswith(f"\n\nSend me no more of these: {way_out}\n")


def test_what_is_not_true_any_more_is_never_written(ana_is_owed, smtp, monkeypatch):
    message = ana_is_owed()
    monkeypatch.setattr(Person, "message_refusal", lambda person, message: "No longer true.", raising=False)
    monkeypatch.setattr(Person, "message_context", lambda person, message: 1 / 0)

    deliver()

    assert words(message) == (Status.SKIPPED, "", "", False)
    assert message.reason == "No longer true."


def test_mail_about_what_is_gone_is_skipped(ana_is_owed, smtp):
    message = ana_is_owed()
    Person.objects.all().delete()

    deliver()

    assert words(message)[0] == Status.SKIPPED
    assert message.reason == "What it is about no longer exists."


@pytest.mark.parametrize(
    "mistake",
    [
        lambda person, message: 1 / 0,
        lambda person, message: {"name": "Ana", "word": "\0"},
        lambda person, message: Person.objects.extra(where=["no_such_column"]).count(),
    ],
    ids=["its own", "what no row can hold", "in the database"],
)
def test_a_subject_that_fails_to_write_puts_off_its_own_message_only(ana_is_owed, smtp, monkeypatch, mistake):
    message = ana_is_owed()
    monkeypatch.setattr(Person, "message_context", mistake)
    make.a_message("other")

    deliver()

    assert words(message) == (Status.WAITING, "", "", False)
    assert message.tries == 1
    assert smtp.keys == ["other"]


def test_what_did_not_go_out_is_written_anew_at_the_next_try(ana_is_owed, smtp, now):
    smtp.answer_to_data = ["451 4.3.0 try later"]
    message = ana_is_owed()
    deliver()

    assert words(message) == (Status.WAITING, "", "", False)

    Person.objects.update(name="Renamed")
    Message.objects.update(try_after=now)
    deliver()
    assert words(message)[:2] == (Status.SENT, "A subject for Renamed")


def test_what_was_given_up_unwritten_can_be_tried_again(ana_is_owed, smtp, now):
    smtp.refused["ana@example.org"] = "550 5.1.1 no such mailbox"
    message = ana_is_owed()
    deliver()
    assert words(message) == (Status.FAILED, "", "", False)
    del smtp.refused["ana@example.org"]

    assert message.try_again_refusal() is None
    message.try_again(now=now)
    deliver()

    assert words(message)[:2] == (Status.SENT, "A subject for Ana")


def test_what_is_wiped_is_not_taken_for_unwritten(ana_is_owed, now):
    message = ana_is_owed(due=now - timedelta(days=366))
    Message.objects.update(status=Status.FAILED, reason="550 no ana@example.org here")

    privacy.purge(now=now)

    message.refresh_from_db()
    assert (message.to, message.reason, message.is_unwritten) == ("", "", False)
    assert "no longer kept" in message.try_again_refusal()


def test_the_purge_leaves_what_waits_to_be_written(ana_is_owed, now):
    message = ana_is_owed(due=now - timedelta(days=400))

    privacy.purge(now=now)

    message.refresh_from_db()
    assert (message.to, message.language, message.params) == ("ana@example.org", "en-us", {"version": 3})


def test_codes_that_are_written_late_are_forgotten_as_well(ana_is_owed, smtp):
    message = ana_is_owed(urgent=True)

    deliver()

    assert words(message) == (Status.SENT, "A subject for Ana", "", False)
    assert len(smtp.mails) == 1


def test_what_nothing_can_write_is_refused_at_once(hello):
    club = make.a_club()

    for about in (None, club):
        with pytest.raises(TypeError, match="has no message_context"):
            post(hello, to="a@example.org", key="fact:1", about=about)
    assert Message.objects.count() == 0


# --- How mail stands ----------------------------------------------------------------------------------------


def test_the_tally_counts_for_each_template_in_one_query(harbor, django_assert_num_queries):
    other = make.a_club()
    for status in ["sent", "sent", "failed", "waiting"]:
        make.a_message(about=harbor, template="test/first", status=status)
    make.a_message(about=harbor, template="test/second", status="skipped")
    make.a_message(about=other, template="test/second")
    harbors = Club.objects.filter(pk=harbor.pk)
    Message.objects.about_these(harbors).tally()

    with django_assert_num_queries(1):
        tally = list(Message.objects.about_these(harbors).tally())

    assert tally == [
        {"template": "test/first", "waiting": 1, "sent": 2, "skipped": 0, "failed": 1, "total": 4},
        {"template": "test/second", "waiting": 0, "sent": 0, "skipped": 1, "failed": 0, "total": 1},
    ]


def test_mail_about_something_else_with_the_same_number_is_not_counted(harbor):
    person = make.a_person(pk=harbor.pk)
    make.a_message(about=person)

    assert not Message.objects.about_these(Club.objects.all()).exists()
    assert Message.objects.about_these(Person.objects.all()).get().about == person
