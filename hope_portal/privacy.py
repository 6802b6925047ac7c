"""Every personal field: what for, how long, and what erasing somebody does to it.

The rules are the policy: the page /privacy/ is made from them, the nightly purge and "my data" walk them, and
a system check fails on a field that is in none. Each app has its own in its `privacy.py`. Name a new field

- in a rule of its model (`safety/personal.py` says what a rule is),
- or in IMPERSONAL, if it can never say anything about anybody.

An app may also define `part_with(who, *, now)`: what to end before somebody is erased.
"""

from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core import checks
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from hope_portal.safety import coverage, personal
from hope_portal.safety.personal import Who

EFFECTIVE_ON = date(2026, 11, 23)
ACCOUNTS_LAST = "hope_portal.accounts.privacy"
"""Rows of others are found through the account. Upper apps come first: what they end may owe mail."""


@cache
def _modules():
    names = [f"{config.name}.privacy" for config in apps.get_app_configs()]
    ours = [import_module(name) for name in names if find_spec(name)]
    return sorted(reversed(ours), key=lambda module: module.__name__ == ACCOUNTS_LAST)


def rules():
    return [rule for module in _modules() for rule in module.RULES]


def impersonal():
    return {model: names for module in _modules() for model, names in module.IMPERSONAL.items()}


def purge(*, now):
    """Take what is over its time; harmless to repeat. Returns how many rows each rule took."""
    return personal.purge(rules(), now=now)


# --- One person ---------------------------------------------------------------------------------------------


class ErasureRefused(Exception):
    """The text is for the person who asked."""


def who_is(user):
    """Only proven addresses count: an account with a borrowed one must not see what its owner was sent."""
    proven = apps.get_model("account.EmailAddress").objects.filter(user=user, verified=True)
    emails = tuple(email.lower() for email in proven.values_list("email", flat=True))
    people = apps.get_model("clubs.Person").objects.filter(Q(user=user) | Q(user=None, email__in=emails))
    return Who(user=user.pk, people=tuple(people.values_list("pk", flat=True)), emails=emails)


def export_person(user):
    """Everything the portal holds on somebody: heading -> rows -> field in words -> value, ready for JSON."""
    return personal.export(rules(), who_is(user))


def erasure_refusal(user):
    """A sentence for the person, or None."""
    if user.is_staff:
        return gettext(
            "You work here as staff, and what staff decided must stay known. "
            "Ask an administrator to end your staff access first."
        )
    return None


@transaction.atomic
def erase_person(user, *, now):
    """The account and what says who they are goes, at once and for good; what is counted stays, without them.

    Each app first ends what runs on in their name (`part_with`). Raises ErasureRefused.
    """
    if refusal := erasure_refusal(user):
        raise ErasureRefused(refusal)
    who = who_is(user)
    for module in _modules():
        if part_with := getattr(module, "part_with", None):
            part_with(who, now=now)
    personal.erase(rules(), who)


# --- The check ----------------------------------------------------------------------------------------------


@checks.register
def check_every_field_is_covered(app_configs, **kwargs):
    hint = "Name it in a rule of the privacy.py of its app, or in IMPERSONAL there."
    forgotten = coverage.uncovered(rules(), impersonal())
    unknown = coverage.stale(rules(), impersonal())
    return [
        *(checks.Error(f"{field} has no privacy rule.", hint=hint, id="portal.E001") for field in forgotten),
        *(
            checks.Error(f"The privacy rules name {field}, which is not there.", id="portal.E002")
            for field in unknown
        ),
    ]
