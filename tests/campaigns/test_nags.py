"""Clubs are asked how their event went: by mail three times, and on their desk."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from campaigns import nags
from campaigns.models import Event
from campaigns.tasks import ask_for_reports
from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.models import Message
from tests import factories as make

DAY = timedelta(days=1)


@pytest.fixture
def event(harbor, ana, now):
    """Over since yesterday."""
    event = make.an_event(harbor, organiser=ana.person, title="An evening for parents")
    make.take_place(event, now - DAY)
    return event


def path(event):
    return reverse("campaigns:event-report", args=[event.reference])


def asked():
    rows = Message.objects.filter(template__startswith="campaigns/report_").order_by("pk")
    return [row.template.removeprefix("campaigns/") for row in rows]


def test_a_club_is_asked_on_the_due_day_and_twice_more_each_once(event, now):
    """The event was yesterday at this time of day."""
    for days in range(25):
        for moment in (now + days * DAY, now + days * DAY):
            nags.ask_for_reports(now=moment)

    assert asked() == ["report_due", "report_late", "report_late"]
    assert set(
        Message.objects.filter(template__startswith="campaigns/report").values_list("to", flat=True)
    ) == {"ana@example.org"}


def test_the_club_is_asked_in_its_morning(harbor, ana, now):
    event = make.an_event(harbor, day=date(2027, 3, 1))
    nine = event.local_end.replace(hour=9, minute=0) + 2 * DAY

    event.nag(now=nine - timedelta(minutes=1))
    before = asked()
    event.nag(now=nine)

    assert (before, asked()) == ([], ["report_due"])


def test_after_an_outage_only_the_latest_question_is_asked(event, now):
    nags.ask_for_reports(now=now + 10 * DAY)

    assert asked() == ["report_late"]


def test_who_has_reported_or_cancelled_is_not_asked(event, ana, now):
    event.file_report(by=ana, now=now, adults=45)
    cancelled = make.an_event(event.club, status=Event.Status.CANCELLED)
    make.take_place(cancelled, now - DAY)

    nags.ask_for_reports(now=now + 8 * DAY)
    event.nag(now=now + 8 * DAY)

    assert asked() == []


def test_a_report_that_came_meanwhile_stops_the_mail(event, ana, now):
    nags.ask_for_reports(now=now + 2 * DAY)
    event.file_report(by=ana, now=now, adults=45)

    deliver()

    assert Message.objects.get(template="campaigns/report_due").status == Message.Status.SKIPPED


@pytest.mark.parametrize("days", [2, 8])
def test_the_mail_leads_to_the_report_and_tells_nothing_over_a_shoulder(event, now, days):
    nags.ask_for_reports(now=now + days * DAY)

    deliver()

    mail = Message.objects.get(template__startswith="campaigns/report_")
    assert (mail.status, path(event) in mail.text, path(event) in mail.html) == ("sent", True, True)
    assert event.title not in mail.subject


def test_the_task_runs(event):
    ask_for_reports()


def test_the_desk_shows_the_report_that_is_due(client, ana, event):
    client.force_login(ana)

    page = client.get("/desk/")

    assert [(row.title, row.by) for row in page.context["due"] if "how it went" in row.title] == [
        ("Tell us how it went: An evening for parents", event.report_due_on)
    ]
