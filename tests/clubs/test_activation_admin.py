from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from clubs.models import Activation, ReasonTemplate
from hope_portal.outbox.models import Message
from tests import factories as make

Status = Activation.Status
QUEUE = reverse("admin:clubs_activation_changelist")


@pytest.fixture
def staff(client, nina):
    client.force_login(nina)
    return client


def detail(activation):
    return reverse("admin:clubs_activation_change", args=[activation.pk])


def decide(client, activation, move, **fields):
    """What the reviewer's form sends: the page's own fields with their hidden first values, and the move."""
    club = activation.club_id or ""
    page = {"club": club, "initial-club": club, "assignee": "", "initial-assignee": "", "staff_note": ""}
    return client.post(detail(activation), {**page, "move_note": "", "_move": move, **fields})


def test_the_queue_shows_what_waits_longest_first_and_no_unconfirmed_address(staff, now):
    late = make.an_activation(make.a_club("Late"), status=Status.SUBMITTED, now=now - timedelta(days=20))
    fresh = make.an_activation(make.a_club("Fresh"), status=Status.SUBMITTED, now=now)
    done = make.an_activation(make.a_club("Done"), status=Status.APPROVED)
    hidden = make.an_activation(make.a_club("Hidden"), status=Status.UNCONFIRMED)

    text = staff.get(QUEUE).content.decode()

    assert text.index(late.reference) < text.index(fresh.reference) < text.index(done.reference)
    assert hidden.reference not in text and "days late" in text
    assert staff.get(detail(hidden)).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_takes_the_same_queries_for_1_and_3_rows(staff, rows, django_assert_num_queries):
    for _row in range(rows):
        make.an_activation(make.a_club(district=make.a_district()), status=Status.SUBMITTED)
    staff.get(QUEUE)

    with django_assert_num_queries(13):
        staff.get(QUEUE)


def test_the_page_marks_what_differs_from_the_directory(staff, harbor):
    activation = make.an_activation(harbor, status=Status.SUBMITTED, club_city="Another Harbor")

    text = staff.get(detail(activation)).content.decode()

    assert text.count('class="differs"') == 1
    assert "Another Harbor" in text and "Sample Harbor" in text


def test_the_page_names_possible_duplicates(staff, harbor):
    first = make.an_activation(harbor, status=Status.SUBMITTED)
    second = make.an_activation(
        status=Status.SUBMITTED, club_name="Harbour", club_city=harbor.city, club_number=harbor.ri_number
    )

    text = staff.get(detail(second)).content.decode()

    assert first.reference in text and harbor.full_name in text


def test_a_decline_needs_a_note_or_a_ready_made_reason(staff, harbor):
    activation = make.an_activation(harbor, status=Status.SUBMITTED)
    reason = ReasonTemplate.objects.filter(move="decline").first()

    refused = decide(staff, activation, "decline")
    decide(staff, activation, "decline", reason=reason.pk, move_note="Kind regards.")

    assert refused.status_code == 200 and "Write a note" in refused.content.decode()
    mail = Message.objects.get(template="clubs/activation_declined")
    assert f"{reason.text}\n\nKind regards." in mail.text


def test_a_chosen_club_is_kept_and_approved_in_one_click(staff, harbor):
    activation = make.an_activation(status=Status.SUBMITTED, club_number=harbor.ri_number)

    refused = decide(staff, activation, "approve")
    decide(staff, activation, "approve", club=harbor.pk)

    assert "Choose it under" in refused.content.decode()
    activation.refresh_from_db()
    assert (activation.status, activation.club) == (Status.APPROVED, harbor)


def test_taking_one_is_a_button(staff, harbor, nina):
    activation = make.an_activation(harbor, status=Status.SUBMITTED)

    decide(staff, activation, "", _take="1")

    activation.refresh_from_db()
    assert (activation.assignee, activation.status) == (nina, Status.SUBMITTED)


def several(client, *activations, **fields):
    chosen = [activation.pk for activation in activations]
    return client.post(QUEUE, {"action": "approve_several", "_selected_action": chosen, **fields})


def test_several_are_approved_through_a_page_that_says_what_will_happen(staff, harbor):
    good = make.an_activation(harbor, status=Status.SUBMITTED)
    decided = make.an_activation(make.a_club(), status=Status.DECLINED)
    clash = make.an_activation(status=Status.SUBMITTED, club_number=harbor.ri_number)

    preview = several(staff, good, decided, clash).content.decode()
    untouched = Activation.objects.filter(status=Status.APPROVED).count()
    several(staff, good, decided, clash, confirmed="1")

    assert "1 will be approved and 1 mail goes out." in preview
    assert preview.count("Stays:") == 2
    assert untouched == 0
    assert list(Activation.objects.filter(status=Status.APPROVED)) == [good]
    assert Message.objects.filter(template="clubs/activation_approved").count() == 1


def test_an_auditor_reads_and_decides_nothing(client, harbor):
    auditor = make.a_user(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    client.force_login(auditor)
    activation = make.an_activation(harbor, status=Status.SUBMITTED)

    page = client.get(detail(activation))
    decide(client, activation, "approve")
    several(client, activation, confirmed="1")

    text = page.content.decode()
    assert page.status_code == 200 and 'name="_move"' not in text and activation.token not in text
    activation.refresh_from_db()
    assert activation.status == Status.SUBMITTED


def test_a_scheduler_of_another_trade_sees_no_activation(client, harbor):
    scheduler = make.a_user(is_staff=True)
    scheduler.groups.add(Group.objects.get(name="scheduler"))
    client.force_login(scheduler)

    assert client.get(QUEUE).status_code == 403
