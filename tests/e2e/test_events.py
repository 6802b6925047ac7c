"""An event as everybody lives it who has a part in it, in real browsers with and without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from playwright.sync_api import expect

from campaigns.models import Event
from clubs.models import Activation, Membership
from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.models import Message
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PASSWORD = "over-the-bridge"
PATIENCE = 20_000
"""Milliseconds: machines that run tests are busy."""
TOO_QUICK = 2_100
"""Whoever sends a form sooner is taken for a machine."""


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
    """Active, with Avery as its secretary."""
    user = make.a_user("avery@example.org", name="Avery Sampleton", password=PASSWORD)
    make.a_membership(make.a_person(user=user), of=harbor, role=Membership.Role.SECRETARY)
    make.an_activation(harbor, status=Activation.Status.APPROVED, contact_email=user.email, now=now)
    Message.objects.all().delete()
    return harbor


def test_an_event_from_the_first_idea_to_the_confirmed_report(someone, club, now):
    officer, staff, kim, lou = someone(), someone(width=1280), someone(), someone()
    make.a_presenter("Robin Speaker", regions=["WA"])

    plan_a_training(officer, now)
    event = Event.objects.get()
    propose_two_dates(staff, event, now)
    take_the_second_date(someone(), event, now)
    make_the_room_small(officer, event)
    sign_up(kim, event, "Kim Example", seats=4)
    join_the_line(lou, event, "Lou Testman", seats=2)
    give_two_seats_back(kim)
    take_the_offered_seats(lou)
    see_who_comes(officer, event)
    make.take_place(event, now - timedelta(hours=1))
    check_in(officer, event)
    make.take_place(event, now - timedelta(hours=3))
    file_the_report(officer, event)
    confirm_the_report(someone(width=1280), event)
    officer.reload()

    expect(officer.get_by_text("Confirmed by NCMEC", exact=True)).to_be_visible()
    assert counted(club) == {("events", 1, True), ("adults_reached", 3, True), ("hours", 6, True)}
    assert mails_owed() == [
        ("initiative_received", "avery@example.org"),
        ("dates_proposed", "avery@example.org"),
        ("initiative_approved", "avery@example.org"),
        ("signup_confirmed", "kim@example.org"),
        ("signup_waiting", "lou@example.org"),
        ("signup_seats_changed", "kim@example.org"),
        ("signup_offered", "lou@example.org"),
        ("signup_confirmed", "lou@example.org"),
    ]


def test_a_member_signs_up_by_one_click_changes_their_mind_and_changes_it_back(someone, club, now):
    member = someone()
    make.a_membership(
        make.a_person(user=make.a_user("ben@example.org", name="Ben Example", password=PASSWORD)), of=club
    )
    event = make.an_event(club, capacity=40)

    sign_in(member, "ben@example.org", at="/desk/")
    find_the_page(member, event)
    press(member, "Save my seats")
    expect(heading(member, "See you on")).to_be_visible()
    follow(member, "Give back all seats")
    press(member, "Give them back")
    expect(heading(member, "You are not signed up any more")).to_be_visible()
    press(member, "Sign up again for 1 seat")
    expect(heading(member, "See you on")).to_be_visible()
    find_the_page(member, event)

    expect(heading(member, "You are signed up")).to_be_visible()
    assert event.signups.get().status == "confirmed"
    assert mails_owed() == [
        ("signup_confirmed", "ben@example.org"),
        ("signup_cancelled", "ben@example.org"),
        ("signup_confirmed", "ben@example.org"),
    ]


def counted(club):
    return set(club.impact.values_list("measure", "quantity", "confirmed"))


def mails_owed():
    owed = Message.objects.order_by("pk").values_list("template", "to")
    return [(template.removeprefix("campaigns/"), to) for template, to in owed]


def sign_in(person, email, *, at):
    person.goto(at)
    person.get_by_label("Email").fill(email)
    person.get_by_label("Password").fill(PASSWORD)
    person.get_by_role("button", name="Sign in", exact=True).click()
    expect(person).to_have_url(at)


def heading(person, text):
    return person.get_by_role("heading", name=re.compile(text))


def press(person, name):
    person.get_by_role("button", name=name).click()


def follow(person, name):
    person.get_by_role("link", name=name).first.click()


def mail_to(address):
    """The text of the newest mail in their mailbox."""
    deliver()
    return next(one.body for one in reversed(mail.outbox) if one.to == [address])


def link_in(text, part):
    return next(word for word in text.split() if part in word)


def plan_a_training(officer, now):
    sign_in(officer, "avery@example.org", at="/desk/")
    follow(officer, "Rotary Club of Harbor")
    follow(officer, "See events")
    follow(officer, "Plan an event")
    officer.get_by_label("Community training").check()
    press(officer, "Begin")
    say_what(officer)
    say_when(officer, now)
    officer.get_by_label("Name of the place").fill("Sample Harbor Library")
    officer.get_by_label("Street and number").fill("1 Sample Street")
    press(officer, "Save and continue")
    expect(heading(officer, "Check and send")).to_be_visible()
    press(officer, "Send to NCMEC")
    expect(heading(officer, "NCMEC has your request")).to_be_visible()


def say_what(officer):
    """The first try lacks an answer; what was typed is still there."""
    officer.get_by_label("Title").fill("Safer online: an evening for parents")
    officer.get_by_label("Who is it for?").select_option(label="Parents and caregivers")
    officer.get_by_label("How many people do you expect?").fill("40")
    press(officer, "Save and continue")
    expect(officer).to_have_title(re.compile("^Error:"))
    expect(officer.get_by_label("Title")).to_have_value("Safer online: an evening for parents")
    officer.get_by_label("Why this, and why now?").fill("Parents ask us what to do about phones.")
    press(officer, "Save and continue")
    expect(heading(officer, "When")).to_be_visible()


def say_when(officer, now):
    days = {"From": now + timedelta(weeks=10), "To": now + timedelta(weeks=11)}
    first = officer.get_by_role("group", name="First choice")
    for label, day in days.items():
        first.get_by_label(label).fill(f"{day:%Y-%m-%d}")
    first.get_by_label("Not before").fill("18:00")
    first.get_by_label("Over by").fill("21:00")
    press(officer, "Save and continue")
    expect(heading(officer, "Where")).to_be_visible()


def propose_two_dates(staff, event, now):
    scheduler = make.a_staff_member("scheduler", name="Sky Scheduler", password=PASSWORD)
    sign_in(staff, scheduler.email, at="/admin/")
    staff.goto("/admin/campaigns/event/")
    follow(staff, "Safer online")
    follow(staff, "Propose other dates")
    for n, weeks in enumerate([12, 13], start=1):
        row = staff.get_by_role("group", name=f"Date {n}")
        row.get_by_label("Day").fill(f"{now + timedelta(weeks=weeks):%Y-%m-%d}")
        row.get_by_label("Begins at").fill("18:30")
        row.get_by_label("Presenter").select_option(label="Robin Speaker")
    staff.get_by_label("Note to the club").fill("June suits our team better.")
    press(staff, "Show the mail first")
    expect(staff.get_by_text("To: Avery Sampleton")).to_be_visible()
    press(staff, "Send these dates")
    expect(staff.get_by_text("The club has your dates.")).to_be_visible()


def take_the_second_date(reader, event, now):
    """From the mail, without signing in."""
    reader.goto(link_in(mail_to("avery@example.org"), "/events/dates/"))
    expect(reader.get_by_text("June suits our team better.")).to_be_visible()
    reader.get_by_role("button", name="Take this date").nth(1).click()
    expect(heading(reader, "The date is set")).to_be_visible()
    event.refresh_from_db()
    assert (event.status, event.day) == ("live", (now + timedelta(weeks=13)).date())


def make_the_room_small(officer, event):
    officer.reload()
    expect(officer.locator(".sign")).to_contain_text("0 seats are taken. There is room for everybody.")
    follow(officer, "Seats")
    officer.get_by_label("How many seats are there?").fill("4")
    press(officer, "Save")
    expect(officer.locator(".sign")).to_contain_text("0 of 4 seats are taken.")


def find_the_page(reader, event):
    reader.goto("/events/")
    follow(reader, event.title)
    expect(heading(reader, event.title)).to_be_visible()


def fill_in(guest, event, name, seats):
    find_the_page(guest, event)
    guest.get_by_label("Your name").fill(name)
    guest.get_by_label("Email").fill(f"{name.split()[0].lower()}@example.org")
    guest.get_by_label("Seats", exact=True).select_option(f"{seats}")
    guest.wait_for_timeout(TOO_QUICK)


def sign_up(guest, event, name, *, seats):
    fill_in(guest, event, name, seats)
    press(guest, "Save my seats")
    expect(heading(guest, "See you on")).to_be_visible()


def join_the_line(guest, event, name, *, seats):
    fill_in(guest, event, name, seats)
    press(guest, "Join the waiting list")
    expect(guest.get_by_text(f"You are first in line for {seats} seats.")).to_be_visible()


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


def see_who_comes(officer, event):
    officer.reload()
    expect(officer.locator(".sign")).to_contain_text("4 of 4 seats are taken.")
    follow(officer, "See who comes")
    expect(officer.get_by_role("rowheader")).to_contain_text(["Kim Example", "Lou Testman"])


def check_in(officer, event):
    """Kim brings somebody, Lou comes alone."""
    follow(officer, "Back to the event")
    follow(officer, "Check-in on the day")
    tap(officer, re.compile("^Kim Example.*here"))
    tap(officer, re.compile("^Lou Testman.*here"))
    tap(officer, "One less: Lou Testman")
    expect(officer.locator(".total .here")).to_have_text("3 of 4 are here", use_inner_text=True)
    follow(officer, "Back to the event")


def tap(officer, name):
    """Done once the portal has it: with a script the page says so before."""
    with officer.expect_response(lambda answer: answer.request.method == "POST"):
        press(officer, name)


def file_the_report(officer, event):
    officer.reload()
    expect(heading(officer, "Tell us how it went")).to_be_visible()
    follow(officer, "Write the report")
    expect(officer.get_by_label("Adults")).to_have_value("3")
    officer.get_by_label("Hours your members gave").fill("6")
    press(officer, "Send the report")
    expect(officer.get_by_text("Reported, not yet confirmed")).to_be_visible()


def confirm_the_report(staff, event):
    reviewer = make.a_staff_member("reviewer", name="Ray Reviewer", password=PASSWORD)
    sign_in(staff, reviewer.email, at="/admin/")
    staff.goto("/admin/campaigns/report/")
    follow(staff, event.reference)
    press(staff, "Confirm the figures")
    expect(staff.get_by_text("Its figures count as confirmed now.")).to_be_visible()
