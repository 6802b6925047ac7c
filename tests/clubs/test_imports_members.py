from datetime import date

import pytest
from django.core import mail

from clubs.models import ImportRow, Membership, Person, RotaryYear
from hope_portal.accounts.models import User
from hope_portal.outbox.models import Message
from tests import factories as make

from .importing import a_file, checked, imported, row, sample, step, verdicts

V, Role = ImportRow.Verdict, Membership.Role
HEADER = ["Name", "Email", "Member No", "Office", "Type", "Member Since"]


def a_list(*people):
    return a_file(rows=[HEADER, *people])


def roles_of(person):
    return list(person.memberships.order_by("starts_on", "role").values_list("role", "starts_on", "ends_on"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "counts", "bad"),
    [
        (
            "clubrunner_members.csv",
            {"new": 5, "left_out": 1, "error": 3},
            {11: "no_email", 12: "no_date", 13: "other_club"},
        ),
        ("dacdb_members.txt", {"new": 5, "error": 3}, {7: "no_date", 8: "empty", 9: "twice"}),
        (
            "my_rotary_members.csv",
            {"new": 4, "error": 3},
            {8: "email_letters", 9: "other_club", 10: "date_far"},
        ),
        ("plain_members.csv", {"new": 4, "error": 3}, {7: "empty", 8: "too_long", 9: "no_date"}),
    ],
)
def test_each_layout_is_imported_but_for_its_three_bad_lines(harbor, name, counts, bad):
    run = imported(sample(name), club=harbor)

    assert run.counts == counts
    assert {line: row(run, line).reasons[0][0] for line in bad} == bad
    assert Person.objects.filter(memberships__club=harbor).distinct().count() == counts["new"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["clubrunner_members.csv", "dacdb_members.txt", "my_rotary_members.csv", "plain_members.csv"]
)
def test_the_same_list_twice_adds_nothing(harbor, name):
    first = imported(sample(name), club=harbor)
    before = list(Person.objects.order_by("pk").values()), list(Membership.objects.order_by("pk").values())

    again = imported(sample(name), club=harbor)

    assert again.counts == {
        ("same" if verdict == "new" else verdict): n for verdict, n in first.counts.items()
    }
    assert (
        list(Person.objects.order_by("pk").values()),
        list(Membership.objects.order_by("pk").values()),
    ) == before


@pytest.mark.django_db
def test_a_member_is_stored_with_roles_and_days(harbor):
    imported(sample("clubrunner_members.csv"), club=harbor)

    avery = Person.objects.get(ri_member_id="90000001")
    assert (avery.name, avery.email, avery.phone) == (
        *("Avery Sampleton", "avery.sampleton@example.org", "+1 202-555-0101"),
    )
    assert roles_of(avery) == [
        (Role.MEMBER, date(2019, 7, 3), None),
        (Role.PRESIDENT, date(2026, 7, 1), date(2027, 6, 30)),
    ]


@pytest.mark.django_db
def test_an_office_without_a_year_lasts_for_the_running_one_and_unknown_titles_stay_text(harbor, now):
    imported(sample("clubrunner_members.csv"), club=harbor)

    year = RotaryYear.at(now, harbor.zone)
    ines = Person.objects.get(email="ines@example.org")
    office = ines.memberships.get(role=Role.TREASURER)
    assert (office.starts_on, office.ends_on) == (year.starts_on, year.ends_on)
    assert ines.memberships.get(role=Role.MEMBER).title == "Bell ringer"


@pytest.mark.django_db
def test_names_and_addresses_come_through_whole(harbor):
    imported(sample("dacdb_members.txt"), club=harbor)
    imported(sample("my_rotary_members.csv"), club=harbor)

    assert set(Person.objects.values_list("name", flat=True)) >= {"Łucja Żółć", "محمد مثال", "Lucía Muestra"}
    assert set(Person.objects.values_list("email", flat=True)) >= {
        "jo+rotary@example.org",
        "lucia@exämple.org",
    }


@pytest.mark.django_db
def test_what_looks_like_a_formula_is_kept_as_text(harbor):
    imported(sample("clubrunner_members.csv"), club=harbor)

    person = Person.objects.get(email="formula@example.org")
    assert (person.name, person.phone) == ('=HYPERLINK("http://evil.example") Testman', "=1+1")


@pytest.mark.django_db
def test_an_import_makes_no_accounts_and_owes_no_mail(harbor):
    imported(sample("clubrunner_members.csv"), club=harbor)

    assert (User.objects.count(), Message.objects.count(), mail.outbox) == (0, 0, [])


# --- Who is who ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_people_are_known_by_member_number_before_address(harbor):
    make.a_membership(make.a_person("Old Name", email="old@example.org", ri_member_id="7"), of=harbor)

    run = imported(a_list(["New Name", "new@example.org", "7", "", "", ""]), club=harbor)

    assert row(run, 2).changes == {
        "name": ["Old Name", "New Name"],
        "email": ["old@example.org", "new@example.org"],
    }
    assert list(Person.objects.values_list("name", "email")) == [("New Name", "new@example.org")]


@pytest.mark.django_db
def test_people_are_known_by_address_whatever_its_case_and_get_their_number(harbor):
    make.a_membership(make.a_person("Jo Example", email="jo@example.org"), of=harbor)

    run = imported(a_list(["Jo Example", "JO@Example.org", "7", "", "", ""]), club=harbor)

    assert run.counts == {"changed": 1}
    assert Person.objects.get().ri_member_id == "7"


