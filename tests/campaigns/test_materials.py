from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.exceptions import ValidationError

from campaigns import link_check, picker, tasks
from campaigns.models import Audience, Material
from tests import factories as make

MadeFor = Material.MadeFor


@pytest.fixture
def empty_catalogue(db):
    Material.objects.all().delete()


def titles(picks):
    return [(found.material.title, found.but) for found in picks]


# --- The catalogue ------------------------------------------------------------------------------------------


def test_the_first_catalogue_only_says_what_is_known(db):
    rows = Material.objects.all()

    assert rows.count() == 13
    assert {(row.minutes, row.last_checked, row.link_status, row.printable) for row in rows} == {
        (None, None, "unchecked", False)
    }
    for row in rows:
        row.full_clean()


def test_the_four_rules_of_kidsmartz_are_named_exactly(db):
    rules = "Check First, Take a Friend, Tell People “NO”, Tell a Trusted Adult"

    assert [
        rules in row.summary for row in Material.objects.filter(kind="lesson", programme="kidsmartz")
    ] == [
        True,
        True,
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://www.missingkids.org/netsmartz/resources",
        "https://example.org/copy-of-netsmartz.pdf",
        "https://missingkids.org.example.org/",
        "https://notmissingkids.org/",
        "https://missingkids.org@example.org/",
        "https:///netsmartz",
    ],
)
def test_a_link_that_does_not_lead_to_ncmec_is_refused(db, url):
    with pytest.raises(ValidationError, match="NCMEC’s own pages"):
        make.a_material(source_url=url).clean_fields()


def test_every_audience_of_an_event_has_readers():
    fitting = {audience: MadeFor.fitting(audience) for audience in Audience}

    assert fitting[Audience.ELEMENTARY] == (MadeFor.K2, MadeFor.G35)
    assert fitting[Audience.HIGH] == (MadeFor.TEEN,)
    assert fitting[Audience.POLICE] == (MadeFor.PROFESSIONAL,)
    assert fitting[Audience.PARENTS] == (MadeFor.ADULT,)


# --- The picker ---------------------------------------------------------------------------------------------


def test_what_fits_stands_first_and_what_almost_does_says_why_not(empty_catalogue):
    make.a_material("Long", kind="presentation", minutes=60, languages=["en", "es"])
    make.a_material("English", kind="presentation", minutes=20)
    make.a_material("Right", kind="handout", minutes=20, languages=["es"])
    make.a_material("Both", kind="video", minutes=50)
    make.a_material("Other readers", made_for=["teen"], languages=["es"])

    picks = picker.pick(made_for=["adult"], minutes=45, language="es")

    assert titles(picks) == [
        ("Right", []),
        ("Long", ["Takes 60 minutes."]),
        ("English", ["Not in Spanish; there is English."]),
        ("Both", ["Not in Spanish; there is English.", "Takes 50 minutes."]),
    ]


def test_what_carries_a_session_and_uses_its_time_comes_first(empty_catalogue):
    for title, kind, minutes in [
        ("A handout", "handout", 45),
        ("Unknown length", "presentation", None),
        ("Short", "presentation", 15),
        ("Just right", "presentation", 45),
    ]:
        make.a_material(title, kind=kind, minutes=minutes)

    picks = picker.pick(minutes=45)

    assert [title for title, _but in titles(picks)] == ["Just right", "Short", "Unknown length", "A handout"]


@pytest.mark.parametrize("hidden", [{"active": False}, {"link_status": "gone"}])
def test_what_is_gone_is_not_offered(empty_catalogue, hidden):
    make.a_material(**hidden)

    assert picker.pick() == []


# --- Links --------------------------------------------------------------------------------------------------


class Page(BaseHTTPRequestHandler):
    """A stand-in for NCMEC's site: the path says how it answers."""

    def do_HEAD(self):
        asked = self.server.asked
        asked.append((self.command, self.path))
        if self.path == "/hangs-up":
            return self.connection.close()
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/200")
        elif self.path == "/no-head":
            self.send_response(405 if self.command == "HEAD" else 200)
        else:
            self.send_response(int(self.path[1:]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.asked = []
    Thread(target=server.serve_forever, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/200", "works"),
        ("/moved", "works"),
        ("/no-head", "works"),
        ("/404", "gone"),
        ("/410", "gone"),
        ("/403", None),
        ("/500", None),
        ("/hangs-up", None),
    ],
)
def test_a_look_at_a_page_says_what_can_be_known(site, path, status):
    assert link_check.look_at(site.url + path) == status


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "https://no-such-host.invalid/", "http://[broken/"])
def test_a_network_that_is_away_is_no_verdict(url):
    assert link_check.look_at(url) is None


