from datetime import UTC, date, datetime

import pytest

from clubs.models import Club, Membership, Person
from clubs.models.membership import MembershipRefused
from hope_portal.outbox.models import Message
from tests import factories as make

Role = Membership.Role
YESTERDAY, TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOON


def roles_of(user):
    return set(Membership.objects.filter(person__user=user).values_list("role", "ends_on"))


def an_officer(club, role=Role.PRESIDENT, **fields):
    return make.a_membership(make.a_person(), of=club, role=role, **fields)


def test_a_role_ends_and_person_and_history_stay(ana, harbor):
    an_officer(harbor)
    secretary = ana.person.memberships.get()

    secretary.end(TODAY)

    assert roles_of(ana) == {(Role.SECRETARY, TODAY)}
    assert Person.objects.filter(user=ana).exists()


def test_a_role_that_has_not_begun_leaves_nothing(ana, harbor):
    coming = make.a_membership(ana.person, of=harbor, role=Role.PRESIDENT, starts_on=date(2027, 7, 1))

    coming.end(TODAY)

    assert roles_of(ana) == {(Role.SECRETARY, None)}


def test_ending_never_makes_a_role_longer(ana, harbor):
    role = make.a_membership(ana.person, of=harbor, role=Role.ADVISER, ends_on=TODAY)

    role.end(date(2030, 1, 1))

    assert roles_of(ana) == {(Role.SECRETARY, None), (Role.ADVISER, TODAY)}


def test_the_last_officer_cannot_end_leave_or_be_removed(ana, ben, harbor, now):
    refused = "No officer would be left whom we can reach. Name another officer first; then this works."

    with pytest.raises(MembershipRefused, match=refused):
        ana.person.memberships.get().end(TODAY)
    with pytest.raises(MembershipRefused, match=refused):
        harbor.remove(ana.person, now=now)

    assert roles_of(ana) == {(Role.SECRETARY, None)}


@pytest.mark.parametrize(
    "other",
    [
        {"role": Role.PRESIDENT, "ends_on": TODAY},
        {"role": Role.PRESIDENT, "starts_on": date(2027, 7, 1)},
        {"role": Role.PRESIDENT, "confirmed_at": None},
        {"role": Role.PRESIDENT_ELECT},
    ],
)
def test_an_officer_who_is_not_there_the_day_after_does_not_count(ana, harbor, other):
    an_officer(harbor, **other)

    with pytest.raises(MembershipRefused):
        ana.person.memberships.get().end(TODAY)


def test_an_officer_without_an_address_does_not_count(ana, harbor):
    silent = an_officer(harbor).person
    Person.objects.filter(pk=silent.pk).update(email=None)

    with pytest.raises(MembershipRefused):
        ana.person.memberships.get().end(TODAY)


def test_one_of_two_offices_of_the_same_person_may_end(ana, harbor):
    treasurer = make.a_membership(ana.person, of=harbor, role=Role.TREASURER)

    treasurer.end(TODAY)

    assert roles_of(ana) == {(Role.SECRETARY, None), (Role.TREASURER, TODAY)}


def test_removing_ends_every_role_at_once_and_takes_the_rights(ana, harbor, now):
    an_officer(harbor)
    make.a_membership(ana.person, of=harbor)
    make.a_membership(ana.person, of=harbor, role=Role.PRESIDENT, starts_on=date(2027, 7, 1))

    harbor.remove(ana.person, now=now)

    assert roles_of(ana) == {(Role.SECRETARY, YESTERDAY), (Role.MEMBER, YESTERDAY)}
    assert list(Club.objects.readable_by(ana, now=now)) == []


def test_the_same_role_twice_in_the_same_days_is_refused_in_words(ana, harbor, now):
    with pytest.raises(MembershipRefused, match="Ana Sample already has the role “Secretary” in these days"):
        harbor.add_member(ana.person, role=Role.SECRETARY, starts_on=TODAY, confirmed_at=now)


def test_confirming_an_officer_twice_makes_one_role_to_the_end_of_the_year(harbor, now):
    year = harbor_year = make.a_rotary_year(2026)
    for _ in range(2):
        harbor.confirm_officer(name="Pat", email="Pat@Example.org", role=Role.PRESIDENT, year=year, now=now)

    person = Person.objects.get(email="pat@example.org")
    assert list(person.memberships.values_list("role", "starts_on", "ends_on", "confirmed_at")) == [
        (Role.PRESIDENT, TODAY, harbor_year.ends_on, now)
    ]


