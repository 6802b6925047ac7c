import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from campaigns import flyer
from campaigns.models import Event
from hope_portal import pdf
from tests import factories as make

pytestmark = pytest.mark.django_db
HOSTILE = '#panic("x") *bold* $x$ @ref <a> \u202eRTL שלום 👪🏽 \\ "q" `raw` // [ { \x00 ' + "W" * 30
PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def facts(event):
    return {fact["label"]: fact["text"] for fact in flyer.data(event)["facts"]}


def test_a_flyer_says_what_when_where_and_who(client):
    event = make.an_event(make.a_club("Harbor"), day=date(2027, 6, 10), content_note="A quiet room is near.")

    assert facts(event) == {
        "When": "Thursday, June 10, 2027, 6:30 p.m. to 8:00 p.m., Eastern Time",
        "Where": "Sampletown Library, 1 Sample Street, Sampletown, OH",
        "Host": "Rotary Club of Harbor",
        "Please know": "A quiet room is near.",
    }
    assert "1-800-843-5678" in flyer.data(event)["help"]


def test_a_flyer_is_one_tagged_page(client):
    event = make.an_event()

    response = client.get(reverse("campaigns:event-flyer", args=[event.slug]))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="{event.slug}.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert b"/MarkInfo" in response.content
    assert len(PAGE.findall(response.content)) == 1


@pytest.mark.parametrize("text", [HOSTILE, HOSTILE * 16, "W" * 2000, "\n" * 2000, "", "🎈" * 100])
def test_whatever_is_written_stays_text_on_one_page(text):
    event = make.an_event(
        title=text.replace("\x00", "")[:120] or "x", summary=text.replace("\x00", "")[:2000], place=text[:5]
    )

    made = pdf.render("event_flyer", flyer.data(event))

    assert len(PAGE.findall(made)) == 1


def test_paper_is_cut_as_in_the_country_of_the_event():
    sizes = [flyer.data(make.an_event(make.a_club(country=country)))["paper"] for country in ("US", "DE")]

    assert sizes == ["us-letter", "a4"]


def test_a_flyer_speaks_the_language_of_the_event(client):
    event = make.an_event(language="es", day=date(2027, 6, 10))

    data = flyer.data(event)

    assert data["lang"] == "es"
    assert "jueves 10 de junio de 2027" in data["facts"][0]["text"]


def test_an_address_that_the_host_keeps_back_is_on_no_flyer():
    event = make.an_event(address_hidden=True)

    assert "Sampl" in facts(event)["Where"]
    assert [word in facts(event)["Where"] for word in ("Library", "Street")] == [False] * 2


def test_the_code_leads_to_the_page(client, settings):
    event = make.an_event()

    response = client.get(reverse("campaigns:event-qr", args=[event.slug]))

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.text == flyer.qr_code(f"{settings.SITE_URL}{event.get_absolute_url()}")
    assert response.text.startswith("<svg")
    assert "<script" not in response.text


@pytest.mark.parametrize("name", ["event-flyer", "event-qr"])
def test_nobody_is_invited_to_what_is_over_or_cancelled(client, now, name):
    cancelled = make.an_event(status="cancelled")
    over = make.an_event()
    Event.objects.filter(pk=over.pk).update(starts_at=now - timedelta(hours=2), ends_at=now)

    answers = [
        client.get(reverse(f"campaigns:{name}", args=[event.slug])).status_code for event in (cancelled, over)
    ]

    assert answers == [404, 404]
