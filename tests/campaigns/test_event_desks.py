"""Where an officer sees what stands and what is due, and who does not."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns.models import Event, ProposedDate
from tests import factories as make

from .asking import path, queries, step, text

Status = Event.Status


def test_the_list_names_what_needs_the_club_first(officer, active, proposal):
    make.an_event(active, status=Status.SUBMITTED)
    make.an_event(active, status=Status.DRAFT)
    make.an_event(active, status=Status.WITHDRAWN)
    Event.objects.filter(status=Status.SUBMITTED).update(answer_by=date(2030, 1, 1))

    shown = text(officer, reverse("campaigns:desk-events", args=[active.slug]))

    places = [
        shown.index(f"{title}</h2>") for title in ("Need you", "With NCMEC", "Drafts", "Over and closed")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_makes_the_same_queries_whatever_its_length(officer, active, nina, now, rows):
    for _ in range(rows):
        for status in (Status.DRAFT, Status.CHANGES, Status.LIVE, Status.COMPLETED):
            make.an_event(active, status=status)
        event = make.an_event(active, status=Status.SUBMITTED)
        event.propose([ProposedDate(day=event.day, start=event.start)], by=nina, now=now)

    assert queries(officer, reverse("campaigns:desk-events", args=[active.slug])) == 6


@pytest.mark.parametrize("rows", [1, 3])
def test_the_club_s_desk_makes_the_same_queries_whatever_is_due(officer, active, nina, now, rows):
    for _ in range(rows):
        for status in (Status.DRAFT, Status.CHANGES, Status.APPROVED):
            make.an_event(active, status=status)
        event = make.an_event(active, status=Status.SUBMITTED)
        event.propose([ProposedDate(day=event.day, start=event.start)], by=nina, now=now)

    assert queries(officer, reverse("clubs:desk-club", args=[active.slug])) == 16


def test_the_desk_says_what_is_due(officer, active, proposal, nina, now):
    make.an_event(active, status=Status.DRAFT, title="A draft")
    make.an_event(active, status=Status.CHANGES, title="A question")
    make.an_event(active, kind="school", status=Status.APPROVED, title="A talk in school")

    shown = text(officer, "/desk/")

    assert [
        "Finish your plan: A draft" in shown,
        "NCMEC has a question: A question" in shown,
        "Before it can go live: A talk in school" in shown,
        "Choose a date: An evening for parents" in shown,
    ] == [True] * 4


@pytest.mark.parametrize("status", Status.values)
def test_the_desk_of_an_event_opens_in_every_state(officer, active, now, status):
    event = make.an_event(active, status=status)
    Event.objects.update(answer_by=date(2030, 1, 1))
    if status == Status.PROPOSED:
        Event.objects.update(status=Status.SUBMITTED)
        Event.objects.get().propose([ProposedDate(day=event.day, start=event.start)], by=None, now=now)

    answer = officer.get(path("event-desk", event))

    assert (answer.status_code, event.reference in answer.content.decode()) == (200, True)


OWN_PAGES = ["desk", "send", "withdraw", "similar", "details", "seats", "time", "cancel"]


@pytest.mark.parametrize("who", ["ben", "carl"])
def test_whoever_holds_no_office_in_the_club_finds_nothing(client, harbor, who, request):
    event = make.an_event(harbor, status=Status.DRAFT)
    client.force_login(request.getfixturevalue(who))
    urls = [path(f"event-{name}", event) for name in OWN_PAGES] + [
        step(event, "what"),
        reverse("campaigns:desk-events", args=[harbor.slug]),
        reverse("campaigns:event-new", args=[harbor.slug]),
    ]

    got = {url: (client.get(url).status_code, client.post(url).status_code) for url in urls}
    got[path("event-publish", event)] = (404, client.post(path("event-publish", event)).status_code)

    assert set(got.values()) == {(404, 404)}
    assert Event.objects.get().status == Status.DRAFT
