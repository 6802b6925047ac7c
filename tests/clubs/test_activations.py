from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from clubs.models import Activation, Club, Membership
from clubs.models.activation import ActivationRefused
from hope_portal.outbox.models import Message
from hope_portal.workflow.models import IllegalMove
from tests import factories as make

Status = Activation.Status
MONDAY = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def mails_about(activation):
    return list(Message.objects.filter(about_id=activation.pk).order_by("pk").values_list("template", "to"))


def test_a_draft_is_filled_in_from_the_directory(harbor, now):
    activation = Activation.begin(harbor, now=now)

    assert (activation.club_name, activation.club_number, activation.club_city) == (
        "Harbor",
        "10001",
        "Sample Harbor",
    )
    assert activation.missing() == "you"


def test_reference_numbers_name_the_rotary_year_and_differ(harbor):
    first = Activation.begin(harbor, now=datetime(2026, 6, 30, 12, tzinfo=UTC))
    second = Activation.begin(harbor, now=datetime(2026, 7, 2, 12, tzinfo=UTC))

    assert first.reference.startswith("R4H-2025-") and second.reference.startswith("R4H-2026-")
    assert first.reference != second.reference


def test_the_rotary_year_turns_at_local_midnight(db):
    auckland = make.a_club(zone="Pacific/Auckland")
    honolulu = make.a_club(zone="Pacific/Honolulu")
    now = datetime(2026, 6, 30, 13, 0, tzinfo=UTC)

    assert Activation.begin(auckland, now=now).rotary_year == 2026
    assert Activation.begin(honolulu, now=now).rotary_year == 2025


def test_an_unfinished_draft_cannot_be_sent(harbor, now):
    activation = Activation.begin(harbor, now=now)

    with pytest.raises(ActivationRefused):
        activation.send(now=now)

    assert Activation.objects.get().status == Status.DRAFT


def test_sending_asks_to_confirm_the_address_and_staff_see_nothing(harbor):
    activation = make.an_activation(harbor, status=Status.UNCONFIRMED)

    assert mails_about(activation) == [("clubs/activation_confirm_address", activation.contact_email)]
    assert activation.answer_by is None


def test_a_confirmed_address_brings_it_to_staff_with_a_promised_day(harbor):
    activation = make.an_activation(harbor, status=Status.SUBMITTED, now=MONDAY)

    assert activation.answer_by == date(2026, 11, 30)
    assert mails_about(activation)[-1] == ("clubs/activation_received", activation.contact_email)


def test_a_signed_in_sender_with_a_confirmed_address_skips_the_mail(harbor, ana, now):
    activation = make.an_activation(harbor, contact_email=ana.email)

    activation.send(now=now, by=ana, address_confirmed=True)

    assert activation.status == Status.SUBMITTED
    assert [template for template, _to in mails_about(activation)] == ["clubs/activation_received"]


def test_a_second_activation_of_the_club_is_refused_when_its_address_is_confirmed(harbor, now):
    first = make.an_activation(harbor, status=Status.UNCONFIRMED)
    second = make.an_activation(harbor, status=Status.UNCONFIRMED)
    first.confirm(now=now)

    with pytest.raises(ActivationRefused):
        second.confirm(now=now)

    assert Activation.objects.get(pk=second.pk).status == Status.UNCONFIRMED
    assert Activation.objects.get(pk=first.pk).status == Status.SUBMITTED


def test_an_unconfirmed_activation_keeps_nobody_out(harbor):
    make.an_activation(harbor, status=Status.UNCONFIRMED)

    assert make.an_activation(harbor, status=Status.SUBMITTED).status == Status.SUBMITTED


def test_the_database_holds_one_standing_activation_a_year(harbor):
    make.an_activation(harbor, status=Status.APPROVED)
    other = make.an_activation(harbor)

    with pytest.raises(IntegrityError), transaction.atomic():
        Activation.objects.filter(pk=other.pk).update(status=Status.SUBMITTED)


def test_a_declined_club_may_activate_again(harbor):
    make.an_activation(harbor, status=Status.DECLINED)

    assert make.an_activation(harbor, status=Status.SUBMITTED).status == Status.SUBMITTED


def test_approval_confirms_the_office_and_welcomes_with_three_steps(harbor, nina, now):
    activation = make.an_activation(harbor, status=Status.SUBMITTED, now=now)

    activation.approve(by=nina, now=now)

    membership = Membership.objects.get(club=harbor, role=Membership.Role.SECRETARY)
    assert membership.person.email == activation.contact_email
    assert membership.confirmed_at == now
    assert membership.ends_on == date(activation.rotary_year + 1, 6, 30)
    welcome = Message.objects.get(template="clubs/activation_approved")
    assert [f"{n}. " in welcome.text for n in (1, 2, 3, 4)] == [True, True, True, False]
    assert activation.history()[0].by == nina


def test_approval_of_an_officer_who_is_listed_already_adds_no_second_office(harbor, ana, nina, now):
    activation = make.an_activation(harbor, status=Status.SUBMITTED, contact_email=ana.email)

    activation.approve(by=nina, now=now)

    assert Membership.objects.filter(club=harbor, role=Membership.Role.SECRETARY).count() == 1


