from datetime import timedelta

import pytest
from django.utils import timezone

from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.models import MAX_TRIES, Message
from hope_portal.outbox.preferences import set_declined
from tests import factories as make

Status = Message.Status
pytestmark = pytest.mark.django_db


def outcome(message):
    message.refresh_from_db()
    return message.status, message.tries, message.reason


def test_a_message_is_sent_as_text_and_html_and_says_so(smtp):
    message = make.a_message(to="ana@example.org", text="Grüße\n.\nFrom Ana\n", html="<p>Grüße</p>")

    assert deliver() == 1

    mail = smtp.mails[0]
    assert (mail["To"], mail["Message-ID"]) == ("ana@example.org", message.message_id)
    assert mail.get_body(["plain"]).get_content().splitlines() == ["Grüße", ".", "From Ana"]
    assert mail.get_body(["html"]).get_content() == "<p>Grüße</p>"
    assert outcome(message) == (Status.SENT, 1, "")
    assert message.sent_at is not None


def test_a_repeat_has_the_same_message_id_and_another_message_another(smtp):
    first, other = make.a_message("fact:1"), make.a_message("fact:2")

    assert first.message_id == Message(key="fact:1").message_id != other.message_id


def test_urgent_mail_goes_first_then_the_oldest(smtp, now):
    make.a_message("young", try_after=now - timedelta(minutes=1))
    make.a_message("old", try_after=now - timedelta(hours=1))
    make.a_message("code", urgent=True)

    deliver()

    assert [mail["Subject"] for mail in smtp.mails] == ["code", "old", "young"]


def test_nothing_is_sent_before_its_time(smtp, now):
    message = make.a_message(try_after=now + timedelta(minutes=1))

    assert deliver() == 0
    assert outcome(message) == (Status.WAITING, 0, "")


def test_many_messages_share_one_connection(smtp):
    for _ in range(5):
        make.a_message()

    deliver()

    assert (len(smtp.mails), len(smtp.peers)) == (5, 1)


def test_a_refused_address_is_given_up_at_once_and_holds_up_nobody(smtp):
    smtp.refused["gone@example.org"] = "550 5.1.1 no such mailbox"
    before, refused, after = make.a_message("a"), make.a_message(to="gone@example.org"), make.a_message("c")

    deliver()

    assert outcome(refused) == (Status.FAILED, 1, "550 5.1.1 no such mailbox")
    assert smtp.keys == ["a", "c"]
    assert [outcome(message)[0] for message in (before, after)] == [Status.SENT, Status.SENT]
    assert len(smtp.peers) == 1


def test_a_deferred_address_is_tried_again_later_and_holds_up_nobody(smtp, now):
    smtp.refused["busy@example.org"] = "450 4.2.1 mailbox busy"
    deferred, after = make.a_message(to="busy@example.org"), make.a_message("b")

    deliver()

    assert outcome(deferred) == (Status.WAITING, 1, "450 4.2.1 mailbox busy")
    assert timedelta(minutes=1.9) < deferred.try_after - now < timedelta(minutes=2.5)
    assert outcome(after)[0] == Status.SENT
    del smtp.refused["busy@example.org"]
    Message.objects.update(try_after=now)
    deliver()
    assert outcome(deferred) == (Status.SENT, 2, "")


def test_after_eight_tries_a_message_is_given_up(smtp, now):
    smtp.refused["busy@example.org"] = "450 4.2.1 mailbox busy"
    message = make.a_message(to="busy@example.org")

    waits = []
    for _ in range(MAX_TRIES):
        Message.objects.update(try_after=timezone.now())
        deliver()
        message.refresh_from_db()
        waits.append(round((message.try_after - timezone.now()).total_seconds() / 60))

    assert waits == [2, 4, 8, 16, 32, 64, 128, 0]
    assert outcome(message) == (Status.FAILED, 8, "450 4.2.1 mailbox busy")
    assert deliver() == 0


@pytest.mark.parametrize(
    ("answer", "status"), [("451 4.3.0 try later", Status.WAITING), ("554 5.7.1 no", Status.FAILED)]
)
def test_a_text_that_is_refused_concerns_its_own_message_only(smtp, answer, status):
    smtp.answer_to_data = [answer]
    message, after = make.a_message(), make.a_message("b")

    deliver()

    assert outcome(message) == (status, 1, answer)
    assert outcome(after)[0] == Status.SENT


