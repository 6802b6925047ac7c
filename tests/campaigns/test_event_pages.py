import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from campaigns.models import Event, Signup
from hope_portal.prepared import KEPT
from tests import factories as make
from tests.look.pages import in_our_layout

pytestmark = pytest.mark.django_db
LIST = "/events/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(autouse=True)
def nothing_prepared():
    KEPT.clear()


def shown(client, event):
    return client.get(event.get_absolute_url()).text


def structured(text):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])


def begins(event, at, **fields):
    Event.objects.filter(pk=event.pk).update(starts_at=at, ends_at=at + timedelta(minutes=90), **fields)


def test_an_event_with_pupils_has_no_public_page_and_is_in_no_list(client):
    event = make.an_event(kind="school", listed=True)

    names = ["event", "event-ics", "event-flyer", "event-qr"]
    answers = [client.get(reverse(f"campaigns:{name}", args=[event.slug])).status_code for name in names]

    assert answers == [404] * 4
    assert client.get(LIST).context["rows"] == []
    for name in ("events-ics", "events-atom"):
        assert event.slug not in client.get(reverse(f"campaigns:{name}")).text


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "declined", "withdrawn", "merged"])
def test_what_is_not_public_has_no_page(client, status):
    event = make.an_event(status=status)

    assert client.get(event.get_absolute_url()).status_code == 404


def test_the_page_says_when_where_and_what_is_left(client):
    event = make.an_event(day=date(2027, 6, 10), capacity=60, content_note="A quiet room is next door.")
    make.a_signup(event, seats=2)

    response = client.get(event.get_absolute_url())

    assert in_our_layout(response)
    for text in (
        "Thursday, June 10, 2027, 6:30 p.m. to 8:00 p.m.",
        "Eastern Time",
        "Sampletown Library",
        "1 Sample Street, Sampletown, OH",
        "58 of 60 seats are left",
        "A quiet room is next door.",
        event.reference,
        "Save my seats",
    ):
        assert text in response.text


def test_a_stranger_costs_one_query_and_two_the_first_time(client, django_assert_num_queries):
    event = make.an_event()
    client.get("/help/")

    with django_assert_num_queries(2):
        client.get(event.get_absolute_url())
    with django_assert_num_queries(1):
        client.get(event.get_absolute_url())


def test_a_prepared_page_is_never_older_than_the_event(client, now):
    event = make.an_event(capacity=3)
    assert "3 of 3 seats are left" in shown(client, event)

    make.a_signup(event, seats=2)
    assert "1 of 3 seats is left" in shown(client, event)

    Event.objects.filter(pk=event.pk).update(title="Another title")
    assert "<h1><bdi>Another title</bdi></h1>" in shown(client, event)

    event.cancel(by=None, now=now, note="The hall is closed.")
    assert "This event was cancelled." in shown(client, event)


def test_a_prepared_page_carries_the_token_of_its_reader():
    event = make.an_event()
    first, second = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    tokens = [TOKEN.search(shown(reader, event))[1] for reader in (first, second)]
    path = reverse("campaigns:event-signup", args=[event.slug])

    answers = [first.post(path, {"csrfmiddlewaretoken": token}).status_code for token in tokens]

    assert answers == [200, 403]
    assert TOKEN.search(shown(first, event))[1] == tokens[0]


@pytest.mark.parametrize(
    ("state", "said", "door"),
    [
        ("full", "All 2 seats are taken.", "Join the waiting list"),
        ("cancelled", "This event was cancelled.", "What comes next"),
        ("over", "This event is over.", "What comes next"),
        ("running", "This event has begun.", "What comes next"),
        ("completed", "This event is over.", "What comes next"),
        ("by_invitation", "The host invites people to this event.", "What comes next"),
    ],
)
def test_each_state_says_how_it_stands_and_leads_on(client, now, state, said, door):
    event = make.an_event(capacity=2, count_only=state == "by_invitation")
    if state == "full":
        make.a_signup(event, seats=2)
    elif state == "cancelled":
        event.cancel(by=None, now=now, note="The hall is closed.")
    elif state == "completed":
        begins(event, now - timedelta(days=3), status="completed")
    elif state != "by_invitation":
        begins(event, now - (timedelta(hours=3) if state == "over" else timedelta(minutes=5)))

    response = client.get(event.get_absolute_url())

    assert in_our_layout(response)
    assert said in response.text
    assert door in response.text
    assert ("<form" in response.text.split("<main")[1]) == (state == "full")


