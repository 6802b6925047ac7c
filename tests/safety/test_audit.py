from datetime import date

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone

from clubs.models import Activation, Club, District, Membership
from hope_portal.safety.models import HelpContact

from .. import factories as make

pytestmark = pytest.mark.django_db


def trail(event, **of):
    return list(
        apps.get_model(event).objects.filter(**of).order_by("pgh_id").values_list("pgh_label", flat=True)
    )


def test_what_an_import_adds_is_not_a_change():
    Club.objects.bulk_create(Club(name=f"Sample {n}", slug=f"sample-{n}") for n in range(3))

    assert trail("clubs.ClubEvent") == []


def test_a_change_past_the_model_leaves_a_trail(harbor):
    Club.objects.filter(pk=harbor.pk).update(city="Elsewhere")

    event = apps.get_model("clubs.ClubEvent").objects.get()
    assert (event.pgh_label, event.pgh_obj_id, event.city) == ("update", harbor.pk, "Elsewhere")


def test_saving_what_is_the_same_is_not_a_change(harbor):
    harbor.save()

    assert trail("clubs.ClubEvent") == []


def test_what_is_gone_has_left_a_trail(harbor):
    membership = make.a_membership(of=harbor)
    pk = membership.pk
    Membership.objects.filter(pk=pk).update(ends_on=date(2026, 6, 30))

    membership.delete()

    assert trail("clubs.MembershipEvent", pgh_obj_id=pk) == ["update", "delete"]


@pytest.mark.parametrize(
    ("model", "hidden"),
    [
        (Activation, {"token", "contact_name", "contact_email", "note", "staff_note"}),
        (Membership, {"title"}),
        (Club, {"search", "join_token"}),
        (District, set()),
    ],
)
def test_the_trail_leaves_out_what_is_personal_or_secret(model, hidden):
    event = apps.get_model(f"clubs.{model.__name__}Event")

    kept = {field.name for field in event._meta.fields if not field.name.startswith("pgh_")}

    assert {field.name for field in model._meta.fields} - kept == hidden


def test_a_new_role_of_staff_and_its_end_leave_a_trail(ana):
    reviewer = Group.objects.get(name="reviewer")

    ana.is_staff = True
    ana.save()
    ana.groups.add(reviewer)
    ana.groups.remove(reviewer)

    assert trail("accounts.UserEvent", pgh_obj_id=ana.pk) == ["update"]
    assert trail("accounts.StaffRoleEvent", user=ana) == ["insert", "delete"]


def test_signing_in_is_not_a_change_of_the_account(ana, client):
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert trail("accounts.UserEvent") == []


def test_the_trail_names_who_did_it_by_number(ana, harbor):
    with pghistory.context(user=ana.pk):
        Club.objects.filter(pk=harbor.pk).update(
            city="Elsewhere", website=f"https://{timezone.now().year}.example"
        )

    assert apps.get_model("clubs.ClubEvent").objects.get().pgh_context.metadata == {"user": ana.pk}


def test_a_page_that_changes_something_notes_the_account_and_not_the_path(nina, harbor, client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    nina.is_superuser = True
    nina.save()
    client.force_login(nina, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = f"/admin/safety/helpcontact/{HelpContact.objects.first().pk}/change/"
    fields = client.get(page).context["adminform"].form.initial

    client.post(page, {**fields, "display": "Changed"})

    event = apps.get_model("safety.HelpContactEvent").objects.latest("pgh_id")
    assert (event.display, event.pgh_context.metadata) == ("Changed", {"user": nina.pk})
