import pytest
from django.urls import reverse

from hope_portal.mailbox import maildir
from hope_portal.outbox.delivery import deliver
from tests import factories as make

pytestmark = pytest.mark.django_db
LIST = reverse("mailbox")


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.MAILBOX_DIR = tmp_path / "var" / "mailbox"
    settings.EMAIL_BACKEND = "hope_portal.mailbox.MaildirBackend"


def deliver_one(**fields):
    make.a_message(**fields)
    deliver()
    return maildir().keys()[-1]


def test_the_mailbox_shows_what_was_sent_newest_first(client):
    deliver_one(subject="First")
    deliver_one(subject="Second, für Ana")

    mails = client.get(LIST).context["mails"]

    assert [mail.subject for mail in mails] == ["Second, für Ana", "First"]


def test_an_empty_mailbox_says_so(client):
    assert "No email yet" in client.get(LIST).content.decode()


def test_a_mail_is_shown_as_text_with_links_to_click(client):
    key = deliver_one(text="Hello <Ana>,\nhttp://localhost:8000/desk/\n")

    page = client.get(reverse("mailbox-mail", args=[key])).content.decode()

    assert "Hello &lt;Ana&gt;," in page
    assert '<a href="http://localhost:8000/desk/"' in page
    assert "sandbox=" in page


def test_the_html_may_be_framed_by_us_only_and_runs_nothing(client):
    key = deliver_one(html="<html><head></head><body><script>x</script><p>Hello</p></body></html>")

    response = client.get(reverse("mailbox-html", args=[key]))

    policy = sorted(response["Content-Security-Policy"].split("; "))
    assert policy == ["default-src 'none'", "frame-ancestors 'self'", "style-src 'unsafe-inline'"]
    assert b'<head><base target="_top">' in response.content


def test_a_mail_that_is_not_there_is_nowhere(client):
    assert client.get(reverse("mailbox-mail", args=["1.M1P1Q1.host"])).status_code == 404
    assert client.get("/mailbox/..%2F..%2Fsecret-key/").status_code == 404


def test_there_is_no_mailbox_outside_the_demo(client, settings):
    key = deliver_one()
    settings.DEMO = False

    addresses = [LIST, reverse("mailbox-mail", args=[key]), reverse("mailbox-html", args=[key])]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
