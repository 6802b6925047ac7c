"""What a list does to the roles of people: given, changed, ended only where somebody says so."""

from datetime import date, timedelta

import pytest

from clubs.models import Membership, Person, RotaryYear
from tests import factories as make

from .importing import a_file, checked, imported, missing, step

Role = Membership.Role
HEADER = ["Name", "Email", "Member No", "Office", "Type", "Member Since"]


def a_list(*people):
    return a_file(rows=[HEADER, *people])


def roles_of(person):
    return list(person.memberships.order_by("starts_on", "role").values_list("role", "starts_on", "ends_on"))


@pytest.mark.django_db
def test_an_office_that_was_ended_by_hand_is_not_given_back(harbor, now):
    person, year = make.a_person("Jo", email="jo@example.org"), RotaryYear.at(now, harbor.zone)
    make.a_membership(person, of=harbor)
    make.a_membership(
        person, of=harbor, role=Role.SECRETARY, starts_on=year.starts_on, ends_on=year.starts_on
    )

    run = imported(a_list(["Jo", "jo@example.org", "", "Secretary", "", ""]), club=harbor)

    assert run.counts == {"same": 1}


@pytest.mark.django_db
def test_the_kind_of_membership_changes_today_and_undo_puts_it_back(harbor, now):
    person = make.a_person("Jo", email="jo@example.org")
    make.a_membership(person, of=harbor, starts_on=date(2020, 7, 1))
    before, today = roles_of(person), harbor.today(now)

    run = imported(a_list(["Jo", "jo@example.org", "", "", "Honorary", ""]), club=harbor)
    assert roles_of(person) == [
        (Role.MEMBER, date(2020, 7, 1), today - timedelta(days=1)),
        (Role.HONORARY, today, None),
    ]

    step(run, "undo")
    assert roles_of(person) == before


@pytest.mark.django_db
def test_somebody_who_comes_back_is_a_member_again_after_the_time_before(harbor):
    person = make.a_person("Jo", email="jo@example.org")
    make.a_membership(person, of=harbor, starts_on=date(2010, 7, 1), ends_on=date(2015, 6, 30))

    imported(a_list(["Jo", "jo@example.org", "", "", "Active", "1-JUL-2010"]), club=harbor)

    assert roles_of(person) == [
        (Role.MEMBER, date(2010, 7, 1), date(2015, 6, 30)),
        (Role.MEMBER, date(2015, 7, 1), None),
    ]


@pytest.mark.django_db
def test_former_and_future_members_are_left_out(harbor):
    rows = [
        ["Name", "Membership Type", "Termination Date"],
        ["Gone", "Active", "1-JUL-2020"],
        ["Past", "Former Member", ""],
        ["Soon", "Prospective", ""],
    ]

    run = imported(a_file(rows=rows), club=harbor)

    assert run.counts == {"left_out": 3}
    assert Person.objects.count() == 0


# --- No longer listed ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_who_is_not_in_the_list_is_shown_and_stays(harbor, ana, ben):
    kim = make.a_membership(make.a_person("Kim Left"), of=harbor)
    make.a_membership(make.a_person("Pat Gone"), of=harbor, ends_on=date(2021, 6, 30))

    run = imported(a_list(["Ben Example", "ben@example.org", "", "", "", ""]), club=harbor, by=ana)

    assert missing(run) == ["Kim Left"]
    kim.refresh_from_db()
    assert kim.ends_on is None


@pytest.mark.django_db
def test_a_line_we_cannot_read_does_not_make_its_member_missing(harbor):
    make.a_membership(make.a_person("Jo Example", email="jo@example.org"), of=harbor)

    run = checked(a_list(["Jo Example", "not-an-address", "", "", "", ""]), club=harbor)

    assert missing(run) == []


@pytest.mark.django_db
def test_an_answer_ends_the_membership_and_undo_gives_it_back(harbor, ana, now):
    kim = make.a_person("Kim Left")
    make.a_membership(kim, of=harbor)
    before, today = roles_of(kim), harbor.today(now)
    run = checked(a_list(["New", "new@example.org", "", "", "", ""]), club=harbor, by=ana)

    run.answer({run.rows.get(label="Kim Left").pk: "end"})
    step(run, "apply")
    assert roles_of(kim) == [(Role.MEMBER, before[0][1], today - timedelta(days=1))]

    step(run, "undo")
    assert roles_of(kim) == before


@pytest.mark.django_db
def test_a_role_that_began_today_is_given_back_too(harbor, ana, now):
    kim = make.a_person("Kim Left")
    make.a_membership(kim, of=harbor, starts_on=harbor.today(now))
    before = list(kim.memberships.values())
    run = checked(a_list(["New", "new@example.org", "", "", "", ""]), club=harbor, by=ana)
    run.answer({run.rows.get(label="Kim Left").pk: "end"})
    step(run, "apply")
    assert roles_of(kim) == []

    step(run, "undo")

    assert list(kim.memberships.values()) == before


@pytest.mark.django_db
def test_the_last_officer_cannot_be_ended_by_a_list(harbor, ana):
    run = checked(a_list(["New", "new@example.org", "", "", "", ""]), club=harbor)

    run.answer({run.rows.get(label="Ana Sample").pk: "end"})
    step(run, "apply")

    assert run.rows.get(label="Ana Sample").sentences == [
        "No officer would be left whom we can reach. Name another officer first; then this works."
    ]
    assert ana.person.memberships.get().ends_on is None
