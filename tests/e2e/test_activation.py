"""The whole activation as officer and reviewer, in a real browser, with and without JavaScript."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from clubs.models import Activation
from hope_portal.outbox.models import Message
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def context_of(request, new_context):
    def make_context(**options):
        context = new_context(java_script_enabled=request.param, **options)
        context.set_default_timeout(5000)
        return context

    return make_context


def newest_mail(template):
    return Message.objects.filter(template=f"clubs/{template}").latest("pk")


def link_in(mail, part):
    return next(word for word in mail.text.split() if part in word)


def test_an_officer_activates_and_a_reviewer_decides(context_of, live_server, settings):
    settings.SITE_URL = live_server.url
    club = make.a_club("Sampletown", district=make.a_district("9990"))
    reviewer = make.a_user("robin@example.org", name="Robin", is_staff=True, password="over-the-bridge")
    reviewer.groups.add(Group.objects.get(name="reviewer"))
    officer = context_of(viewport={"width": 360, "height": 740}).new_page()
    staff = context_of(viewport={"width": 1280, "height": 900}).new_page()

    officer.goto(live_server.url + "/clubs/activate/")
    officer.get_by_label("Find your club").fill("sampeltown")
    officer.get_by_role("button", name="Find").click()
    officer.get_by_role("button", name="This is ours Rotary Club of Sampletown").click()
    officer.get_by_role("button", name="Save and continue").click()
    expect(officer).to_have_title(re.compile("^Error:"))
    officer.get_by_label("Your name").fill("Avery Sampleton")
    officer.get_by_label("Your email address").fill("avery@example.org")
    officer.get_by_label("Your office in the club").select_option(label="Secretary")
    officer.get_by_role("button", name="Save and continue").click()
    officer.get_by_label("Hold a Hope bag drive").check()
    officer.get_by_role("button", name="Save and continue").click()
    officer.get_by_label("We agree to these terms for our club.").check()
    officer.get_by_role("button", name="Send to NCMEC").click()
    expect(officer.get_by_role("heading", name="Open the mail we sent you")).to_be_visible()

    officer.goto(link_in(newest_mail("activation_confirm_address"), "/confirm/"))
    officer.get_by_role("button", name="Yes, send it to NCMEC").click()
    expect(officer.locator(".holder")).to_contain_text("With NCMEC")
    status_page = officer.url

    staff.goto(live_server.url + "/admin/")
    staff.get_by_label("Email").fill(reviewer.email)
    staff.get_by_label("Password").fill("over-the-bridge")
    staff.get_by_role("button", name="Sign in", exact=True).click()
    staff.goto(live_server.url + "/admin/clubs/activation/")
    staff.get_by_role("link", name=re.compile("Sampletown")).click()
    staff.get_by_role("button", name="Ask for changes").click()
    expect(staff.get_by_text("Write a note")).to_be_visible()
    staff.get_by_label("Note to the club").fill("Which office do you hold?")
    staff.get_by_role("button", name="Ask for changes").click()

    officer.goto(status_page)
    expect(officer.get_by_text("Which office do you hold?").first).to_be_visible()
    officer.get_by_role("link", name="Change it and send again").click()
    officer.get_by_role("link", name="Change who you are").click()
    officer.get_by_label("Your office in the club").select_option(label="President")
    officer.get_by_role("button", name="Save and continue").click()
    officer.get_by_label("We agree to these terms for our club.").check()
    officer.get_by_role("button", name="Send it again to NCMEC").click()

    staff.goto(live_server.url + "/admin/clubs/activation/")
    staff.get_by_role("link", name=re.compile("Sampletown")).click()
    staff.get_by_role("button", name="Approve").click()
    officer.reload()
    expect(officer.get_by_role("heading", name="Three first steps")).to_be_visible()
    assert Activation.objects.get().status == "approved"
    assert newest_mail("activation_approved").to == "avery@example.org"
    assert club.memberships.get().role == "president"
