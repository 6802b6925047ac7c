import json
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.urls import reverse

from clubs.models import Activation, Invitation, Membership, Person
from hope_portal import privacy
from hope_portal.accounts.models import User
from hope_portal.outbox.models import Message
from hope_portal.outbox.preferences import DECLINABLE, declined, set_declined
from hope_portal.safety import coverage, personal
from hope_portal.workflow.models import StatusChange

from .. import factories as make
from .rows import a_message

DAY = timedelta(days=1)


# --- The check


def test_every_field_that_can_name_somebody_has_a_rule():
    assert privacy.check_every_field_is_covered(None) == []


def test_a_field_without_a_rule_is_named(monkeypatch):
    without_phones = [rule for rule in privacy.rules() if "phone" not in rule.fields]
    monkeypatch.setattr(privacy, "rules", lambda: without_phones)

    found = privacy.check_every_field_is_covered(None)

    assert [error.id for error in found] == ["portal.E001"] * 4
    assert "clubs.Person.phone has no privacy rule." in [error.msg for error in found]


def test_a_rule_for_a_field_that_is_gone_is_named():
    gone = personal.Rule("clubs.Club", "nickname", "", "", "", personal.Action.KEEP)

    assert coverage.stale([gone], {"clubs.Gone": personal.ALL}) == ["clubs.Club.nickname", "clubs.Gone"]


def test_a_model_cannot_be_declared_impersonal_where_it_leads_to_a_person():
    rules = [rule for rule in privacy.rules() if rule.model != "clubs.MembershipEvent"]
    impersonal = {**privacy.impersonal(), "clubs.MembershipEvent": personal.ALL}

    assert coverage.uncovered(rules, impersonal) == ["clubs.MembershipEvent.person"]


def test_no_link_to_an_account_stands_in_the_way_of_erasing_it():
    ours = [config.label for config in apps.get_app_configs() if "django" not in config.name]
    blocking = [
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in User._meta.related_objects
        if relation.related_model._meta.app_label in ours and relation.on_delete is models.PROTECT
    ]

    assert blocking == []


def test_what_a_rule_wipes_may_be_empty():
    blank = personal.Action.BLANK

    for rule in privacy.rules():
        if rule.erasing != blank and not (rule.kept.over and rule.kept.then == blank):
            continue
        columns = [rule.table._meta.get_field(name) for name in rule.names]
        assert [c.name for c in columns if c.is_relation and not c.null] == []


# --- One person


@pytest.fixture
def planted(ana, ben, harbor, now):
    """Everything the portal can hold on ana, and the same on ben."""
    for user, ip in ((ana, "203.0.113.7"), (ben, "203.0.113.8")):
        Person.objects.filter(user=user).update(phone=f"555-{user.pk:04}", ri_member_id=f"ri-{user.pk}")
        a_message(user.email, at=now)
        a_message(user.email, at=now + DAY, status=Message.Status.WAITING)
        UserSession.objects.create(user=user, ip=ip, session_key=f"key-{user.pk}", user_agent="Firefox")
        Session.objects.create(session_key=f"key-{user.pk}", session_data="x", expire_date=now + DAY)
        Authenticator.objects.create(user=user, type="totp", data={"secret": f"hidden-{user.pk}"})
        Invitation.objects.create(
            club=harbor, email=user.email, starts_on=date(2026, 7, 1), sent_at=now, expires_at=now + DAY
        )
        StatusChange.objects.create(
            subject_type_id=1,
            subject_id=1,
            move="approve",
            was="a",
            became="b",
            by=user,
            note=f"{user.name} says so.",
            at=now,
        )
        make.an_activation(
            make.a_club(f"Request {ip}"),
            status=Activation.Status.SUBMITTED,
            contact_email=user.email,
            contact_name=user.name,
            note=f"{user.name} plans much.",
        )
    set_declined(ana.email, DECLINABLE)
    return ana


def test_the_export_holds_everything_and_nothing_of_another(planted, ben):
    text = json.dumps(privacy.export_person(planted))

    for held in (
        "Ana Sample",
        "ana@example.org",
        f"555-{planted.pk:04}",
        "Dear ana@example.org",
        "203.0.113.7",
        "Firefox",
        "TOTP",
        "Secretary",
        "Ana Sample plans much.",
        "Rotary Club of Harbor",
    ):
        assert held in text
    for other in ("ben@example.org", "Ben Example", f"555-{ben.pk:04}", "203.0.113.8"):
        assert other not in text


def test_the_export_gives_no_secrets_away(planted):
    text = json.dumps(privacy.export_person(planted))

    for hidden in (f"hidden-{planted.pk}", f"key-{planted.pk}", f"ri-{planted.pk}", planted.password):
        assert hidden not in text


def test_an_address_that_is_not_proven_opens_nothing(planted):
    thief = make.a_user("thief@example.org")
    EmailAddress.objects.create(user=thief, email="ANA@example.org", verified=False)

    assert "ana@example.org" not in json.dumps(
        {what: rows for what, rows in privacy.export_person(thief).items() if "addresses of" not in what}
    )


def test_erasing_leaves_counts_and_no_trace(planted, now):
    counted = (Membership, Activation, Message, StatusChange, Person)
    before = [model.objects.count() for model in counted]

    privacy.erase_person(planted, now=now)

    after = [model.objects.count() for model in counted]
    assert after == [
        before[0],
        before[1],
        before[2] + 1,
        before[3] + 1,
        before[4],
    ]  # the request is withdrawn
    assert _traces("ana@example.org", "Ana Sample", f"555-{planted.pk:04}", f"key-{planted.pk}") == []


def test_erasing_leaves_everybody_else_alone(planted, ben, now):
    theirs = privacy.export_person(ben)

    privacy.erase_person(planted, now=now)

    assert privacy.export_person(ben) == theirs


def test_erasing_ends_what_runs(planted, harbor, now):
    privacy.erase_person(planted, now=now)

    membership = Membership.objects.get(club=harbor, role=Membership.Role.SECRETARY)
    activation = Activation.objects.get(club__name="Request 203.0.113.7")
    waiting = Message.objects.filter(status=Message.Status.WAITING).exclude(to="ben@example.org")
    assert membership.ends_on == harbor.today(now)
    assert activation.status == Activation.Status.WITHDRAWN
    assert list(waiting.filter(to="")) == []


def test_erasing_forgets_drafts_and_keeps_that_mail_was_declined(planted, now):
    draft = make.an_activation(contact_email=planted.email)

    privacy.erase_person(planted, now=now)

    assert not Activation.objects.filter(pk=draft.pk).exists()
    assert declined("ana@example.org") == DECLINABLE


def test_staff_are_not_erased_while_they_are_staff(nina, now):
    with pytest.raises(privacy.ErasureRefused):
        privacy.erase_person(nina, now=now)

    assert User.objects.filter(pk=nina.pk).exists()


def _traces(*texts):
    """Columns of the whole database that hold any of the texts."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        for row in model._base_manager.values():
            found += [
                f"{model._meta.label}.{name}"
                for name, value in row.items()
                if any(text in str(value) for text in texts)
            ]
    return found


# --- The page


def test_the_policy_shows_every_rule_in_words(client, db):
    response = client.get(reverse("privacy"))

    page = response.content.decode()
    assert response.status_code == 200
    for rule in privacy.rules():
        assert str(rule.what).replace("'", "&#x27;") in page
        assert "%(" not in str(rule.kept)


def test_a_stranger_reads_the_policy_without_a_query(client, django_assert_num_queries, db):
    client.get(reverse("privacy"))

    with django_assert_num_queries(0):
        client.get(reverse("privacy"))
