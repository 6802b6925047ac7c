import pytest
from django.db import DatabaseError, IntegrityError
from django.urls import reverse

from clubs.models import Club
from hope_portal.safety.models import HelpContact
from hope_portal.safety.numbers import essential, numbers_of
from hope_portal.safety.where import COUNTRIES

pytestmark = pytest.mark.django_db
HELP = reverse("safety:help")


def page(client, language="en-US", **query):
    return client.get(HELP, query, headers={"Accept-Language": language}).content.decode()


def a_contact(**fields):
    given = {"country": "US", "language": "en", "title": "Test", "kind": "call", "value": "+12025550143"}
    given |= {"display": "202-555-0143", "source_url": "https://example.org/", "checked_on": "2026-11-23"}
    return HelpContact.objects.create(**(given | fields))


def test_the_numbers_of_the_united_states_come_first():
    numbers = HelpContact.objects.filter(country="US", language="en").order_by("order")

    assert [contact.href for contact in numbers] == [
        "tel:911",
        "tel:+18008435678",
        "https://report.cybertip.org/",
        "tel:+18883737888",
        "sms:233733",
        "https://takeitdown.ncmec.org/",
        "tel:+18004224453",
        "tel:988",
        "sms:988",
    ]


def test_every_contact_says_where_it_is_from_and_when_it_was_read():
    assert HelpContact.objects.filter(source_url="").count() == 0
    assert HelpContact.objects.filter(checked_on=None).count() == 0


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_country_has_a_number_for_danger_in_both_languages(country, language):
    assert HelpContact.objects.filter(country=country, language=language, urgent=True).count() == 1


@pytest.mark.parametrize(
    ("language", "number"),
    [
        ("en-US", "tel:911"),
        ("en-GB,en;q=0.9", "tel:999"),
        ("en-AU", "tel:000"),
        ("fr-CA", "tel:+18666589022"),
        ("de-DE", "tel:116000"),
        ("pt-BR", "tel:112"),
        ("en", "tel:911"),
        ("", "tel:911"),
        ("xx-!!;q=nonsense", "tel:911"),
    ],
)
def test_the_browser_says_which_country_comes_first(client, language, number):
    assert f'href="{number}"' in page(client, language)


def test_the_reader_chooses_another_country(client):
    text = page(client, "en-US", country="GB")

    assert 'href="tel:999"' in text
    assert '<option value="GB" selected>' in text


def test_a_member_sees_the_numbers_of_the_clubs_country(client, ana, harbor):
    Club.objects.filter(pk=harbor.pk).update(country="GB")
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert 'href="tel:999"' in page(client, "en-US")
    assert 'href="tel:000"' in page(client, "en-US", country="AU")


def test_a_country_that_is_not_there_is_not_an_error(client):
    assert 'href="tel:911"' in page(client, country="QQ")


def test_the_page_speaks_the_readers_language_or_english(client):
    HelpContact.objects.filter(country="CA", language="es").delete()

    assert "En peligro ahora mismo" in page(client, "es-MX", country="US")
    assert "In danger right now" in page(client, "es-MX", country="CA")


def test_nobody_learns_of_the_visit(client):
    response = client.get(HELP)

    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store, private"
    assert "<title>Help</title>" in response.content.decode()
    assert not response.cookies


def test_a_get_is_all_it_takes(client):
    assert client.post(HELP).status_code == 405


def test_every_page_asks_for_the_number_of_the_bar_once_in_five_minutes(client, django_assert_num_queries):
    client.get(reverse("privacy"))

    with django_assert_num_queries(0):
        client.get(reverse("privacy"))


def test_a_number_that_staff_change_shows_at_once(client):
    page(client)
    HelpContact.objects.filter(value="+18008435678", language="en").get().delete()
    HelpContact.objects.filter(value="+18008435678").get().delete()
    a_contact(order=15)

    assert 'href="tel:+12025550143">202-555-0143</a>, day' not in page(client)
    assert '<a href="tel:+12025550143">202-555-0143</a>' in client.get(reverse("privacy")).content.decode()


def test_the_bar_shows_the_readers_own_country(client):
    bar = client.get(reverse("privacy"), headers={"Accept-Language": "en-AU"}).content.decode()

    assert '<a href="tel:000">000</a>' in bar


def test_the_numbers_are_there_while_the_database_is_away(client, monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", away)
    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", away)

    home, abroad = page(client), page(client, country="GB")
    assert 'href="tel:911"' in home
    assert 'href="tel:+18008435678"' in home
    assert 'href="tel:999"' in abroad


@pytest.mark.parametrize(
    ("kind", "value"),
    [("link", "javascript:alert(1)"), ("link", "http://example.org"), ("call", "1-800"), ("text", "")],
)
def test_a_contact_that_cannot_be_reached_is_refused(kind, value):
    with pytest.raises(IntegrityError):
        a_contact(kind=kind, value=value)


def test_a_changed_number_leaves_a_trail():
    contact = HelpContact.objects.get(country="US", language="en", kind="text", value="988")

    HelpContact.objects.filter(pk=contact.pk).update(display="9-8-8")

    trail = contact.events.order_by("pgh_id").values_list("pgh_label", "display")
    assert list(trail) == [("insert", "988"), ("update", "9-8-8")]


@pytest.mark.parametrize("country", COUNTRIES)
def test_what_is_known_without_the_database_is_what_the_database_says(country):
    assert numbers_of(country) == essential(country)
