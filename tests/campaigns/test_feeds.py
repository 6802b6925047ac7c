from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from icalendar import Calendar

from campaigns.models import Event
from tests import factories as make

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(response):
    calendar = Calendar.from_ical(response.content)
    return [(str(entry["SUMMARY"]), str(entry["STATUS"])) for entry in calendar.walk("VEVENT")]


def places(response):
    return [found.text for found in ElementTree.fromstring(response.content).iter(f"{MAP}loc")]  # noqa: S314


def test_a_calendar_follows_what_is_announced_and_what_was_cancelled(client, now):
    make.an_event(title="To come")
    make.an_event(title="Called off", status="cancelled")
    make.an_event(title="For whoever has the address", listed=False)
    make.an_event(title="A draft", status="draft")
    old = make.an_event(title="Long over")
    Event.objects.filter(pk=old.pk).update(
        starts_at=now - timedelta(days=90), ends_at=now - timedelta(days=89)
    )

    response = client.get("/events.ics")

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert entries(response) == [("To come", "CONFIRMED"), ("Called off", "CANCELLED")]


def test_a_calendar_follows_the_same_question_as_the_list(client):
    make.an_event(make.a_club(city="Columbus"), title="Here")
    make.an_event(make.a_club(city="Dayton"), title="There")

    assert entries(client.get("/events.ics", {"place": "Columbus"})) == [("Here", "CONFIRMED")]


def test_a_club_has_a_calendar_of_its_own(client, harbor):
    make.an_event(harbor, title="Ours")
    make.an_event(title="Theirs")

    response = client.get(f"/clubs/{harbor.slug}/events.ics")

    assert entries(response) == [("Ours", "CONFIRMED")]
    assert Calendar.from_ical(response.content)["X-WR-CALNAME"] == "Events of the Rotary Club of Harbor"


def test_a_club_that_nobody_knows_has_no_calendar(client):
    assert client.get("/clubs/nobody/events.ics").status_code == 404


def test_one_event_can_be_added_to_a_calendar(client):
    event = make.an_event(title="To come")

    response = client.get(f"{event.get_absolute_url()}event.ics")

    assert entries(response) == [("To come", "CONFIRMED")]
    assert response.headers["Content-Disposition"] == f'attachment; filename="{event.slug}.ics"'


def test_a_cancelled_event_leaves_the_calendars_it_was_added_to(client, now):
    event = make.an_event(title="To come")
    first = Calendar.from_ical(client.get(f"{event.get_absolute_url()}event.ics").content).walk("VEVENT")[0]
    event.cancel(by=None, now=now, note="The hall is closed.")

    second = Calendar.from_ical(client.get(f"{event.get_absolute_url()}event.ics").content).walk("VEVENT")[0]

    assert second["STATUS"] == "CANCELLED"
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]


@pytest.mark.parametrize("path", ["/events.ics", "/events.atom", "/clubs/{slug}/events.ics"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_costs_the_same_however_much_is_in_it(client, harbor, path, count, django_assert_num_queries):
    for _number in range(count):
        make.an_event(harbor)

    with django_assert_num_queries(2 if "slug" in path else 1):
        client.get(path.format(slug=harbor.slug))


def test_readers_of_news_get_the_newest_first(client):
    make.an_event(make.a_club("Harbor"), title="First & <b>foremost</b>")
    make.an_event(title="Second", summary="A calm hour.")

    response = client.get("/events.atom")

    feed = ElementTree.fromstring(response.content)  # noqa: S314
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Second",
        "First & <b>foremost</b>",
    ]
    links = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert [link for link in links if not link.startswith(settings.SITE_URL)] == []
    assert "A calm hour." in response.text


def test_search_engines_find_pages_events_and_clubs(client, harbor):
    event, hidden = make.an_event(harbor), make.an_event(harbor, title="Not listed", listed=False)

    sections = places(client.get("/sitemap.xml"))
    found = [place for section in sections for place in places(client.get(section))]

    assert "http://testserver/help/" in found
    assert f"http://testserver{event.get_absolute_url()}" in found
    assert f"http://testserver{harbor.get_absolute_url()}" in found
    assert [place for place in found if hidden.slug in place] == []


def test_every_place_of_the_sitemap_opens_for_strangers(client, harbor):
    make.an_event(harbor)
    found = [place for section in places(client.get("/sitemap.xml")) for place in places(client.get(section))]

    assert {client.get(place).status_code for place in found} == {200}


def test_a_section_that_does_not_exist_is_not_found(client):
    assert client.get("/sitemap-secrets.xml").status_code == 404


def test_robots_know_the_sitemap_and_keep_out_of_what_is_personal(client):
    text = client.get("/robots.txt").text

    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    assert [f"Disallow: {path}\n" in text for path in ("/signups/", "/events/dates/", "/desk/")] == [True] * 3
