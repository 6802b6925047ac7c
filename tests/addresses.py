"""Every address of the portal, filled in with rows that exist and could leak."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from campaigns.models.feedback import token_for
from clubs.models import Activation, ImportRun
from hope_portal.accounts.roles import ROLES

from . import factories as make

EVENT_PAGES = {"event", "event-flyer", "event-ics", "event-qr", "event-signup"}
"""Their slug is that of an event, not of a club."""


@pytest.fixture
def people(harbor, ben, carl, ana):
    staff = {role: make.a_user(f"{role.replace(' ', '')}@example.org", is_staff=True) for role in ROLES}
    for role, user in staff.items():
        user.groups.add(Group.objects.get(name=role))
    return {"stranger": None, "member": ben, "other": carl, **staff, "officer": ana}


@pytest.fixture
def arguments(harbor, ana):
    """For each name of an argument, what exists and could leak."""
    activation = make.an_activation(harbor, status=Activation.Status.UNCONFIRMED)
    invited = harbor.invite(
        "pat@example.org", role="member", starts_on=date(2026, 7, 1), by=ana, now=timezone.now()
    )
    asking = make.a_membership(of=harbor, confirmed_at=None)
    secretary = harbor.memberships.get(role="secretary")
    run = ImportRun.objects.create(
        kind="members",
        club=harbor,
        by=ana,
        file_name="members.csv",
        status=ImportRun.Status.PLANNED,
        created_at=timezone.now(),
    )
    event = make.an_event(harbor)
    signup = make.a_signup(event)
    order = make.a_material_order(event, make.a_material(stock=10))
    over = make.an_event(harbor, title="An evening that is over")
    make.take_place(over, timezone.now() - timedelta(days=3))
    return {
        "event": event.slug,
        "signup": make.a_signup(event).token,
        "section": "events",
        "reference": event.reference,
        "step": "what",
        "proposal": make.a_proposal(harbor).token,
        "feedback": token_for(over),
        "slug": harbor.slug,
        "activation": activation.token,
        "key": activation.confirmation_key(),
        "invitation": invited.token,
        "invitation-resend": invited.pk,
        "invitation-revoke": invited.pk,
        "event-people-cancel": signup.pk,
        "member-admit": asking.pk,
        "member-decline": asking.pk,
        "role-end": secretary.pk,
        "member": secretary.person_id,
        "member-remove": secretary.person_id,
        "role-add": secretary.person_id,
        "import": run.pk,
        "code": "kidsmartz-k2",
        "material-order-cancel": order.pk,
        "material-order-received": order.pk,
        "name": "you",
    }


def addresses(patterns=None, namespace="", outer=()):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        converters = [*outer, *pattern.pattern.converters]
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", converters
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern.url_patterns, inner, converters)


def address(name, converters, arguments):
    short = name.split(":")[-1]

    def value(converter):
        if converter == "slug" and short in EVENT_PAGES:
            return arguments["event"]
        if converter == "token" and short.startswith(("feedback", "proposal", "signup")):
            return arguments[short.partition("-")[0]]
        if converter == "token":
            kind = "activation" if short.startswith("activation") else "invitation"
            return arguments[kind] if kind in short else "unknown-token"
        if converter == "pk":
            return arguments["import"] if short.startswith("import-") else arguments.get(short, 1)
        return arguments.get(converter, "unknown")

    return reverse(name, kwargs={converter: value(converter) for converter in converters})


def changelist(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def admin_pages(model):
    base, row = changelist(model), model._base_manager.first()
    of_row = [f"{base}{row.pk}/change/", f"{base}{row.pk}/history/"] if row else []
    return [base, f"{base}?q=x", f"{base}add/", *of_row]
