"""An event as everybody lives it who has a part in it, in real browsers with and without JavaScript."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from campaigns.models import Event
from clubs.models import Activation, Membership
from hope_portal.outbox.models import Message
from tests import factories as make

from .acting import PASSWORD, fill_in, find_the_page, follow, heading, link_in, mail_to, press, sign_in, tap

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000
"""Milliseconds: machines that run tests are busy."""
TITLE = "Safer online: an evening for parents"


@pytest.fixture(autouse=True)
def patience():
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def someone(request, new_context, live_server, settings):
    """Somebody with a browser of their own: a phone, or a desk with `width=1280`."""
    settings.SITE_URL = live_server.url

    def person(width=360):
        viewport = {"width": width, "height": 800}
        context = new_context(java_script_enabled=request.param, base_url=live_server.url, viewport=viewport)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    return person


@pytest.fixture
def club(harbor, now):
    """Active. Avery is its secretary, Ben a member."""
    for name, role in [
        ("Avery Sampleton", Membership.Role.SECRETARY),
        ("Ben Example", Membership.Role.MEMBER),
    ]:
        user = make.a_user(f"{name.split()[0].lower()}@example.org", name=name, password=PASSWORD)
        make.a_membership(make.a_person(user=user), of=harbor, role=role)
    make.an_activation(harbor, status=Activation.Status.APPROVED, contact_email="avery@example.org", now=now)
    Message.objects.all().delete()
    return harbor


def mails_owed():
    owed = Message.objects.order_by("pk").values_list("template", "to")
    return [(template.removeprefix("campaigns/"), to.partition("@")[0]) for template, to in owed]


def test_an_event_from_the_first_idea_to_the_confirmed_report(someone, club, now):
    officer, staff, kim, lou = someone(), someone(width=1280), someone(), someone()
    make.a_presenter("Robin Speaker", regions=["WA"])

    ask_for_a_training(officer, now)
    event = Event.objects.get()
    propose_two_dates(staff, now)
    take_the_second_date(someone(), event, now)
    make_the_room_small(officer)
    take_all_seats(kim, event)
    join_the_line(lou, event)
    give_two_seats_back(kim)
    take_the_offered_seats(lou)
    see_who_comes(officer)
    make.take_place(event, now - timedelta(hours=1))
    check_in(officer)
    make.take_place(event, now - timedelta(hours=3))
    file_the_report(officer)
    confirm_the_report(staff)
    look_back(officer, kim)

    assert mails_owed() == [
        ("initiative_received", "avery"),
        ("dates_proposed", "avery"),
        ("initiative_approved", "avery"),
        ("signup_confirmed", "kim"),
        ("signup_waiting", "lou"),
        ("signup_seats_changed", "kim"),
        ("signup_offered", "lou"),
        ("signup_confirmed", "lou"),
    ]
    assert set(club.impact.values_list("measure", "quantity", "confirmed")) == {
        ("events", 1, True),
        ("adults_reached", 3, True),
        ("hours", 6, True),
    }


def test_a_member_signs_up_by_one_click_cancels_and_signs_up_again(someone, club):
    member, event = someone(), make.an_event(club, capacity=40)

    sign_in(member, "ben@example.org", at="/desk/")
    find_the_page(member, event)
    press(member, "Save my seats")
    expect(heading(member, "See you on")).to_be_visible()
    follow(member, "Give back my seat")
    press(member, "Give it back")
    expect(heading(member, "You are not signed up any more")).to_be_visible()
    press(member, "Sign up again for 1 seat")
    expect(heading(member, "See you on")).to_be_visible()
    find_the_page(member, event)

    expect(heading(member, "You are signed up")).to_be_visible()
    assert event.signups.get().status == "confirmed"
    assert mails_owed() == [
        ("signup_confirmed", "ben"),
        ("signup_cancelled", "ben"),
        ("signup_confirmed", "ben"),
    ]


# --- The club asks ------------------------------------------------------------------------------------------


def ask_for_a_training(officer, now):
    sign_in(officer, "avery@example.org", at="/desk/")
    follow(officer, "Rotary Club of Harbor")
    follow(officer, "See events")
    follow(officer, "Plan an event")
    officer.get_by_label("Community training").check()
    press(officer, "Begin")
    say_what(officer)
    say_when(officer, now)
    officer.get_by_label("Name of the place").fill("Sample Harbor Library")
    press(officer, "Save and continue")
    expect(heading(officer, "Check and send")).to_be_visible()
    expect(officer.get_by_text("About 40 people")).to_be_visible()
    press(officer, "Send to NCMEC")
    expect(heading(officer, "NCMEC has your request")).to_be_visible()


def say_what(officer):
    """The first try lacks an answer; what was typed is still there."""
    officer.get_by_label("Title").fill(TITLE)
    officer.get_by_label("Who is it for?").select_option(label="Parents and caregivers")
    officer.get_by_label("How many people do you expect?").fill("40")
    press(officer, "Save and continue")
    expect(officer).to_have_title(re.compile("^Error:"))
    expect(officer.get_by_role("alert")).to_contain_text("Write a sentence or two.")
    expect(officer.get_by_label("Title")).to_have_value(TITLE)
    officer.get_by_label("Why this, and why now?").fill("Parents ask us what to do about phones.")
    press(officer, "Save and continue")
    expect(heading(officer, "^When")).to_be_visible()


def say_when(officer, now):
    first = officer.get_by_role("group", name="First choice")
    first.get_by_label("From").fill(f"{now + timedelta(weeks=10):%Y-%m-%d}")
    first.get_by_label("To").fill(f"{now + timedelta(weeks=11):%Y-%m-%d}")
    first.get_by_label("Not before").fill("18:00")
    first.get_by_label("Over by").fill("21:00")
    press(officer, "Save and continue")
    expect(heading(officer, "^Where")).to_be_visible()


# --- NCMEC and the club find a day --------------------------------------------------------------------------


def propose_two_dates(staff, now):
    sign_in(staff, make.a_staff_member("scheduler", password=PASSWORD).email, at="/admin/")
    staff.goto("/admin/campaigns/event/")
    follow(staff, TITLE)
    follow(staff, "Propose other dates")
    for n, weeks in enumerate([12, 13], start=1):
        row = staff.get_by_role("group", name=f"Date {n}")
        row.get_by_label("Day").fill(f"{now + timedelta(weeks=weeks):%Y-%m-%d}")
        row.get_by_label("Begins at").fill("18:30")
        row.get_by_label("Presenter").select_option(label="Robin Speaker")
    staff.get_by_label("Note to the club").fill("These weeks suit our team better.")
    press(staff, "Show the mail first")
    expect(staff.get_by_text("To: Avery Sampleton")).to_be_visible()
    assert "dates_proposed" not in dict(mails_owed())
    press(staff, "Send these dates")
    expect(staff.get_by_text("The club has your dates.")).to_be_visible()


def take_the_second_date(reader, event, now):
    """From the mail, without signing in. Nobody sees the event before."""
    reader.goto("/events/")
    expect(reader.get_by_text(TITLE)).to_have_count(0)
    reader.goto(link_in(mail_to("avery@example.org"), "/events/dates/"))
    expect(reader.get_by_text("These weeks suit our team better.")).to_be_visible()
    reader.get_by_role("button", name="Take this date").nth(1).click()
    expect(heading(reader, "The date is set")).to_be_visible()
    event.refresh_from_db()
    assert (event.status, event.day) == ("live", (now + timedelta(weeks=13)).date())


def make_the_room_small(officer):
    officer.reload()
    expect(officer.locator(".sign")).to_contain_text("0 seats are taken. There is room for everybody.")
    follow(officer, "Seats")
    officer.get_by_label("How many seats are there?").fill("4")
    press(officer, "Save")
    expect(officer.locator(".sign")).to_contain_text("0 of 4 seats are taken.")


# --- Guests -------------------------------------------------------------------------------------------------


def take_all_seats(guest, event):
    find_the_page(guest, event)
    expect(guest.get_by_text("4 of 4 seats are left.")).to_be_visible()
    fill_in(guest, "Kim Example", seats=4)
    press(guest, "Save my seats")
    expect(heading(guest, "See you on")).to_be_visible()


def join_the_line(guest, event):
    find_the_page(guest, event)
    expect(guest.get_by_text("All 4 seats are taken.")).to_be_visible()
    fill_in(guest, "Lou Testman", seats=2)
    press(guest, "Join the waiting list")
    expect(guest.get_by_text("You are first in line for 2 seats.")).to_be_visible()


def give_two_seats_back(guest):
    guest.goto(link_in(mail_to("kim@example.org"), "/signups/"))
    guest.get_by_label("Seats").select_option("2")
    press(guest, "Change seats")
    expect(guest.get_by_text("You have 2 seats.")).to_be_visible()


def take_the_offered_seats(guest):
    guest.goto(link_in(mail_to("lou@example.org"), "/signups/"))
    expect(heading(guest, "2 seats are yours if you want them")).to_be_visible()
    press(guest, "Take my 2 seats")
    expect(heading(guest, "See you on")).to_be_visible()


# --- The day, and after it ----------------------------------------------------------------------------------


def see_who_comes(officer):
    officer.reload()
    expect(officer.locator(".sign")).to_contain_text("4 of 4 seats are taken.")
    follow(officer, "See who comes")
    expect(officer.get_by_role("rowheader")).to_contain_text(["Kim Example", "Lou Testman"])
    back_to_the_event(officer)


def back_to_the_event(officer):
    follow(officer, "Back to the event")
    expect(officer.locator(".sign")).to_be_visible()


def check_in(officer):
    """Kim brings somebody, Lou comes alone."""
    officer.reload()
    follow(officer, "Check people in")
    tap(officer, re.compile("^Kim Example.*here"))
    tap(officer, re.compile("^Lou Testman.*here"))
    tap(officer, "One less: Lou Testman")
    expect(officer.locator(".total .here")).to_have_text("3 of 4 are here", use_inner_text=True)
    back_to_the_event(officer)


def file_the_report(officer):
    officer.reload()
    expect(heading(officer, "Tell us how it went")).to_be_visible()
    follow(officer, "Write the report")
    expect(officer.get_by_label("Adults")).to_have_value("3")
    officer.get_by_label("Hours your members gave").fill("6")
    press(officer, "Send the report")
    expect(officer.get_by_text("Reported, not yet confirmed")).to_be_visible()


def confirm_the_report(staff):
    staff.context.clear_cookies()
    sign_in(staff, make.a_staff_member("reviewer", password=PASSWORD).email, at="/admin/")
    staff.goto("/admin/campaigns/report/")
    follow(staff, TITLE)
    press(staff, "Confirm the figures")
    expect(staff.get_by_text("Its figures count as confirmed now.")).to_be_visible()


def look_back(officer, guest):
    officer.reload()
    expect(officer.get_by_text("Confirmed by NCMEC", exact=True)).to_be_visible()
    guest.reload()
    expect(heading(guest, "Thank you for coming")).to_be_visible()
