import pytest
from django.urls import reverse

from campaigns.models import Trust
from tests import factories as make

from .reviewing import QUEUE, Status, a_request, an_own_event, decide, now_of, page, said

PAGES = ["schedule", "propose", "hand-over", "merge"]


def test_an_auditor_reads_and_decides_nothing(client, port, now):
    client.force_login(make.a_staff_member("auditor"))
    event = an_own_event(port, now=now)

    read = client.get(page(event))
    decide(client, event, "approve")

    assert read.status_code == 200 and 'name="_move"' not in said(read)
    assert [client.get(page(event, name)).status_code for name in PAGES] == [403] * 4
    assert client.post(page(event, "trust"), {"_give": "1"}).status_code == 403
    assert (now_of(event).status, Trust.objects.count()) == (Status.SUBMITTED, 0)


def test_a_scheduler_sets_dates_and_gives_no_trust(client, port, colleague, now):
    client.force_login(colleague)
    event = an_own_event(port, now=now)

    assert [client.get(page(event, name)).status_code for name in PAGES] == [200] * 4
    assert client.post(page(event, "trust"), {"_give": "1"}).status_code == 403


@pytest.mark.parametrize("role", ["treasurer", "content editor"])
def test_staff_of_another_trade_see_no_request(client, port, now, role):
    client.force_login(make.a_staff_member(role))
    event = a_request(port, now=now)

    assert client.get(QUEUE).status_code == 403
    assert client.get(page(event)).status_code == 403
    assert [client.get(page(event, name)).status_code for name in PAGES] == [403] * 4


def test_a_draft_has_no_pages_for_staff(staff):
    draft = make.an_event(status=Status.DRAFT)

    assert [staff.get(page(draft, name)).status_code for name in PAGES] == [404] * 4


def test_signups_are_read_without_address_and_key(staff, now):
    signup = make.a_signup(make.an_event(), email="kim@example.org")

    listed = said(staff.get(reverse("admin:campaigns_signup_changelist")))
    read = said(staff.get(reverse("admin:campaigns_signup_change", args=[signup.pk])))

    assert signup.legible_code in listed and "kim@example.org" not in listed
    assert signup.token not in listed + read and 'name="_save"' not in read