def test_approval_enters_a_club_that_was_not_listed(db, nina, now):
    activation = make.an_activation(status=Status.SUBMITTED, club_number="88001", club_district="9990")

    activation.approve(by=nina, now=now)

    club = Club.objects.get(ri_number="88001")
    assert (club.name, str(club.district), activation.club) == ("Port Sample", "9990", club)


def test_approval_is_refused_when_the_number_belongs_to_a_listed_club(harbor, nina, now):
    activation = make.an_activation(status=Status.SUBMITTED, club_number=harbor.ri_number)

    with pytest.raises(ActivationRefused):
        activation.approve(by=nina, now=now)

    assert Activation.objects.get(pk=activation.pk).status == Status.SUBMITTED
    assert Club.objects.count() == 1


def test_a_question_goes_out_with_the_note_and_the_answer_comes_back(harbor, nina):
    activation = make.an_activation(harbor, status=Status.SUBMITTED, now=MONDAY)

    activation.ask_for_changes(by=nina, now=MONDAY, note="Which office do you hold?")
    activation.resubmit(now=MONDAY + timedelta(days=2))

    question = Message.objects.get(template="clubs/activation_needs_changes")
    assert "Which office do you hold?" in question.text and "Which office do you hold?" in question.html
    assert activation.status == Status.SUBMITTED
    assert activation.answer_by == date(2026, 12, 2)


def test_a_decision_can_be_made_once(harbor, nina, now):
    activation = make.an_activation(harbor, status=Status.SUBMITTED)
    stale = Activation.objects.get(pk=activation.pk)
    activation.decline(by=nina, now=now, note="No.")

    with pytest.raises(IllegalMove):
        stale.approve(by=nina, now=now)

    assert not Membership.objects.exists()
    assert not Message.objects.filter(template="clubs/activation_approved").exists()


def test_a_late_activation_reminds_its_reviewer_once_then_all(harbor, nina):
    olga = make.a_user("olga@example.org", is_staff=True)
    olga.groups.set(nina.groups.all())
    activation = make.an_activation(harbor, status=Status.SUBMITTED, now=MONDAY)
    Activation.objects.update(assignee=nina)
    activation.refresh_from_db()
    on_time, late, very_late = (MONDAY + timedelta(days=d) for d in (7, 8, 9))

    assert list(Activation.objects.late(on_time)) == []
    for moment in (late, late, very_late, very_late):
        for row in Activation.objects.late(moment):
            row.chase(now=moment)

    told = Message.objects.filter(kind="service").values_list("template", "to").order_by("template", "to")
    assert list(told) == [
        ("clubs/activation_escalated", "nina@example.org"),
        ("clubs/activation_escalated", "olga@example.org"),
        ("clubs/activation_late", "nina@example.org"),
    ]


def test_a_reminder_is_not_sent_once_it_is_decided(harbor, nina, now):
    activation = make.an_activation(harbor, status=Status.SUBMITTED, now=MONDAY)
    activation.chase(now=MONDAY + timedelta(days=8))
    reminder = Message.objects.get(template="clubs/activation_late")

    assert activation.message_refusal(reminder) is None
    activation.approve(by=nina, now=now)
    assert activation.message_refusal(reminder)


def test_a_confirmation_key_fits_only_its_own_address(harbor):
    activation = make.an_activation(harbor, status=Status.UNCONFIRMED)
    key = activation.confirmation_key()

    assert activation.key_fits(key)
    assert not activation.key_fits(key[:-1] + ("a" if key[-1] != "a" else "b"))
    activation.contact_email = "other@example.org"
    assert not activation.key_fits(key)


def test_a_second_tab_cannot_take_back_what_the_first_one_sent(harbor, now):
    activation = make.an_activation(harbor)
    other_tab = Activation.objects.get(pk=activation.pk)
    activation.send(now=now)

    with pytest.raises(IllegalMove):
        other_tab.amend(contact_name="Somebody Else", contact_email="else@example.org")

    after = Activation.objects.get(pk=activation.pk)
    assert (after.status, after.contact_name) == (Status.UNCONFIRMED, "Avery Sampleton")


def test_saving_a_step_writes_no_other_column(harbor, nina):
    activation = make.an_activation(harbor)
    stale = Activation.objects.get(pk=activation.pk)
    Activation.objects.filter(pk=activation.pk).update(note="From the other tab.")

    stale.amend(contact_name="Robin Example")

    after = Activation.objects.get(pk=activation.pk)
    assert (after.contact_name, after.note) == ("Robin Example", "From the other tab.")


def test_the_address_stays_once_it_is_confirmed(harbor, now):
    activation = make.an_activation(harbor, status=Status.UNCONFIRMED)
    other_tab = Activation.objects.get(pk=activation.pk)
    activation.confirm(now=now)

    with pytest.raises(IllegalMove):
        other_tab.confirm_at("else@example.org", now=now)

    assert Activation.objects.get(pk=activation.pk).contact_email == activation.contact_email
