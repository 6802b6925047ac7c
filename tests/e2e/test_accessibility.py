"""axe finds nothing on any page: WCAG 2.2 AA and best practice, as stranger, officer and staff."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib import admin
from django.test import Client

from tests.addresses import address, addresses, admin_pages

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def findings(new_context, live_server):
    """Opens each path as `user` and tells what axe says, by path."""

    def look(user, paths, width=360):
        client = Client()
        context = new_context(viewport={"width": width, "height": 740})
        if user:
            client.force_login(user)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME]
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        tab, found = context.new_page(), {}
        for path in filter(_is_page(client), paths):
            tab.goto(live_server.url + path)
            if rows := Axe().run(tab).response["violations"]:
                found[path] = [(row["id"], row["nodes"][0]["html"][:150]) for row in rows]
        return found

    return look


def _is_page(client):
    """Asked before the browser, which stops at an answer that is no document. Parts of pages are none."""
    return lambda path: b"</html>" in client.get(path).getvalue()


def test_axe_finds_nothing_for_a_stranger(findings, arguments):
    paths = [address(name, converters, arguments) for name, converters in addresses()]

    assert findings(None, paths) == {}


def test_axe_finds_nothing_for_an_officer(findings, arguments, ana):
    paths = [address(name, converters, arguments) for name, converters in addresses()]

    assert findings(ana, paths) == {}


def test_axe_finds_nothing_for_staff(findings, arguments, django_user_model):
    boss = django_user_model.objects.create_superuser("boss@example.org")
    paths = ["/admin/", *(path for model in admin.site._registry for path in admin_pages(model))]

    assert findings(boss, paths, width=1280) == {}
