from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from campaigns.models import Event
from tests import factories as make
from tests.look.pages import in_our_layout, page_title

pytestmark = pytest.mark.django_db
LIST = "/events/"


def titles(client, **asked):
    return [row["event"].title for row in client.get(LIST, asked).context["rows"]]


def test_a_stranger_finds_what_is_listed_and_to_come_the_next_first(client, now):
    make.an_event(title="Later", day=now.date() + timedelta(days=9))
    make.an_event(title="Sooner", day=now.date() + timedelta(days=7))
    make.an_event(title="For whoever has the address", listed=False)
    begun = {"starts_at": now - timedelta(minutes=5), "ends_at": now + timedelta(hours=1)}
    Event.objects.filter(pk=make.an_event(title="Begun").pk).update(**begun)
    for status in ("draft", "submitted", "approved", "cancelled", "completed"):
        make.an_event(title=status, status=status)

    assert titles(client) == ["Sooner", "Later"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"place": "columbus"}, ["In Columbus"]),
        ({"place": "Ohio"}, ["In Columbus", "In Dayton"]),
        ({"place": "oh"}, ["In Columbus", "In Dayton"]),
        ({"place": "Columbus, Ohio"}, ["In Columbus"]),
        ({"place": "Columbus, WA"}, []),
        ({"place": "Columbus, OH", "miles": "25"}, ["In Columbus"]),
        ({"place": "Columbus, OH", "miles": "100"}, ["In Columbus", "In Dayton"]),
        ({"language": "es"}, ["In Seattle"]),
        ({"format": "online"}, ["In Seattle"]),
        ({"format": "in_person", "place": "WA"}, []),
        ({"place": "100%_"}, []),
    ],
)
def test_the_list_is_narrowed_down(client, now, asked, found):
    columbus = make.a_club("A", city="Columbus", latitude=39.96, longitude=-83.0)
    dayton = make.a_club("B", city="Dayton", latitude=39.76, longitude=-84.19)
    seattle = make.a_club("C", city="Seattle", region="WA", latitude=47.61, longitude=-122.33)
    for days, club in enumerate([columbus, dayton]):
        make.an_event(club, title=f"In {club.city}", day=now.date() + timedelta(days=7 + days))
    make.an_event(seattle, title="In Seattle", kind="online", language="es", day=now.date() + timedelta(20))

    assert titles(client, **asked) == found


def test_an_event_counts_from_its_own_place_before_that_of_its_club(client):
    club = make.a_club(city="Columbus", latitude=39.96, longitude=-83.0)
    make.an_event(club, title="Far off", latitude=47.61, longitude=-122.33)

    assert titles(client, place="Columbus, OH", miles="100") == []
    assert titles(client, place="Seattle, WA", miles="10") == ["Far off"]


def test_a_day_begins_at_midnight_where_the_reader_is(client, ana):
    make.an_event(title="Late in Seattle", day=date(2027, 3, 3), start=time(22), zone="America/Los_Angeles")
    ana.zone = "America/New_York"
    ana.save()
    client.force_login(ana)

    assert titles(client, since="2027-03-04") == ["Late in Seattle"]
    assert titles(client, since="2027-03-05") == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"place": "Nowhere at all", "miles": "25"}, "We do not know where this is."),
        ({"miles": "25"}, "Say from which city"),
        ({"since": "soon"}, "Choose a day from the calendar."),
        ({"miles": "-1", "place": "Columbus"}, "Select a valid choice."),
    ],
)
def test_what_is_typed_wrong_is_explained_and_narrows_nothing(client, asked, said):
    make.an_event(make.a_club(city="Columbus"))

    response = client.get(LIST, asked)

    assert said in response.text
    assert page_title(response).startswith("Error:")
    assert len(response.context["rows"]) == 1


@pytest.mark.parametrize("after", ["x", "", "\0", "9" * 400])
def test_strange_questions_get_the_first_page(client, after):
    make.an_event()

    response = client.get(LIST, {"after": after, "place": "\0", "language": "xx", "format": "x"})

    assert response.status_code == 200


def test_the_list_is_paged_without_losing_or_repeating_any(client, now, monkeypatch):
    monkeypatch.setattr("campaigns.views.events.PAGE", 2)
    club = make.a_club()
    for number in range(5):
        make.an_event(club, title=f"Event {number}", day=now.date() + timedelta(days=9))

    seen, path = [], LIST
    while path:
        response = client.get(path)
        seen += [row["event"].title for row in response.context["rows"]]
        after = response.context["after"]
        path = after and f"{LIST}?after={after}"

    assert seen == [f"Event {number}" for number in range(5)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_needs_one_query(client, count, django_assert_num_queries):
    for _number in range(count):
        make.an_event()
    client.get("/help/")  # the help numbers are kept ready from here on

    with django_assert_num_queries(1):
        client.get(LIST)


def test_an_empty_list_says_what_will_stand_here(client):
    response = client.get(LIST)

    assert in_our_layout(response)
    assert "No dates yet" in response.text
    assert "Nothing found" in client.get(LIST, {"place": "Columbus"}).text


def test_the_home_page_shows_the_next_three(client, now):
    for days in (4, 3, 2, 1):
        make.an_event(title=f"In {days} weeks", day=now.date() + timedelta(weeks=days))

    rows = client.get("/").context["rows"]

    assert [row["event"].title for row in rows] == ["In 1 weeks", "In 2 weeks", "In 3 weeks"]


def test_the_page_of_a_club_shows_its_own_events(client, harbor):
    make.an_event(harbor, title="Ours")
    make.an_event(title="Theirs")

    text = client.get(harbor.get_absolute_url()).text

    assert ("Ours" in text, "Theirs" in text) == (True, False)
    assert reverse("campaigns:club-events-ics", args=[harbor.slug]) in text


def test_the_page_of_a_club_without_events_says_nothing_of_them(client, harbor):
    assert "What the club invites you to" not in client.get(harbor.get_absolute_url()).text


def test_a_school_event_is_not_on_the_page_of_its_club(client, harbor):
    make.an_event(harbor, kind="school", title="At school", listed=True)

    assert "At school" not in client.get(harbor.get_absolute_url()).text
