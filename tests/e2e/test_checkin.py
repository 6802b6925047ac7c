"""The door of an event on real phones: with a network, without one, and without a script."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def event(harbor, now):
    event = make.an_event(harbor)
    for name, seats in [("Kim Example", 2), ("Lee Sample", 1), ("José Testman", 3)]:
        make.a_signup(event, name=name, seats=seats)
    make.take_place(event, now - timedelta(hours=1))
    return event


@pytest.fixture
def a_phone(new_context, live_server, ana, event):
    """A phone on which ana has signed in, with the door open."""

    def phone(**options):
        client = Client()
        client.force_login(ana)
        context = new_context(viewport={"width": 360, "height": 740}, **options)
        context.set_default_timeout(5000)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        tab = context.new_page()
        tab.goto(door(live_server, event))
        return tab

    return phone


def door(live_server, event):
    return f"{live_server.url}/desk/events/{event.reference}/checkin/"


def arrived(event):
    return dict(event.signups.filter(arrived__gt=0).values_list("name", "arrived"))


def tap(phone, name):
    phone.get_by_role("button", name=re.compile(f"^{name}.*here")).click()


def look_again(phone):
    """As when the phone comes back from the pocket, without waiting for the ten seconds to pass."""
    phone.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def here(phone):
    return phone.locator(".total .count")


def test_two_phones_agree_also_after_one_had_no_network(a_phone, event):
    first, second = a_phone(), a_phone()
    first.context.set_offline(True)

    tap(first, "Kim Example")
    tap(first, "Lee Sample")
    first.get_by_role("button", name="One more: Came without signing up").click()
    expect(first.get_by_text("3 not sent yet")).to_be_visible()
    expect(here(first)).to_have_text("3 of 6 are here")
    tap(second, "José Testman")
    second.get_by_role("button", name="One more: Came without signing up").click()
    expect(here(second)).to_have_text("3 of 6 are here")
    first.context.set_offline(False)

    expect(first.get_by_text("not sent yet")).to_be_hidden()
    look_again(second)
    for phone in (first, second):
        expect(here(phone)).to_have_text("6 of 6 are here")
        expect(phone.locator("#extra")).to_have_text("and 2 not on the list")
    assert arrived(event) == {"Kim Example": 2, "Lee Sample": 1, "José Testman": 3}
    assert event.head_counts.sums() == {"walk_ins": 2}


def test_what_was_tapped_without_a_network_goes_out_when_the_page_is_opened_again(
    a_phone, live_server, event
):
    phone = a_phone()
    phone.context.set_offline(True)
    tap(phone, "Kim Example")
    expect(phone.get_by_text("1 not sent yet")).to_be_visible()
    phone.close(run_before_unload=False)
    context = phone.context
    before = arrived(event)

    context.set_offline(False)
    again = context.new_page()
    again.goto(door(live_server, event))

    expect(here(again)).to_have_text("2 of 6 are here")
    expect(again.get_by_text("not sent yet")).to_be_hidden()
    assert (before, arrived(event)) == ({}, {"Kim Example": 2})


def test_an_answer_that_is_lost_on_its_way_counts_nothing_twice(a_phone, event):
    phone, lost = a_phone(), []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            return route.abort()
        return route.continue_()

    phone.route("**/sync/", lose)

    phone.get_by_role("button", name="One more: Came without signing up").click()
    expect(phone.get_by_text("1 not sent yet")).to_be_visible()
    look_again(phone)

    expect(phone.get_by_text("not sent yet")).to_be_hidden()
    assert (len(lost), event.head_counts.sums()) == (1, {"walk_ins": 1})


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_officer_finds_taps_corrects_and_undoes(a_phone, event, script):
    phone = a_phone(java_script_enabled=script)

    phone.get_by_label("Name or code").fill("jose")
    phone.get_by_role("button", name="Find").click()
    expect(phone.get_by_role("button", name=re.compile("Kim"))).to_have_count(0)
    tap(phone, "José Testman")
    expect(phone.locator("#last")).to_contain_text("José Testman: 3 here")
    phone.get_by_role("button", name="One less: José Testman").click()
    expect(here(phone)).to_have_text("2 of 6 are here")
    phone.get_by_role("button", name="Undo").first.click()
    expect(here(phone)).to_have_text("0 of 6 are here")
    phone.get_by_label("Name or code").fill("")
    phone.get_by_role("button", name="Find").click()
    tap(phone, "Lee Sample")
    expect(here(phone)).to_have_text("1 of 6 are here")
    expect(phone.get_by_text("not sent yet")).to_be_hidden()
    phone.reload()

    expect(here(phone)).to_have_text("1 of 6 are here")
    assert arrived(event) == {"Lee Sample": 1}


def test_a_code_that_is_typed_in_full_checks_in(a_phone, event):
    phone, kim = a_phone(), event.signups.get(name="Kim Example")

    phone.get_by_label("Name or code").fill(kim.legible_code.lower())
    phone.get_by_label("Name or code").press("Enter")

    expect(here(phone)).to_have_text("2 of 6 are here")
    expect(phone.get_by_label("Name or code")).to_have_value("")


CAMERA = """
window.BarcodeDetector = class { async detect() { return [{rawValue: "%s"}]; } };
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
HTMLMediaElement.prototype.play = async () => {};
"""


def test_a_code_is_scanned_where_the_browser_can(a_phone, event):
    phone, kim = a_phone(), event.signups.get(name="Kim Example")
    expect(phone.get_by_role("button", name="Scan")).to_be_hidden()
    phone.add_init_script(CAMERA % kim.legible_code)
    phone.reload()

    phone.get_by_role("button", name="Scan").click()

    expect(here(phone)).to_have_text("2 of 6 are here")
    phone.get_by_role("button", name="Stop scanning").click()
    expect(phone.get_by_role("button", name="Scan")).to_be_focused()


def test_who_was_signed_out_meanwhile_loses_nothing(a_phone, event, ana, live_server):
    phone = a_phone()
    cookies = phone.context.cookies()
    phone.context.clear_cookies()

    tap(phone, "Kim Example")
    expect(phone.get_by_text("This page is out of date")).to_be_visible()
    expect(phone.get_by_text("1 not sent yet")).to_be_visible()
    phone.context.add_cookies(cookies)
    phone.get_by_role("link", name="Open it again").click()

    expect(here(phone)).to_have_text("2 of 6 are here")
    expect(phone.get_by_text("not sent yet")).to_be_hidden()
    assert arrived(event) == {"Kim Example": 2}


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_at_school_heads_are_counted(a_phone, event, harbor, now, live_server, script):
    school = make.an_event(harbor, kind="school", audience="middle")
    make.take_place(school, now)
    phone = a_phone(java_script_enabled=script)

    phone.goto(door(live_server, school))
    for _ in range(3):
        phone.get_by_role("button", name="One more: Middle school students").click()
    phone.get_by_role("button", name="One less: Middle school students").click()

    expect(here(phone)).to_have_text("2 people are here")
    phone.reload()
    expect(here(phone)).to_have_text("2 people are here")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_an_officer_reports_what_the_door_counted(a_phone, event, now, harbor, script):
    event.signups.get(name="Kim Example").note_arrival(2, now=now)
    make.take_place(event, now - timedelta(days=1))
    phone = a_phone(java_script_enabled=script)

    phone.get_by_role("link", name="Afterward: tell us how it went").click()
    expect(phone.get_by_label("Adults")).to_have_value("2")
    phone.get_by_label("Hours your members gave").fill("6")
    phone.get_by_role("button", name="Send the report").click()

    expect(phone.get_by_text("Reported, not yet confirmed")).to_be_visible()
    assert dict(harbor.impact.values_list("measure", "quantity")) == {
        "events": 1,
        "adults_reached": 2,
        "hours": 6,
    }
