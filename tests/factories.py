"""Plain functions that read as English and make one thing each: `a_club(name="Harbor")`."""

from datetime import date
from itertools import count

from allauth.account.models import EmailAddress
from django.utils import timezone

from clubs.models import Club, District, Membership, Person
from hope_portal.accounts.models import User

numbers = count(1)


def a_user(email=None, *, name="", **fields):
    """An account whose address is confirmed."""
    user = User.objects.create_user(email or f"user{next(numbers)}@example.org", name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def a_district(label=None):
    return District.objects.get_or_create(label=label or f"{9000 + next(numbers)}")[0]


def a_club(name=None, *, ri_number=None, **fields):
    number = ri_number or f"{70000 + next(numbers)}"
    name = name or f"Sampletown {number}"
    fields = {"city": "Sampletown", "region": "OH", "country": "US", "zone": "America/New_York", **fields}
    return Club.objects.create(name=name, ri_number=number, slug=f"club-{number}", **fields)


def a_person(name=None, *, user=None, email=None, **fields):
    email = email or (user.email if user else f"person{next(numbers)}@example.org")
    return Person.objects.create(
        name=name or (user and user.name) or "Pat Sample", user=user, email=email, **fields
    )


def a_membership(
    person=None, *, of, role=Membership.Role.MEMBER, starts_on=date(2020, 7, 1), ends_on=None, **fields
):
    fields = {"confirmed_at": timezone.now(), **fields}
    return Membership.objects.create(
        person=person or a_person(), club=of, role=role, starts_on=starts_on, ends_on=ends_on, **fields
    )
