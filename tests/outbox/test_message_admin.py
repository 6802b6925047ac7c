import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from hope_portal.outbox.models import Message
from tests import factories as make

LIST = reverse("admin:outbox_message_changelist")
Status = Message.Status


@pytest.fixture
def auditor(db):
    user = make.a_user("olga@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name="auditor"))
    return user


@pytest.fixture
def mender(auditor):
    """Staff who may send again what was given up."""
    auditor.user_permissions.add(Permission.objects.get(codename="change_message"))
    return auditor


def a_failed_message(**fields):
    return make.a_message(status=Status.FAILED, tries=8, reason="550 no such mailbox", **fields)


def page(message):
    return reverse("admin:outbox_message_change", args=[message.pk])


def again(message):
    return reverse("admin:outbox_message_try_again", args=[message.pk])


def shown(response):
    return list(response.context["cl"].result_list.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("?q=BEN@example.org", ["event:2"]),
        ("?q=event:", ["event:2", "event:1"]),
        ("?q=Dear", ["event:1"]),
        ("?status__exact=failed", ["event:2"]),
        ("?kind__exact=news", ["event:1"]),
        ("?template=clubs/welcome", ["event:1"]),
    ],
)
def test_staff_find_a_message(client, auditor, query, keys):
    make.a_message("event:1", to="ana@example.org", subject="Dear Ana", kind="news", template="clubs/welcome")
    a_failed_message(key="event:2", to="ben@example.org")
    client.force_login(auditor)

    assert shown(client.get(LIST + query)) == keys


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_few_questions_however_long(client, auditor, rows, django_assert_num_queries):
    for _ in range(rows):
        make.a_message()
    client.force_login(auditor)
    client.get(LIST)

    with django_assert_num_queries(12):
        client.get(LIST)


def test_the_page_says_why_it_failed(client, auditor):
    message = a_failed_message()
    client.force_login(auditor)

    assert b"550 no such mailbox" in client.get(page(message)).content


def test_staff_see_neither_codes_nor_the_secrets_of_links(client, auditor):
    code = make.a_message(text="QX7K2M\n", urgent=True)
    link = make.a_message(text="See https://portal.example/clubs/activate/kJ8sd7Fq2LmZpX0aTtYw/confirm/\n")
    client.force_login(auditor)

    assert b"QX7K2M" not in client.get(page(code)).content
    text = client.get(page(link)).content
    assert b"kJ8sd7Fq2LmZpX0aTtYw" not in text
    assert b"/clubs/activate/[secret]/confirm/" in text


def test_one_message_is_tried_again(client, mender):
    message = a_failed_message()
    client.force_login(mender)

    assert again(message).encode() in client.get(page(message)).content
    client.post(again(message))

    message.refresh_from_db()
    assert (message.status, message.tries, message.reason) == (Status.WAITING, 0, "")


def test_opening_the_address_of_the_button_changes_nothing(client, mender):
    message = a_failed_message()
    client.force_login(mender)

    assert client.get(again(message)).status_code == 405
    message.refresh_from_db()
    assert message.status == Status.FAILED


def test_an_auditor_sees_no_button_and_has_no_use_of_its_address(client, auditor):
    message = a_failed_message()
    client.force_login(auditor)

    assert again(message).encode() not in client.get(page(message)).content
    assert client.post(again(message)).status_code == 403
    client.post(LIST, {"action": "try_again", "_selected_action": message.pk, "confirmed": "1"})
    message.refresh_from_db()
    assert message.status == Status.FAILED


def test_a_club_officer_does_not_get_in(client, carl):
    message = a_failed_message()
    client.force_login(carl)

    assert client.get(page(message)).status_code == 302
    assert client.post(again(message)).status_code == 302
    message.refresh_from_db()
    assert message.status == Status.FAILED


def test_a_selection_is_tried_again_after_a_page_that_shows_what_happens(client, mender):
    failed, sent, wiped = a_failed_message(), make.a_message(status=Status.SENT), a_failed_message(text="")
    chosen = {"action": "try_again", "_selected_action": [failed.pk, sent.pk, wiped.pk]}
    client.force_login(mender)

    asked = client.post(LIST, chosen)
    assert asked.context["possible"] == 1
    assert Message.objects.filter(status=Status.WAITING).count() == 0

    client.post(LIST, {**chosen, "confirmed": "1"})
    assert list(Message.objects.order_by("pk").values_list("status", flat=True)) == [
        Status.WAITING,
        Status.SENT,
        Status.FAILED,
    ]


@pytest.mark.parametrize("action", ["add", "delete", "change"])
def test_a_message_cannot_be_written_changed_or_deleted(client, mender, action):
    message = make.a_message(subject="As it was")
    client.force_login(mender)
    address = (
        reverse("admin:outbox_message_add")
        if action == "add"
        else f"{page(message).rsplit('/', 2)[0]}/{action}/"
    )

    assert client.post(address, {"subject": "Changed"}).status_code == 403
    message.refresh_from_db()
    assert message.subject == "As it was"


@pytest.mark.parametrize(
    ("status", "says"),
    [("waiting", "It is written when it goes out."), ("skipped", "It was never written.")],
)
def test_unwritten_mail_is_named_by_its_template_and_says_when_it_is_written(client, auditor, status, says):
    message = make.a_message(subject="", text="", html="", template="clubs/reminder", status=status)
    client.force_login(auditor)

    assert says in client.get(page(message)).content.decode()
    assert f'<a href="{page(message)}">clubs/reminder</a>' in client.get(LIST).content.decode()


def test_staff_see_the_calendar_entry_without_the_secrets_of_its_links(client, auditor):
    link = "URL:https://portal.example/clubs/activate/kJ8sd7Fq2L\r\n mZpX0aTtYw/confirm/"
    message = make.a_message(calendar=f"BEGIN:VEVENT\r\n{link}\r\nEND:VEVENT\r\n")
    client.force_login(auditor)

    shown = client.get(page(message)).content.decode()

    assert "/clubs/activate/[secret]/confirm/" in shown
    assert "kJ8sd7Fq2L" not in shown
