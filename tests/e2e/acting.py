"""What people do in their browsers, as they would say it."""

import re

from django.core import mail
from playwright.sync_api import expect

from hope_portal.outbox.delivery import deliver

PASSWORD = "over-the-bridge"
TOO_QUICK = 2_100
"""Milliseconds: whoever sends a form of strangers sooner is taken for a machine."""


def heading(person, text):
    return person.get_by_role("heading", name=re.compile(text))


def press(person, name):
    person.get_by_role("button", name=name).click()


def follow(person, name):
    person.get_by_role("link", name=name).first.click()


def sign_in(person, email, *, at):
    person.goto(at)
    person.get_by_label("Email").fill(email)
    person.get_by_label("Password").fill(PASSWORD)
    person.get_by_role("button", name="Sign in", exact=True).click()
    expect(person).to_have_url(at)


def mail_to(address):
    """The text of the newest mail in their mailbox."""
    deliver()
    return next(one.body for one in reversed(mail.outbox) if one.to == [address])


def link_in(text, part):
    return next(word for word in text.split() if part in word)


def find_the_page(reader, event):
    reader.goto("/events/")
    follow(reader, event.title)
    expect(heading(reader, event.title)).to_be_visible()


def fill_in(guest, name, *, seats):
    guest.get_by_label("Your name").fill(name)
    guest.get_by_label("Email").fill(f"{name.split()[0].lower()}@example.org")
    guest.get_by_label("Seats", exact=True).select_option(f"{seats}")
    guest.wait_for_timeout(TOO_QUICK)


def tap(phone, name):
    """Done once the portal has it: with a script the page says so before."""
    with phone.expect_response(lambda answer: answer.request.method == "POST"):
        press(phone, name)
