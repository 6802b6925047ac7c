import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from campaigns.models import Event, Signup
from campaigns.views import people
from hope_portal.outbox.models import Message
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(harbor):
    return make.an_event(harbor, capacity=3)


@pytest.fixture
def officer(client, ana):
    client.force_login(ana)
    return client


def path(event, **query):
    return reverse("campaigns:event-people", args=[event.reference])


def names(response):
    return [signup.name for signup in response.context["rows"]]


def test_an_officer_sees_who_has_seats_who_waits_and_who_does_not_come(officer, event, now):
    make.a_signup(event, name="Zoe", seats=2, access_needs="A seat near the door")
    gone = make.a_signup(event, name="Gone")
    make.a_signup(event, name="Bea", seats=2, now=now + timedelta(seconds=1))
    make.a_signup(event, name="Al", seats=2, now=now + timedelta(seconds=2))
    gone.cancel(now=now)

    seats, waiting, left = (officer.get(path(event), {"list": name}) for name in ("seats", "waiting", "gone"))

    assert [names(response) for response in (seats, waiting, left)] == [["Zoe"], ["Bea", "Al"], ["Gone"]]
    text = seats.content.decode()
    assert "2 of 3 seats are taken." in text
    assert "A seat near the door" in text
    assert [one["count"] for one in seats.context["lists"]] == [1, 2, 1]


def test_what_would_help_is_not_shown_once_the_event_is_over(officer, event):
    make.a_signup(event, access_needs="A seat near the door")
    over = event.starts_at - timedelta(weeks=30)
    Event.objects.update(starts_at=over, ends_at=over + timedelta(hours=1))

    pages = [officer.get(address).content.decode() for address in (path(event), download_path(event))]

    assert ["near the door" in page for page in pages] == [False, False]


def test_a_long_list_has_pages(officer, event, monkeypatch):
    monkeypatch.setattr(people, "SIZE", 2)
    Event.objects.update(capacity=None)
    event.refresh_from_db()
    for name in ("Cal", "Al", "Bea", "Al", "Dee"):
        make.a_signup(event, name=name)

    found, query = [], {}
    while query is not None:
        response = officer.get(path(event), query)
        found += names(response)
        query = {"after": response.context["after"]} if response.context["after"] else None

    assert found == ["Al", "Al", "Bea", "Cal", "Dee"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(officer, event, count, now, django_assert_num_queries):
    for _ in range(count):
        make.a_signup(event)
    Message.objects.filter(about_id__in=event.signups.values("pk")).update(status="failed")
    officer.get(path(event))

    with django_assert_num_queries(8):
        officer.get(path(event))


def test_the_officer_sees_what_mail_arrived_and_whom_to_phone(officer, event):
    first, second, third = (make.a_signup(event, name=name) for name in ("Al", "Bea", "Cal"))
    mail = Message.objects.filter(template="campaigns/signup_confirmed")
    mail.filter(to=first.email).update(status="sent")
    mail.filter(to__in=[second.email, third.email]).update(status="failed", subject="x")
    make.a_message(about=first, template="campaigns/reminder_day_before", status="skipped")

    response = officer.get(path(event))

    assert response.context["mail"] == [
        {
            "title": "Confirmation",
            "sent": 1,
            "failed": 2,
            "waiting": 0,
            "needed": 3,
            "names": ["Bea", "Cal"],
        },
        {
            "title": "Reminder the day before",
            "sent": 0,
            "failed": 0,
            "waiting": 0,
            "needed": 0,
            "names": [],
        },
    ]
    assert "1 of 3 delivered, 2 failed" in response.content.decode()


def test_mail_about_another_event_is_not_counted(officer, event, harbor):
    make.a_signup(make.an_event(harbor))

    assert officer.get(path(event)).context["mail"] == []


# --- Cancel for somebody ------------------------------------------------------------------------------------


def cancel_path(signup):
    return reverse("campaigns:event-people-cancel", args=[signup.event.reference, signup.pk])


def test_an_officer_cancels_for_somebody_who_phoned(officer, event):
    signup = make.a_signup(event, name="Kim Sample", seats=2)
    asked = officer.get(cancel_path(signup)).content.decode()
    assert "2 seats are free again." in asked
    assert Signup.objects.get().status == "confirmed"

    response = officer.post(cancel_path(signup), follow=True)

    assert "The seats of Kim Sample are free again." in response.content.decode()
    assert (Signup.objects.get().status, Event.objects.get().taken) == ("cancelled", 0)
    assert Message.objects.filter(to=signup.email, template="campaigns/signup_cancelled").count() == 1


def test_nobody_is_cancelled_once_the_event_has_begun(officer, event):
    signup = make.a_signup(event)
    begun = event.starts_at - timedelta(weeks=30)
    Event.objects.update(starts_at=begun)

    response = officer.post(cancel_path(signup), follow=True)

    assert "This event has begun or is over." in response.content.decode()
    assert Signup.objects.get().status == "confirmed"


def test_who_has_left_and_who_is_of_another_event_cannot_be_cancelled(officer, event, harbor, now):
    gone, other = make.a_signup(event), make.a_signup(make.an_event(harbor))
    gone.cancel(now=now)
    foreign = reverse("campaigns:event-people-cancel", args=[event.reference, other.pk])

    assert [officer.post(address).status_code for address in (cancel_path(gone), foreign)] == [404, 404]
    assert Signup.objects.get(pk=other.pk).status == "confirmed"


# --- The list as a file -------------------------------------------------------------------------------------


def download_path(event):
    return reverse("campaigns:event-people-download", args=[event.reference])


def test_nothing_in_the_file_acts_as_a_formula(officer, event):
    signup = make.a_signup(event, name='=HYPERLINK("http://example.org")', access_needs="+1 seat")

    text = officer.get(download_path(event)).content.decode().removeprefix("\ufeff")

    header, row = csv.reader(StringIO(text))
    assert header[:2] == ["Name", "Email address"]
    assert row == [
        '\'=HYPERLINK("http://example.org")',
        signup.email,
        "1",
        "Confirmed",
        signup.legible_code,
        "'+1 seat",
    ]


def test_strangers_see_nobody(client, event, ben, carl):
    signup = make.a_signup(event, name="Kim Sample")
    paths = [path(event), download_path(event), cancel_path(signup)]

    answers = [client.get(address).status_code for address in paths]
    for user in (ben, carl):
        client.force_login(user)
        answers += [client.get(address).status_code for address in paths]
        answers.append(client.post(cancel_path(signup)).status_code)

    assert answers == [302] * 3 + [404] * 8
    assert Signup.objects.get().status == "confirmed"