def test_a_connection_that_ends_after_some_mails_is_opened_again(smtp):
    smtp.most = 2
    for number in range(5):
        make.a_message(f"{number}")

    assert deliver() == 5

    assert smtp.keys == ["0", "1", "2", "3", "4"]
    assert set(Message.objects.values_list("tries", flat=True)) == {1}


def test_a_server_that_drops_us_costs_one_message_one_try_and_the_others_none(smtp):
    smtp.most = 0
    first, second = make.a_message(), make.a_message()

    assert deliver() == 1

    assert outcome(first)[:2] == (Status.WAITING, 1)
    assert outcome(second) == (Status.WAITING, 0, "")


def test_a_server_that_is_down_only_delays(smtp):
    port = smtp.port
    smtp.stop()
    messages = [make.a_message(f"{number}") for number in range(3)]

    assert deliver() == 0
    assert [outcome(message) for message in messages] == [(Status.WAITING, 0, "")] * 3

    smtp.start(port)
    assert deliver() == 3
    assert smtp.keys == ["0", "1", "2"]


def test_an_address_that_cannot_be_written_is_given_up(smtp):
    message, after = make.a_message(to="a@example.org\nBcc: b@example.org"), make.a_message("b")

    deliver()

    assert outcome(message)[:2] == (Status.FAILED, 1)
    assert outcome(after)[0] == Status.SENT


def test_a_message_that_is_no_longer_true_is_skipped_with_the_reason(smtp, ana):
    activation = make.an_activation(status="submitted")
    Message.objects.all().delete()
    message = make.a_message(about=activation, template="clubs/activation_late")
    activation.withdraw(now=timezone.now())
    Message.objects.exclude(pk=message.pk).delete()

    deliver()

    assert outcome(message)[0] == Status.SKIPPED
    assert outcome(message)[2] == "It has been decided in the meantime."
    assert smtp.mails == []


def test_a_message_about_something_deleted_is_skipped(smtp):
    activation = make.an_activation()
    message = make.a_message(about=activation)
    activation.delete()

    deliver()

    assert outcome(message) == (Status.SKIPPED, 1, "What it is about no longer exists.")


def test_a_subject_that_fails_to_answer_holds_up_nobody(smtp, monkeypatch):
    activation = make.an_activation()
    monkeypatch.setattr(type(activation), "message_refusal", lambda self, message: 1 / 0)
    message, after = make.a_message(about=activation), make.a_message("b")

    deliver()

    assert outcome(message)[:2] == (Status.WAITING, 1)
    assert outcome(after)[0] == Status.SENT


def test_a_declined_kind_is_skipped_and_everything_else_is_sent(smtp):
    set_declined("ana@example.org", {Message.Kind.NEWS})
    news = make.a_message("news", to="ana@example.org", kind=Message.Kind.NEWS)
    make.a_message("task", to="ana@example.org", kind=Message.Kind.SERVICE)
    make.a_message("answer", to="ana@example.org")

    deliver()

    assert outcome(news) == (Status.SKIPPED, 1, "The reader wants no more mail of this kind.")
    assert smtp.keys == ["answer", "task"]


def test_mail_that_can_be_declined_says_how_in_one_line_that_is_not_folded(smtp):
    make.a_message(kind=Message.Kind.SERVICE)
    make.a_message(kind=Message.Kind.TRANSACTIONAL)

    deliver()

    service, transactional = smtp.mails
    raw = [line for line in service.as_string(maxheaderlen=0).split("\n") if line.startswith("List-Un")]
    assert raw[0].startswith("List-Unsubscribe: <http://localhost:8000/u/service.")
    assert raw[1:] == ["List-Unsubscribe-Post: List-Unsubscribe=One-Click"]
    assert transactional["List-Unsubscribe"] is None


@pytest.mark.parametrize(
    ("answer", "status"), [("250 OK", Status.SENT), ("550 no", Status.FAILED), ("450 later", Status.WAITING)]
)
def test_codes_are_kept_only_while_they_wait(smtp, answer, status):
    smtp.answer_to_data = [answer]
    message = make.a_message(urgent=True, text="12345\n")

    deliver()

    message.refresh_from_db()
    kept = "12345\n" if status == Status.WAITING else ""
    assert (message.status, message.text, bool(message.html)) == (status, kept, bool(kept))
