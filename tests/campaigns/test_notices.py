from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.models import Event, Notice
from campaigns.models.notice import NoticeRefused
from hope_portal.outbox.models import Message
from tests import factories as make
from tests.test_races import at_once

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def event(harbor):
    event = make.an_event(harbor, capacity=2)
    for _ in range(3):
        make.a_signup(event)
    return event


@pytest.fixture
def officer(client, ana):
    client.force_login(ana)
    return client


def path(event):
    return reverse("campaigns:event-write", args=[event.reference])


def notices_to():
    return sorted(Message.objects.filter(template="campaigns/notice").values_list("to", flat=True))


def a_notice(event, text="Bring a pen.", audience="confirmed"):
    return Notice(event=event, text=text, audience=audience)


@pytest.mark.parametrize(
    ("audience", "statuses"),
    [
        ("confirmed", ["confirmed"]),
        ("waiting", ["offered", "waiting"]),
        ("all", ["confirmed", "offered", "waiting"]),
    ],
)
def test_an_officer_writes_to_those_they_choose(event, now, audience, statuses):
    make.a_signup(event)
    event.signups.first().cancel(now=now)

    notice = a_notice(event, audience=audience)
    notice.send(now=now)

    chosen = event.signups.filter(status__in=statuses).values_list("email", flat=True)
    assert notices_to() == sorted(chosen)
    assert Notice.objects.get().sent_to == len(chosen) == len(statuses)


def test_three_notices_a_day_are_enough(event, now):
    for n in range(3):
        a_notice(event, f"Message {n}").send(now=now)

    with pytest.raises(NoticeRefused, match="three times a day"):
        a_notice(event, "Message 4").send(now=now)
    a_notice(event, "Message 4").send(now=now + A_DAY)

    assert Notice.objects.count() == 4


def test_the_same_text_is_not_sent_twice(event, now):
    a_notice(event).send(now=now)

    with pytest.raises(NoticeRefused, match="exactly this"):
        a_notice(event).send(now=now)

    assert (Notice.objects.count(), len(notices_to())) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_once(now):
    event = make.an_event()
    make.a_signup(event)

    def click(_number):
        try:
            a_notice(Event.objects.get()).send(now=now)
        except NoticeRefused:
            return 0
        return 1

    assert sum(at_once(click, times=6)) == 1
    assert len(notices_to()) == 1


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "declined"])
def test_nobody_is_written_to_about_what_is_not_public(event, now, status):
    Event.objects.update(status=status)

    with pytest.raises(NoticeRefused):
        a_notice(Event.objects.get()).send(now=now)


def test_a_week_after_the_event_nobody_is_written_to_any_more(event):
    with pytest.raises(NoticeRefused, match="more than a week"):
        a_notice(event).send(now=event.ends_at + timedelta(days=7))
    a_notice(event).send(now=event.ends_at + timedelta(days=6))


def test_the_preview_says_how_many_and_sends_nothing(officer, event):
    response = officer.post(path(event), {"audience": "confirmed", "text": "Bring a pen.\r\nAnd paper."})

    text = response.content.decode()
    assert "This notifies 2 people." in text
    assert "Bring a pen.<br>And paper." in text
    assert (Notice.objects.count(), notices_to()) == (0, [])


def test_the_button_of_the_preview_sends_what_was_shown(officer, event, ana):
    said = {"audience": "all", "text": "Bring a pen.\r\nAnd paper."}

    response = officer.post(path(event), {**said, "send": ""}, follow=True)

    notice = Notice.objects.get()
    assert (notice.by, notice.text, notice.sent_to) == (ana, "Bring a pen.\nAnd paper.", 3)
    assert "It is on its way to 3 people." in response.content.decode()


def test_what_was_written_can_be_changed_after_the_preview(officer, event):
    response = officer.post(path(event), {"audience": "all", "text": "Bring a pen.", "change": ""})

    assert ">\nBring a pen.</textarea>" in response.content.decode()
    assert Notice.objects.count() == 0


def test_a_refusal_keeps_what_was_typed(officer, event, now):
    a_notice(event).send(now=now)

    response = officer.post(path(event), {"audience": "confirmed", "text": "Bring a pen.", "send": ""})

    text = response.content.decode()
    assert "You have sent exactly this already." in text
    assert ">\nBring a pen.</textarea>" in text


def test_a_text_that_reads_like_a_tip_goes_nowhere(officer, event):
    tip = "I just saw the missing girl from the poster at the mall."

    response = officer.post(path(event), {"audience": "all", "text": tip, "send": ""})

    assert "Please call now." in response.content.decode()
    assert notices_to() == []


def test_a_text_about_something_else_goes_through_the_preview(officer, event):
    tip = "I just saw the missing girl from the poster at the mall."
    said = {"audience": "all", "text": tip, "text_about_something_else": "on"}

    response = officer.post(path(event), said)

    assert 'name="text_about_something_else" value="on"' in response.content.decode()
    officer.post(path(event), {**said, "send": ""})
    assert len(notices_to()) == 3


def test_strangers_do_not_write(client, event, ben, carl):
    said = {"audience": "all", "text": "Come to my shop.", "send": ""}

    statuses = [client.post(path(event), said).status_code]
    for user in (ben, carl):
        client.force_login(user)
        statuses.append(client.post(path(event), said).status_code)

    assert statuses == [302, 404, 404]
    assert notices_to() == []
