import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clubs.models import Activation
from hope_portal.outbox.models import Message
from tests import factories as make

Status = Activation.Status
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.workflow.urls")]


@pytest.fixture
def activation(harbor):
    return make.an_activation(harbor, status=Status.SUBMITTED, staff_note="as it was")


@pytest.fixture
def reviewer(client, nina):
    client.force_login(nina)
    return nina


def page(activation):
    return f"/trial/clubs/activation/{activation.pk}/change/"


def typed(activation, **changes):
    """What a browser sends: the fields, and beside each what it was when the page was drawn."""
    fields = {"staff_note": activation.staff_note, "club_name": activation.club_name}
    return {
        **fields,
        **{f"initial-{name}": value for name, value in fields.items()},
        "move_note": "",
        **changes,
    }


def now_in_database(activation):
    return Activation.objects.get(pk=activation.pk)


def moves_on(client, activation):
    return [move["name"] for move in client.get(page(activation)).context["moves"]]


def test_a_button_makes_the_move_with_its_note(client, reviewer, activation):
    response = client.post(page(activation), typed(activation, _move="decline", move_note="Ask first."))

    change = activation.history().first()
    assert response.status_code == 302
    assert now_in_database(activation).status == Status.DECLINED
    assert (change.by, change.note) == (reviewer, "Ask first.")


def test_the_page_draws_a_button_for_each_open_move_of_staff(client, reviewer, activation):
    assert moves_on(client, activation) == ["approve", "ask_for_changes", "decline"]

    activation.withdraw(now=timezone.now())
    assert moves_on(client, activation) == []


def test_what_was_typed_beside_the_button_is_saved_with_the_move(client, reviewer, activation):
    client.post(page(activation), typed(activation, staff_note="Called them.", _move="approve"))

    saved = now_in_database(activation)
    assert (saved.status, saved.staff_note) == (Status.APPROVED, "Called them.")


def test_a_move_that_needs_a_note_says_so_and_loses_nothing(client, reviewer, activation):
    response = client.post(page(activation), typed(activation, staff_note="Called them.", _move="decline"))

    text = response.content.decode()
    assert response.status_code == 200
    assert "Write a note: what would the club need to know or do?" in text
    assert "Called them." in text
    saved = now_in_database(activation)
    assert (saved.status, saved.staff_note) == (Status.SUBMITTED, "as it was")


def test_a_note_of_blanks_is_no_note(client, reviewer, activation):
    client.post(page(activation), typed(activation, _move="decline", move_note="  \n "))

    assert now_in_database(activation).status == Status.SUBMITTED


def test_a_refusal_of_the_model_brings_the_page_back_with_the_sentence(client, reviewer, activation):
    response = client.post(
        page(activation), typed(activation, club_name="Refused", _move="approve", move_note="Welcome.")
    )

    text = response.content.decode()
    assert "Not with this name." in text and "Welcome." in text
    assert now_in_database(activation).status == Status.SUBMITTED


def test_the_second_of_two_reviewers_is_told_and_keeps_the_note(client, reviewer, activation):
    activation.decline(by=None, note="No.", now=timezone.now())

    response = client.post(page(activation), typed(activation, _move="approve", move_note="Welcome."))

    text = response.content.decode()
    assert "This was decided by someone else in the meantime." in text and "Welcome." in text
    assert now_in_database(activation).status == Status.DECLINED


def test_two_reviewers_at_the_same_moment_are_told_too(client, reviewer, activation, monkeypatch):
    """The other one decides after this page was checked."""
    verb = Activation.approve

    def slower(self, **words):
        Activation.objects.get(pk=self.pk).decline(by=None, note="No.", now=words["now"])
        verb(self, **words)

    monkeypatch.setattr(Activation, "approve", slower)
    data = typed(activation, staff_note="Called.", _move="approve", move_note="Hello.")
    response = client.post(page(activation), data, follow=True)

    said = [str(message) for message in response.context["messages"]]
    assert said == ["This was decided by someone else in the meantime. Please look again. Hello."]
    assert now_in_database(activation).staff_note == "Called."


def test_saving_a_stale_page_does_not_undo_a_decision(client, reviewer, activation):
    stale = now_in_database(activation)
    activation.decline(by=None, note="No.", now=timezone.now())

    client.post(page(activation), typed(stale, staff_note="Mine."))

    saved = now_in_database(activation)
    assert (saved.status, saved.staff_note) == (Status.DECLINED, "Mine.")


def test_saving_writes_the_changed_fields_only(client, reviewer, activation):
    with CaptureQueriesContext(connection) as asked:
        client.post(page(activation), typed(activation, staff_note="Mine."))

    written = [one["sql"] for one in asked if 'UPDATE "clubs_activation" SET' in one["sql"]]
    assert len(written) == 1
    assert """SET "staff_note" = 'Mine.' WHERE""" in written[0]


def test_a_stale_page_leaves_what_others_wrote_in_fields_it_did_not_touch(client, reviewer, activation):
    stale = now_in_database(activation)
    Activation.objects.update(staff_note="Written since.")

    client.post(page(activation), typed(stale, club_name="Renamed"))

    saved = now_in_database(activation)
    assert (saved.staff_note, saved.club_name) == ("Written since.", "Renamed")


@pytest.mark.parametrize("name", ["withdraw", "confirm", "delete", "save", "__class__"])
def test_a_move_that_has_no_button_is_refused(client, reviewer, activation, name):
    client.post(page(activation), typed(activation, _move=name, move_note="x"))

    assert now_in_database(activation).status == Status.SUBMITTED


def test_a_page_opened_with_a_move_in_its_address_moves_nothing(client, reviewer, activation):
    client.get(page(activation) + "?_move=approve")

    assert now_in_database(activation).status == Status.SUBMITTED


def test_an_auditor_reads_the_history_and_has_no_buttons(client, activation):
    auditor = make.a_user(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    client.force_login(auditor)

    response = client.get(page(activation))

    assert response.context["moves"] == []
    assert "History" in response.content.decode()
    assert client.post(page(activation), typed(activation, _move="approve")).status_code == 403
    assert now_in_database(activation).status == Status.SUBMITTED


def test_an_officer_of_another_club_does_not_get_in(client, carl, activation):
    client.force_login(carl)

    assert client.post(page(activation), typed(activation, _move="approve")).status_code == 302
    assert now_in_database(activation).status == Status.SUBMITTED


def test_nothing_is_deleted_here_and_nothing_is_done_in_bulk(client, reviewer, activation):
    assert client.post(f"/trial/clubs/activation/{activation.pk}/delete/").status_code == 403
    client.post("/trial/clubs/activation/", {"action": "delete_selected", "_selected_action": activation.pk})
    assert Activation.objects.count() == 1


def test_the_history_tells_moves_and_mail_newest_first(client, reviewer, activation):
    activation.decline(by=reviewer, note="Ask <first>.", now=timezone.now())
    failed = Message.objects.latest("pk")
    failed.give_up("550 no such mailbox")

    response = client.get(page(activation))

    text = response.content.decode()
    told = [entry.move or f"mail: {entry.mail.template}" for entry in response.context["story"]]
    assert told[:2] == ["mail: clubs/activation_declined", "Decline"]
    assert sorted(told[2:]) == [
        "Confirm",
        "Send",
        "mail: clubs/activation_confirm_address",
        "mail: clubs/activation_received",
    ]
    assert "550 no such mailbox" in text and "Ask &lt;first&gt;." in text and "Nina Reviewer" in text
    assert f"/outbox/message/{failed.pk}/change/" in text
