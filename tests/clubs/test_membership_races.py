"""Two people act at the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from clubs.models import Club, Invitation, Membership, Person
from clubs.models.membership import MembershipRefused
from hope_portal.outbox.models import Message
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def at_once(*acts):
    """Run all at the same moment; how many were refused."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            act()
        except MembershipRefused:
            return 1
        finally:
            connection.close()
        return 0

    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(run, acts))


def two_officers():
    club = make.a_club()
    people = [make.a_membership(of=club, role=Membership.Role.PRESIDENT).person for _ in range(2)]
    return club, people


@pytest.mark.parametrize("round", range(ROUNDS))
def test_two_officers_who_leave_at_once_leave_one_behind(round):
    club, people = two_officers()
    now = timezone.now()

    refused = at_once(
        *[lambda person=person: Club.objects.get().remove(person, now=now) for person in people]
    )

    assert (refused, club.memberships.officers().on(club.today(now)).count()) == (1, 1)


@pytest.mark.parametrize("round", range(ROUNDS))
def test_two_offices_that_end_at_once_leave_one_behind(round):
    club, _people = two_officers()
    today = club.today(timezone.now())

    refused = at_once(*[lambda role=role: role.end(today) for role in club.memberships.all()])

    assert (refused, club.memberships.filter(ends_on=None).count()) == (1, 1)


@pytest.mark.parametrize("round", range(ROUNDS))
def test_a_double_click_invites_once(round):
    make.a_club()
    now = timezone.now()

    def invite():
        club = Club.objects.get()
        club.invite("pat@example.org", role="member", starts_on=date(2026, 1, 1), by=None, now=now)

    assert at_once(invite, invite, invite) == 2
    assert (Invitation.objects.count(), Message.objects.count()) == (1, 1)


@pytest.mark.parametrize("round", range(ROUNDS))
def test_a_double_click_accepts_once_and_makes_one_person(round):
    user = make.a_user("pat@example.org")
    now = timezone.now()
    make.a_club().invite("pat@example.org", role="member", starts_on=date(2026, 1, 1), by=None, now=now)

    assert at_once(*[lambda: Invitation.objects.get().accept(user, now=now)] * 3) == 0
    assert (Person.objects.count(), Membership.objects.count()) == (1, 1)


@pytest.mark.parametrize("round", range(ROUNDS))
def test_a_double_click_asks_to_join_once(round):
    make.a_club()
    user, now = make.a_user(), timezone.now()

    def ask():
        Club.objects.get().ask_to_join(Person.objects.for_user(user), now=now)

    assert at_once(ask, ask, ask) == 2
    assert (Person.objects.count(), Membership.objects.count()) == (1, 1)
