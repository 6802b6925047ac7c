"""Staff powers: who reaches the admin, and what each role may do there."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from hope_portal.accounts.models import User
from hope_portal.accounts.roles import EVERYTHING, ROLES, apply_roles
from tests import factories as make

from .helpers import a_totp, sign_in_by_code, signed_in, totp_code

INDEX = "/admin/"


@pytest.fixture
def auditor(db):
    user = make.a_user("olga@example.org", name="Olga Auditor", is_staff=True)
    user.groups.add(Group.objects.get(name="auditor"))
    return user


@pytest.fixture
def superuser(db):
    return make.a_user("sam@example.org", name="Sam", is_staff=True, is_superuser=True)


def labels(group):
    permissions = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in permissions}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "auditor"])
def test_a_role_holds_exactly_what_the_table_says(role, db):
    wanted = {
        f"{app}.{action}_{model}"
        for app, actions in ROLES[role].items()
        for action, models in actions.items()
        for model in models
    }

    assert labels(Group.objects.get(name=role)) == wanted


def test_the_auditor_may_view_everything_and_do_nothing(db):
    everything = set(Permission.objects.filter(codename__startswith="view_"))

    assert ROLES["auditor"] == {EVERYTHING: {"view": EVERYTHING}}
    assert set(Group.objects.get(name="auditor").permissions.all()) == everything


def test_what_was_granted_by_hand_goes_with_the_next_migrate(db):
    group = Group.objects.get(name="scheduler")
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    Group.objects.get(name="warehouse").delete()

    call_command("migrate", verbosity=0)

    assert "accounts.delete_user" not in labels(group)
    assert "clubs.view_club" in labels(Group.objects.get(name="warehouse"))


def test_applying_the_roles_twice_changes_nothing(db):
    before = {group.name: labels(group) for group in Group.objects.all()}

    apply_roles()

    assert {group.name: labels(group) for group in Group.objects.all()} == before


def test_strangers_are_sent_to_the_sign_in_of_everyone(client, db):
    response = client.get(INDEX, follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_who_is_not_staff_does_not_see_the_admin(client, ana):
    client.force_login(ana)

    assert client.get(INDEX, follow=True).status_code == 403


def test_staff_without_a_second_factor_are_led_to_set_one_up(client, nina, production):
    sign_in_by_code(client, nina.email)

    assert client.get(INDEX).url == reverse("mfa_index")
    assert client.get(reverse("admin:accounts_user_changelist")).url == reverse("mfa_index")


def test_staff_who_passed_the_second_factor_see_the_admin(client, nina, production):
    secret = a_totp(nina)
    sign_in_by_code(client, nina.email)
    client.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})

    assert client.get(INDEX).status_code == 200


def test_a_session_that_did_not_pass_the_second_factor_is_asked_for_it(client, nina, production):
    sign_in_by_code(client, nina.email)
    secret = a_totp(nina)
    asked = client.get(INDEX)
    assert asked.url == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2F"

    client.post(asked.url, {"code": totp_code(secret), "next": INDEX})

    assert client.get(INDEX).status_code == 200


def test_the_demo_lets_staff_in_without(client, nina, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    sign_in_by_code(client, nina.email)

    assert client.get(INDEX).status_code == 200


def test_who_is_not_staff_needs_no_second_factor(client, ana, production):
    client.force_login(ana)

    assert client.get(reverse("accounts:account")).status_code == 200


def test_the_auditor_reads_every_list_and_changes_nothing(client, auditor, harbor, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(auditor)
    for model in admin.site._registry:
        opts, row = model._meta, model._default_manager.first()
        url = f"admin:{opts.app_label}_{opts.model_name}"
        changelist = client.get(reverse(f"{url}_changelist"))
        assert (changelist.status_code, changelist.context["action_form"]) == (200, None), opts.label
        pages = [(f"{url}_add", [])] + [(f"{url}_{page}", [row.pk]) for page in ("change", "delete") if row]
        for name, args in pages:
            try:
                path = reverse(name, args=args)
            except NoReverseMatch:
                continue
            assert client.post(path, {"post": "yes"}).status_code in (403, 405), (name, args)


def test_nobody_signs_in_with_a_password_that_staff_chose(client, superuser, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(superuser)
    form = client.get(reverse("admin:accounts_user_add")).context["adminform"].form

    assert "password" not in form.fields
    client.post(
        reverse("admin:accounts_user_add"), {"email": "New@Example.org", "name": "New", "is_active": "on"}
    )
    added = User.objects.get(email="new@example.org")
    assert not added.has_usable_password()
    newcomer = Client()
    sign_in_by_code(newcomer, added.email)
    assert signed_in(newcomer)


def test_only_a_superuser_makes_a_superuser(client, nina, ben, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    nina.user_permissions.add(Permission.objects.get(codename="change_user"))
    client.force_login(nina)
    page = reverse("admin:accounts_user_change", args=[ben.pk])
    fields = {
        "name": "Ben",
        "language": "",
        "zone": "",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
    }
    forms = {
        f"{prefix}-{name}": 0
        for prefix in ("emailaddress_set", "authenticator_set")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    assert client.post(page, fields | forms).status_code == 302

    ben.refresh_from_db()
    assert (ben.name, ben.is_staff, ben.is_superuser) == ("Ben", False, False)


def test_staff_do_not_change_a_superuser(client, nina, superuser, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    nina.user_permissions.add(*Permission.objects.filter(codename__in=["change_user", "view_user"]))
    client.force_login(nina)

    assert (
        client.post(reverse("admin:accounts_user_change", args=[superuser.pk]), {"name": "X"}).status_code
        == 403
    )


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_of_users_takes_the_same_queries_for_one_and_for_many(
    client, db, settings, more, django_assert_num_queries
):
    settings.STAFF_NEED_SECOND_FACTOR = False
    clerk = make.a_user(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_user"))
    for _ in range(more):
        make.a_user(is_staff=True).groups.add(*Group.objects.all())
    client.force_login(clerk)

    with django_assert_num_queries(9):
        client.get(reverse("admin:accounts_user_changelist"))