def test_what_the_host_keeps_back_is_nowhere_on_what_strangers_get(client):
    event = make.an_event(
        address_hidden=True, access="Ring at the blue door", parking="Behind the mill", city="Sampletown"
    )
    paths = [LIST, "/events.ics", "/events.atom", event.get_absolute_url()]
    paths += [reverse(f"campaigns:{name}", args=[event.slug]) for name in ("event-ics", "event-qr")]
    paths += ["/", event.club.get_absolute_url()]

    pages = [client.get(path).text for path in paths]

    for secret in ("Sampletown Library", "Sample Street", "blue door", "the mill"):
        assert [secret in text for text in pages] == [False] * len(pages)
    assert "The host sends the address to people who signed up." in pages[3]


def test_the_link_of_an_online_session_is_for_people_with_seats(client):
    event = make.an_event(kind="online", link="https://meet.example.org/secret")

    assert "meet.example.org" not in shown(client, event)
    assert "The link comes with your confirmation." in shown(client, event)


def test_whoever_is_signed_in_sees_the_time_on_their_own_clock(client, ana):
    ana.zone = "America/Los_Angeles"
    ana.save()
    event = make.an_event(day=date(2027, 6, 10))
    client.force_login(ana)

    assert "On your clock: Thursday, June 10, 2027, 3:30 p.m. to 5:00 p.m., Pacific Time" in shown(
        client, event
    )


def test_the_same_clock_is_not_told_twice(client, ana):
    ana.zone = "America/Detroit"
    ana.save()
    client.force_login(ana)

    assert "On your clock" not in shown(client, make.an_event(day=date(2027, 6, 10)))


def test_a_member_with_seats_finds_the_way_to_them(client, ana):
    event = make.an_event()
    signup = make.a_signup(event, email=ana.email)
    client.force_login(ana)

    assert signup.get_absolute_url() in shown(client, event)


def test_nobody_who_signed_up_is_on_the_page(client):
    event = make.an_event()
    make.a_signup(event, name="Kim Sample", email="kim@example.org", access_needs="A seat near the door")

    text = shown(client, event)

    assert [word in text for word in ("Kim", "kim@", "near the door", Signup.objects.get().token)] == [
        False
    ] * 4


def test_hostile_text_stays_text(client):
    hostile = '</script><script>alert(1)</script>"><img src=x> {{ x }} & \u202e \u2028 👪🏽'
    event = make.an_event(title=hostile, summary=hostile, place=hostile, questions_to="x@example.org")

    response = client.get(event.get_absolute_url())

    assert in_our_layout(response)
    assert "<script>alert" not in response.text
    assert "<img src=x>" not in response.text
    assert structured(response.text)["name"] == hostile
    assert in_our_layout(client.get(LIST))


def test_search_engines_read_what_people_read(client):
    event = make.an_event(make.a_club("Harbor"), day=date(2027, 6, 10), capacity=2)
    make.a_signup(event, seats=2)

    facts = structured(shown(client, event))

    assert facts["@type"] == "Event"
    assert facts["startDate"] == "2027-06-10T18:30:00-04:00"
    assert facts["eventStatus"] == "https://schema.org/EventScheduled"
    assert facts["location"]["address"]["streetAddress"] == "1 Sample Street"
    assert facts["organizer"]["name"] == "Rotary Club of Harbor"
    assert facts["offers"]["availability"] == "https://schema.org/SoldOut"


@pytest.mark.parametrize("kind", ["awareness", "online"])
def test_search_engines_do_not_read_what_people_may_not(client, kind):
    event = make.an_event(kind=kind, address_hidden=True, link="https://meet.example.org/secret")

    told = json.dumps(structured(shown(client, event)))

    assert [word in told for word in ("Sample Street", "Library", "secret")] == [False] * 3


def test_what_is_not_listed_is_not_offered_to_search_engines(client):
    listed, other = make.an_event(), make.an_event(listed=False)

    assert "noindex" not in shown(client, listed)
    assert '<meta name="robots" content="noindex">' in shown(client, other)