@pytest.mark.django_db
def test_number_and_address_of_two_people_are_a_mistake(harbor):
    make.a_membership(make.a_person(email="a@example.org", ri_member_id="1"), of=harbor)
    make.a_membership(make.a_person(email="b@example.org", ri_member_id="2"), of=harbor)

    wrong = checked(a_list(["Ana", "b@example.org", "1", "", "", ""]), club=harbor)
    other = checked(a_list(["New", "b@example.org", "3", "", "", ""]), club=harbor)

    assert [row(run, 2).reasons for run in (wrong, other)] == [[["two_people", {}]], [["other_person", {}]]]


@pytest.mark.django_db
def test_the_same_name_in_the_club_is_asked_about_and_nothing_is_done_unasked(harbor):
    make.a_membership(make.a_person("Jo Example", email="jo@example.org"), of=harbor)

    run = imported(a_list(["jo éxample", "other@example.org", "", "", "", ""]), club=harbor)

    assert verdicts(run) == {2: V.DUPLICATE}
    assert row(run, 2).sentences[0] == "Jo Example is here already. Is it the same one?"
    assert Person.objects.get().email == "jo@example.org"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "emails"),
    [
        ("same", {"other@example.org"}),
        ("new", {"jo@example.org", "other@example.org"}),
        ("", {"jo@example.org"}),
    ],
)
def test_the_answer_decides_who_somebody_of_the_same_name_is(harbor, answer, emails):
    make.a_membership(make.a_person("Jo Example", email="jo@example.org"), of=harbor)
    run = checked(a_list(["Jo Example", "other@example.org", "", "", "", ""]), club=harbor)

    run.answer({row(run, 2).pk: answer})
    step(run, "apply")

    assert set(Person.objects.values_list("email", flat=True)) == emails


@pytest.mark.django_db
def test_another_member_number_is_another_person_of_the_same_name(harbor):
    make.a_membership(make.a_person("Jo Example", email="jo@example.org", ri_member_id="1"), of=harbor)

    run = imported(a_list(["Jo Example", "", "2", "", "", ""]), club=harbor)

    assert run.counts == {"new": 1}


# --- What a list may not do ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_details_of_somebody_with_an_account_stay(harbor, ben):
    run = imported(
        a_list(["Benjamin", "ben@example.org", "", "Treasurer", "", ""]), club=harbor, as_staff=True
    )

    assert row(run, 2).reasons == [["kept_account", {}]]
    assert (ben.person.name, ben.person.memberships.filter(role=Role.TREASURER).count()) == ("Ben Example", 1)


@pytest.mark.django_db
def test_an_officers_list_does_not_touch_the_details_of_people_of_other_clubs(harbor):
    sam = make.a_person("Sam Sample", email="sam@example.org", ri_member_id="5")
    make.a_membership(sam, of=make.a_club("Trialton"), ends_on=date(2021, 6, 30))

    run = imported(a_list(["Samuel", "new@example.org", "5", "", "", ""]), club=harbor)

    sam.refresh_from_db()
    assert (sam.name, sam.email) == ("Sam Sample", "sam@example.org")
    assert row(run, 2).reasons == [["kept_elsewhere", {}]]
    assert sam.memberships.filter(club=harbor).count() == 1
    assert "Sam Sample" not in str(row(run, 2).changes)


@pytest.mark.django_db
def test_a_list_of_staff_may_correct_people_of_two_clubs(harbor):
    sam = make.a_person("Sam Sample", email="sam@example.org", ri_member_id="5")
    make.a_membership(sam, of=make.a_club("Trialton"))

    imported(a_list(["Samuel", "new@example.org", "5", "", "", ""]), club=harbor, as_staff=True)

    sam.refresh_from_db()
    assert (sam.name, sam.email) == ("Samuel", "new@example.org")


@pytest.mark.django_db
def test_details_that_may_not_change_are_named_where_nothing_else_is_new(harbor, ben):
    run = checked(a_list(["Benjamin", "ben@example.org", "", "", "", ""]), club=harbor)

    assert verdicts(run) == {2: V.KEPT}


@pytest.mark.django_db
def test_blank_cells_change_nothing(harbor):
    person = make.a_person("Jo Example", email="jo@example.org", phone="1", ri_member_id="7", language="es")
    make.a_membership(person, of=harbor, title="Bell ringer")

    run = imported(a_list(["Jo Example", "", "7", "", "", ""]), club=harbor)

    assert run.counts == {"same": 1}


# --- Lists of several clubs ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_list_of_several_clubs_finds_each_by_number_or_name(harbor):
    trialton = make.a_club("Trialton", ri_number="010002")
    rows = [
        ["Name", "Email", "Club Number", "Club"],
        ["Ana", "ana@example.org", "10001", ""],
        ["Carl", "carl@example.org", "10002", "Trialton"],
        ["Dan", "dan@example.org", "", "Rotary Club of Trialton"],
        ["Eve", "eve@example.org", "", "Nowhere"],
    ]

    run = imported(a_file(rows=rows), as_staff=True)

    assert run.counts == {"new": 3, "error": 1}
    assert set(trialton.memberships.values_list("person__name", flat=True)) == {"Carl", "Dan"}
    assert row(run, 5).sentences == ["We do not find the club “Nowhere” in the directory."]
