import pytest
from django.urls import reverse

from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.models import Message
from hope_portal.outbox.posting import post
from tests import factories as make

pytestmark = pytest.mark.django_db
INVITE = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
METHOD:REQUEST
BEGIN:VEVENT
UID:12@example.org
SUMMARY:Grüße=3D aus dem Hafen\\, mit einer Zeile\\, die so lang ist\\, dass sie g
 efaltet wird
DTSTART:20270104T180000Z
END:VEVENT
END:VCALENDAR
"""
LINES = INVITE.splitlines()


def crlf(text):
    return text.replace("\n", "\r\n")


def sent(smtp, calendar):
    message = make.a_message(calendar=calendar)
    deliver()
    message.refresh_from_db()
    return message, smtp.mails[-1]


@pytest.mark.parametrize("calendar", [INVITE, crlf(INVITE)], ids=["LF", "CRLF"])
def test_an_invitation_is_the_last_of_three_ways_to_read_the_mail(smtp, calendar):
    _message, mail = sent(smtp, calendar)

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    part = list(mail.iter_parts())[-1]
    assert b"\r\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\r\n" in smtp.raw[0]
    assert part.get_payload(decode=True) == crlf(INVITE).encode()
    assert mail.defects == part.defects == []


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH"])
def test_the_part_says_the_method_that_is_in_it(smtp, method):
    _message, mail = sent(smtp, INVITE.replace("METHOD:REQUEST", f"METHOD:{method}"))

    assert list(mail.iter_parts())[-1]["Content-Type"].params["method"] == method


def test_a_calendar_without_a_method_promises_none(smtp):
    _message, mail = sent(smtp, INVITE.replace("METHOD:REQUEST\n", ""))

    assert list(mail.iter_parts())[-1]["Content-Type"].params == {"charset": "utf-8"}


def test_a_mail_without_a_date_has_two_parts(smtp):
    _message, mail = sent(smtp, "")

    assert len(list(mail.iter_parts())) == 2


def test_the_calendar_comes_with_the_context_now_or_later(hello, smtp, greeted, monkeypatch):
    person = make.a_person("Ana", email="ana@example.org")
    context = {"name": "Ana", "word": "", "calendar": crlf(INVITE)}
    monkeypatch.setattr(type(person), "message_context", lambda person, message: context)

    post(hello, to=person.email, key="now", context=context)
    post(hello, to=person.email, key="later", about=person)
    deliver()

    assert list(Message.objects.values_list("calendar", flat=True)) == [crlf(INVITE)] * 2
    assert [len(list(mail.iter_parts())) for mail in smtp.mails] == [3, 3]


def test_the_calendar_of_urgent_mail_is_forgotten_with_its_text(smtp):
    message = make.a_message(calendar=INVITE, urgent=True)

    deliver()

    message.refresh_from_db()
    assert (message.status, message.calendar) == ("sent", "")


def test_the_mailbox_of_the_demo_shows_the_lines_of_the_invitation(client, settings, tmp_path):
    settings.DEMO = True
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    settings.EMAIL_BACKEND = "hope_portal.mailbox.MaildirBackend"
    make.a_message(calendar=crlf(INVITE))
    deliver()
    mail = client.get(reverse("mailbox")).context["mails"][0]

    shown = client.get(reverse("mailbox-mail", args=[mail.key])).content.decode()

    assert mail.calendar() == [LINES[5], LINES[6] + LINES[7][1:], LINES[8]]
    assert "invite.ics" in shown
    assert f"<li>{LINES[8]}</li>" in shown
