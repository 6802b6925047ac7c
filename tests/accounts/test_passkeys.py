"""A passkey in a real browser, with the authenticator that Chromium plays."""

import pytest
from django.urls import reverse

from .helpers import PASSWORD

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def visit(page, live_server):
    """Opens a page by its name, on a device that has an authenticator."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return lambda name: page.goto(live_server.url + reverse(name))


def test_a_passkey_is_added_and_then_signs_in_by_itself(transactional_db, dora, page, visit):
    visit("account_login")
    page.get_by_label("Email").fill(dora.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    visit("mfa_add_webauthn")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Let it sign me in without a password").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/**")

    visit("accounts:account")
    page.get_by_role("button", name="Sign out").click()
    visit("account_login")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/**")

    assert visit("accounts:account").status == 200
