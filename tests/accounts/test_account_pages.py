import zoneinfo

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from hope_portal.accounts.choices import zones
from hope_portal.accounts.middleware import PreferencesMiddleware
from hope_portal.accounts.models import User
from hope_portal.outbox.models import Message
from hope_portal.outbox.preferences import declined

from .helpers import sign_in_by_code, signed_in

PAGES = ["account", "profile", "preferences"]
Kind = Message.Kind


@pytest.mark.parametrize("name", PAGES)
def test_account_pages_open_for_their_owner_only(client, ana, name):
    assert client.get(reverse(f"accounts:{name}")).status_code == 302

    client.force_login(ana)

    assert client.get(reverse(f"accounts:{name}")).status_code == 200


def test_a_profile_is_saved(client, ana):
    client.force_login(ana)

    client.post(reverse("accounts:profile"), {"name": "Ána 🌉", "language": "es", "zone": "America/Denver"})

    ana.refresh_from_db()
    assert (ana.name, ana.language, ana.zone) == ("Ána 🌉", "es", "America/Denver")


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"name": "x" * 5000}, {"zone": "Mars/Olympus"}, {"zone": "../etc"}, {"language": "xx"}],
)
def test_a_profile_with_a_mistake_is_not_saved(client, ana, wrong):
    client.force_login(ana)
    profile = {"name": "Another", "language": "", "zone": ""} | wrong

    response = client.post(reverse("accounts:profile"), profile)

    assert set(response.context["form"].errors) == set(wrong)
    ana.refresh_from_db()
    assert ana.name == "Ana Sample"


def test_a_profile_cannot_make_its_owner_staff(client, ana):
    client.force_login(ana)

    client.post(reverse("accounts:profile"), {"name": "Ana", "is_staff": "on", "email": "nina@example.org"})

    ana.refresh_from_db()
    assert (ana.is_staff, ana.email) == (False, "ana@example.org")


def test_every_zone_on_offer_exists():
    offered = {name for _, group in zones() for name, _ in group}

    assert offered <= zoneinfo.available_timezones()
    assert {"America/New_York", "Europe/Madrid", "Asia/Kolkata", "UTC"} <= offered


def test_pages_speak_the_language_of_their_reader_and_leave_no_trace(client, ana, settings):
    User.objects.filter(pk=ana.pk).update(language="es")
    client.force_login(ana)

    page = client.get(reverse("accounts:account"), headers={"Accept-Language": "en"})

    assert page.headers["Content-Language"] == "es"
    assert translation.get_language() != "es"


@pytest.mark.parametrize(("chosen", "shown"), [("Asia/Kolkata", "Asia/Kolkata"), ("", "America/New_York")])
def test_times_are_shown_in_the_zone_of_the_reader(rf, chosen, shown):
    request = rf.get("/")
    request.user = User(zone=chosen)
    seen = []

    def view(request):
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    PreferencesMiddleware(view)(request)

    assert seen == [shown]


def test_mail_that_can_be_declined_is_declined_and_wanted_again(client, ana):
    client.force_login(ana)
    page = reverse("accounts:preferences")

    client.post(page, {"wanted": [Kind.SERVICE]})
    assert declined(ana.email) == {Kind.NEWS}
    assert ticked(client.get(page)) == {Kind.SERVICE}
    client.post(page, {"wanted": [Kind.SERVICE, Kind.NEWS]})
    assert declined(ana.email) == set()
    client.post(page, {})
    assert declined(ana.email) == {Kind.SERVICE, Kind.NEWS}


def ticked(page):
    boxes = page.context["form"]["wanted"].subwidgets
    return {box.data["value"] for box in boxes if box.data["selected"]}


def test_transactional_mail_cannot_be_declined(client, ana):
    client.force_login(ana)

    response = client.post(reverse("accounts:preferences"), {"wanted": [Kind.TRANSACTIONAL]})

    assert response.context["form"].errors
    assert declined(ana.email) == set()


def test_another_device_is_signed_out(client, dora):
    other = Client()
    for browser in (other, client):
        sign_in_by_code(browser, dora.email)
    assert client.get(reverse("usersessions_list")).context["session_count"] == 2

    client.post(reverse("usersessions_list"))

    assert (signed_in(client), signed_in(other)) == (True, False)
