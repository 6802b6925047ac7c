import pytest

from campaigns.models import Material
from tests import factories as make


def body(response):
    return " ".join(response.content.decode().split())


def test_anybody_finds_what_to_use_and_the_links_lead_to_ncmec(db, client):
    page = body(client.get("/materials/", {"made_for": "k2", "minutes": "30", "language": "es"}))

    assert page.index("KidSmartz lessons, kindergarten") < page.index("Almost") < page.index("Into the Cloud")
    assert 'href="https://www.missingkids.org/education/kidsmartz"' in page
    assert "Not in Spanish; there is English." in page


def test_the_catalogue_is_read_with_one_query_however_long_it_is(db, client, django_assert_num_queries):
    client.get("/materials/")  # the numbers to call are remembered from then on

    for rows in (1, 3):
        Material.objects.all().delete()
        for _ in range(rows):
            make.a_material()
        with django_assert_num_queries(1):
            client.get("/materials/")


def test_a_search_that_finds_nothing_says_what_to_do(db, client):
    Material.objects.all().delete()

    assert "Try another length or language." in body(client.get("/materials/?made_for=teen"))


@pytest.mark.parametrize("query", ["made_for=nobody", "minutes=abc", "language=%00", "minutes=-1"])
def test_a_search_made_up_by_hand_shows_the_page(db, client, query):
    assert client.get(f"/materials/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("seen", "sentence"),
    [
        ({}, "Link not checked yet"),
        ({"link_status": "works", "last_checked": "2026-11-02T12:00Z"}, "Link checked on Monday, November 2"),
        ({"link_status": "gone", "last_checked": "2026-11-02T12:00Z"}, "NCMEC has moved this page."),
    ],
)
def test_a_material_says_when_its_link_was_looked_at(db, client, seen, sentence):
    Material.objects.filter(code="kidsmartz-k2").update(**seen)

    assert sentence in body(client.get("/materials/kidsmartz-k2/"))


def test_a_material_that_was_taken_out_has_no_page(db, client):
    Material.objects.update(active=False)

    assert client.get("/materials/kidsmartz-k2/").status_code == 404