def test_a_late_yes_lasts_through_the_running_year(harbor):
    july = datetime(2027, 7, 5, 12, 0, tzinfo=UTC)

    harbor.confirm_officer(
        name="Pat", email="pat@example.org", role=Role.PRESIDENT, year=make.a_rotary_year(2026), now=july
    )

    assert harbor.memberships.get().ends_on == date(2028, 6, 30)


def test_who_asks_to_join_waits_sees_nothing_and_each_officer_is_told_once(ana, harbor, carl, now):
    harbor.ask_to_join(Person.objects.for_user(carl), now=now)
    harbor.ask_to_join(make.a_person(), now=now)

    assert list(Club.objects.readable_by(carl, now=now).filter(pk=harbor.pk)) == []
    told = Message.objects.filter(template="clubs/join_request").values_list("to", flat=True)
    assert list(told) == ["ana@example.org"]


def test_asking_twice_or_as_a_member_is_refused_in_words(ben, harbor, carl, now):
    harbor.ask_to_join(carl.person, now=now)

    with pytest.raises(MembershipRefused, match="You have asked already"):
        harbor.ask_to_join(carl.person, now=now)
    with pytest.raises(MembershipRefused, match="You are in this club already"):
        harbor.ask_to_join(ben.person, now=now)


def test_a_join_link_that_went_astray_is_bounded(harbor, now):
    Person.objects.bulk_create([Person(name=f"Pat {n}") for n in range(100)])
    Membership.objects.bulk_create(
        [Membership(person=person, club=harbor, starts_on=TODAY) for person in Person.objects.all()]
    )

    with pytest.raises(MembershipRefused, match="Many people are waiting"):
        harbor.ask_to_join(make.a_person(), now=now)


def test_a_yes_makes_a_member_and_tells_them_once(harbor, now):
    asked = harbor.ask_to_join(make.a_person(email="pat@example.org"), now=now)

    asked.admit(now=now)
    asked.admit(now=now)

    assert asked.confirmed_at == now
    assert Message.objects.filter(to="pat@example.org").count() == 1


def test_a_no_forgets_the_question_and_never_takes_a_member(harbor, ben, now):
    asked = harbor.ask_to_join(make.a_person(), now=now)

    asked.decline()
    ben.person.memberships.get().decline()

    assert list(harbor.memberships.values_list("person", flat=True)) == [ben.person.pk]


def test_a_confirmed_address_links_the_person_whom_clubs_know(harbor, now):
    known = make.a_person("Pat in the list", email="pat@example.org")
    make.a_membership(known, of=harbor)
    user = make.a_user("pat@example.org")

    assert Person.objects.for_user(user) == known
    assert Person.objects.for_user(user) == known
    assert list(Club.objects.readable_by(user, now=now)) == [harbor]


def test_an_unconfirmed_address_links_nobody(harbor):
    known = make.a_person("Pat in the list", email="pat@example.org")
    user = make.a_user("pat@example.org")
    user.emailaddress_set.update(verified=False)

    person = Person.objects.for_user(user)

    assert (person == known, person.email) == (False, None)


def test_a_second_confirmed_address_joins_two_records_into_one(ana, harbor, now):
    elsewhere = make.a_club("Elsewhere")
    twin = make.a_person("A. Sample", email="ana@work.example")
    make.a_membership(twin, of=elsewhere)
    make.a_membership(twin, of=harbor, role=Role.SECRETARY)

    Person.objects.attach(ana, "ana@work.example")
    Person.objects.attach(ana, "ana@work.example")

    held = ana.person.memberships.order_by("pk").values_list("club", "role")
    assert list(held) == [(harbor.pk, Role.SECRETARY), (elsewhere.pk, Role.MEMBER)]
    assert not Person.objects.filter(pk=twin.pk).exists()


def test_nobody_takes_the_person_of_somebody_else(ana, carl):
    Person.objects.attach(carl, "ana@example.org")

    assert Person.objects.get(email="ana@example.org").user == ana