def test_each_link_is_looked_at_once_a_week_and_what_cannot_be_seen_keeps_its_day(
    empty_catalogue, site, settings, now
):
    settings.DEMO = False
    week_ago = now - timedelta(days=8)
    never, old, fresh, away, gone = (
        make.a_material(source_url=f"{site.url}/{path}", last_checked=checked)
        for path, checked in [
            ("200", None),
            ("200", week_ago),
            ("404", now),
            ("500", week_ago),
            ("404", week_ago),
        ]
    )

    tasks.check_links()

    rows = {row.pk: row for row in Material.objects.all()}
    assert [rows[row.pk].link_status for row in (never, old, fresh, away, gone)] == [
        "works",
        "works",
        "unchecked",
        "unchecked",
        "gone",
    ]
    assert rows[away.pk].last_checked == week_ago
    assert min(rows[row.pk].last_checked for row in (never, old, gone)) > week_ago


def test_the_demo_asks_nobody(empty_catalogue, site, settings):
    settings.DEMO = True
    make.a_material(source_url=f"{site.url}/200")

    tasks.check_links()

    assert site.asked == []


# --- Staff --------------------------------------------------------------------------------------------------


@pytest.fixture
def staff(db, client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False

    def enter(role):
        client.force_login(make.a_staff_member(role))
        return client

    return enter


def test_the_warehouse_books_what_came_and_never_edits_it(staff):
    leaflet = make.a_material(stock=10)
    client = staff("warehouse")
    entry = leaflet.stock_entries.get()

    client.post(
        "/admin/campaigns/stockentry/add/",
        {"material": leaflet.pk, "why": "received", "change": "200", "note": ""},
    )
    answer = client.post(f"/admin/campaigns/stockentry/{entry.pk}/change/", {"change": "1"})

    leaflet.refresh_from_db()
    assert (leaflet.on_hand, answer.status_code) == (210, 403)
    assert list(Material.objects.out_of_step()) == []


def test_a_correction_below_what_is_promised_comes_back_with_a_sentence(staff):
    leaflet = make.a_material(stock=10)
    make.a_material_order(make.an_event(), leaflet, 8)

    page = staff("warehouse").post(
        "/admin/campaigns/stockentry/add/",
        {"material": leaflet.pk, "why": "corrected", "change": "-3", "note": "Torn"},
    )

    assert "8 copies are promised to open orders" in page.content.decode()
    leaflet.refresh_from_db()
    assert leaflet.on_hand == 10


def test_an_editor_who_changes_a_link_makes_it_unchecked_again(staff, now):
    leaflet = make.a_material(link_status="gone", last_checked=now)
    client = staff("content editor")
    said = {
        "title": leaflet.title,
        "code": leaflet.code,
        "summary": "",
        "programme": "netsmartz",
        "kind": "handout",
        "made_for": ["adult", "teen"],
        "minutes": "20",
        "source_url": "https://www.missingkids.org/netsmartz/home",
        "languages": ["en", "es"],
        "version": "",
        "licence": "",
        "quota": "50",
        "active": "on",
    }

    answer = client.post(f"/admin/campaigns/material/{leaflet.pk}/change/", said)

    leaflet.refresh_from_db()
    assert answer.status_code == 302
    assert (leaflet.link_status, leaflet.last_checked, leaflet.made_for) == (
        "unchecked",
        None,
        ["adult", "teen"],
    )


def test_staff_hear_of_a_sum_that_does_not_add_up(staff):
    leaflet = make.a_material("Odd leaflet", stock=10)
    Material.objects.filter(pk=leaflet.pk).update(on_hand=11)

    page = staff("content editor").get("/admin/campaigns/material/")

    assert "The stock of “Odd leaflet” is not the sum of its entries." in page.content.decode()
