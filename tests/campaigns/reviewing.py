"""What tests of the staff's pages share."""

from datetime import date, time, timedelta

from django.urls import reverse

from campaigns.models import DateWindow, Event
from tests import factories as make

Status = Event.Status
QUEUE = reverse("admin:campaigns_event_changelist")
DAY = date(2031, 3, 4)


def a_request(club=None, *, now, kind="community", **said):
    """As the club sent it, with days that suit it from DAY on."""
    event = Event.begin(club or make.a_club(), kind=kind, organiser=None, now=now, title="A talk", **said)
    DateWindow.objects.create(
        event=event,
        rank=1,
        first_day=DAY,
        last_day=DAY + timedelta(days=2),
        earliest=time(9),
        latest=time(20),
    )
    event._move("submit", by=None, now=now)
    event._promise_answer(now)
    return event


def an_own_event(club, *, now, **said):
    event = make.an_event(club, status=Status.DRAFT, day=DAY, now=now, **said)
    event._move("submit", by=None, now=now)
    event._promise_answer(now)
    return event


def page(event, name="change"):
    return reverse(f"admin:campaigns_event_{name}", args=[event.pk])


def decide(client, event, move, **fields):
    return client.post(
        page(event), {"staff_note": "", "initial-staff_note": "", "move_note": "", "_move": move, **fields}
    )


def said(response):
    return response.content.decode()


def now_of(event):
    return Event.objects.get(pk=event.pk)
