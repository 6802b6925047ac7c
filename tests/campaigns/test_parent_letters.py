from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.models import Event
from tests import factories as make
from tests import papers

LETTER = "/materials/parent-letter/"


def body(response):
    return " ".join(response.content.decode().split())


def words(response):
    return papers.words(response.content)


@pytest.fixture
def school(harbor, ana):
    return make.an_event(
        harbor,
        kind="school",
        place="Sample Middle School",
        programme="netsmartz",
        title="NetSmartz at school",
    )


@pytest.fixture
def officer(client, ana):
    client.force_login(ana)
    return client


def test_a_letter_is_filled_in_and_nothing_is_kept(db, client):
    said = {"school": "Sample School", "day": "2027-05-03", "programme": "kidsmartz", "language": "en"}

    page = body(client.get(LETTER, said))

    assert "A presentation on staying safe at Sample School" in page
    assert "On Monday, May 3, 2027, your child’s class takes part" in page
    assert "Check First, Take a Friend, Tell People “NO”, and Tell a Trusted Adult" in page
    assert "sessionid" not in client.cookies


def test_the_language_of_the_letter_is_not_the_language_of_the_page(db, client):
    page = body(client.get(LETTER, {"language": "es", "school": "Escuela Ejemplo", "day": "2027-05-03"}))

    assert '<html lang="en"' in page and 'lang="es" aria-labelledby="letter-title"' in page
    assert "El lunes 3 de mayo de 2027, la clase de su hijo o hija participará" in page


def test_what_is_left_open_is_left_for_a_pen(db, client):
    page = body(client.get(LETTER))

    assert "at ____________________" in page
    assert "A Rotary club brings it to our school." in page


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("programme", ["netsmartz", "kidsmartz", ""])
def test_a_letter_fits_on_one_page_and_says_what_the_page_says(db, client, language, programme):
    said = {"language": language, "programme": programme, "school": "Sample School", "club": "Club " * 20}

    content = client.get("/materials/parent-letter.pdf", said)

    assert papers.info(content.content)["lang"] == language
    assert papers.page_count(content.content) == 1
    assert "Sample School" in words(content)


def test_markup_typed_into_a_letter_stays_text(db, client):
    hostile = "<script>alert(1)</script> #pagebreak() {{ 1 }}"
    said = {"language": "en", "school": hostile}

    page, paper = client.get(LETTER, said), client.get("/materials/parent-letter.pdf", said)

    assert "<script>alert" not in body(page)
    assert hostile in words(paper)
    assert papers.page_count(paper.content) == 1


def test_an_officer_finds_the_letter_of_an_event_filled_in(officer, school):
    page = body(officer.get(LETTER, {"event": school.reference}))

    assert "A presentation on staying safe at Sample Middle School" in page
    assert "Rotary Club of Harbor brings it to our school." in page


@pytest.mark.parametrize("reader", [None, "carl", "ben"])
def test_nobody_else_reads_an_event_out_of_the_letter(client, school, reader, request):
    if reader:
        client.force_login(request.getfixturevalue(reader))
    asked = {"event": school.reference}

    page, paper = client.get(LETTER, asked), client.get("/materials/parent-letter.pdf", asked)

    assert "Sample Middle School" not in body(page) + words(paper)


def test_an_officer_says_once_that_the_parents_know(officer, school, now):
    url = reverse("campaigns:event-parents-told", args=[school.reference])
    assert officer.get(url).status_code == 405

    officer.post(url)
    told = Event.objects.get().parents_told_on
    Event.objects.update(parents_told_on=told - timedelta(days=3))
    officer.post(url)

    assert told == school.club.today(now)
    assert Event.objects.get().parents_told_on == told - timedelta(days=3)
