"""Help and the way out, as a person in a hurry meets them: in a real browser, with and without JavaScript."""

from importlib import import_module

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.urls import reverse
from playwright.sync_api import expect

from hope_portal.safety.models import HelpContact, TipMatch
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DISCLOSURE = "My friend told me her uncle hurts her."


@pytest.fixture(autouse=True)
def contacts(transactional_db):
    """The tables were emptied before this test, the contacts with them."""
    HelpContact.objects.all().delete()
    import_module("hope_portal.safety.migrations.0002_contacts").add_contacts(apps, None)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def script(request):
    return request.param


@pytest.fixture
def open_page(new_context, live_server, settings):
    """A page behind whose way out stands a page of our own."""

    def open_page(path, **options):
        page = new_context(**options).new_page()
        page.set_default_timeout(5000)
        page.left_with = []

        def outside(route):
            page.left_with.append(route.request.headers.get("referer"))
            route.fulfill(body="<title>Weather</title>", content_type="text/html")

        page.route(settings.QUICK_EXIT_URL + "**", outside)
        page.goto(live_server.url + reverse("privacy"))
        page.goto(live_server.url + path)
        return page

    return open_page


def test_the_way_out_leaves_and_does_not_say_from_where(open_page, script):
    page = open_page("/help/", java_script_enabled=script)

    page.get_by_role("link", name="Emergency: Leave this site").click()

    expect(page).to_have_title("Weather")
    assert page.left_with == [None]


def test_shift_three_times_leaves_and_back_does_not_lead_to_help(open_page):
    page = open_page("/help/")

    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page).to_have_title("Weather")
    page.go_back()

    expect(page).to_have_title("Privacy · Hope Portal")


def test_shift_twice_or_capital_letters_stay(open_page):
    page = open_page("/help/")

    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")

    assert page.left_with == []
    expect(page).to_have_title("Help")


def test_another_country_is_one_choice_away(open_page, script):
    page = open_page("/help/", java_script_enabled=script, locale="en-US")

    page.get_by_label("Where are you?").select_option(label="United Kingdom")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_role("link", name="Call 999")).to_have_attribute("href", "tel:999")


def test_a_disclosure_is_met_with_numbers_and_may_go_on_as_something_else(open_page, script):
    draft = make.an_activation()
    page = open_page(
        reverse("clubs:activation-step", args=[draft.token, "plans"]), java_script_enabled=script
    )

    page.get_by_label("Anything NCMEC should know?").fill(DISCLOSURE)
    page.get_by_role("button", name="Save and continue").click()
    draft.refresh_from_db()
    expect(page.get_by_label("Anything NCMEC should know?")).to_have_value(DISCLOSURE)
    expect(page.get_by_role("link", name="Danger right now: 911")).to_be_visible()
    assert draft.note == ""
    assert TipMatch.objects.get().count == 1

    page.get_by_label("My text is about something else").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check and send")
    draft.refresh_from_db()
    assert draft.note == DISCLOSURE


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/help/?country=GB", "/help/", "/privacy/"])
def test_anybody_can_use_these_pages(open_page, path, width, scheme):
    page = open_page(path, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)

    found = Axe().run(page).response["violations"]

    assert [violation["id"] for violation in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
