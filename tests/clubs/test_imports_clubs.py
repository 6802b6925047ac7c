from datetime import date

import pytest

from clubs.imports.places import Places
from clubs.models import Club, District, DistrictTerm, ImportRow
from tests import factories as make

from .importing import CLUBS, a_file, checked, imported, row, sample, step, verdicts

V = ImportRow.Verdict
HEADER = ["Club Number", "Club Name", "City", "State", "Country", "District"]


def a_list(*clubs):
    return a_file(rows=[HEADER, *clubs])


def the_directory():
    """Everything that an import of clubs may touch, without the keys."""
    clubs = Club.objects.order_by("ri_number").values_list(
        *("ri_number", "name", "kind", "slug", "city", "region", "country", "zone", "latitude", "website"),
        *("district__label", "sponsor__ri_number"),
    )
    terms = DistrictTerm.objects.order_by("club__ri_number", "starts_on")
    return (
        list(clubs),
        list(terms.values_list("club__ri_number", "district__label", "starts_on", "ends_on")),
        list(District.objects.order_by("label").values_list("label", flat=True)),
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["district_clubs.csv", "district_clubs.xlsx"])
def test_a_list_of_a_district_is_imported_but_for_its_three_bad_lines(name):
    run = imported(sample(name), kind=CLUBS)

    assert run.counts == {"new": 7, "error": 3}
    assert {line: row(run, line).sentences for line in (11, 12, 13)} == {
        11: ["Club number is missing."],
        12: ["Line 4 is about the same one. Keep one of the two lines."],
        13: ["We do not know the country “Atlantis”."],
    }
    assert Club.objects.count() == 7


@pytest.mark.django_db
def test_a_club_is_stored_as_it_is_written_with_its_place():
    imported(sample("district_clubs.csv"), kind=CLUBS)

    club = Club.objects.get(ri_number="020001")
    assert (club.name, club.slug, club.city, club.region, club.country) == (
        *("Sampletown", "sampletown", "Columbus", "OH", "US"),
    )
    assert (club.zone, round(club.latitude), round(club.longitude)) == ("America/New_York", 40, -83)
    assert (str(club.district), club.website) == ("9990", "https://www.sampletown.example.org")
    assert list(club.district_terms.values_list("starts_on", "ends_on")) == [(None, None)]


@pytest.mark.django_db
def test_kinds_and_sponsors_are_kept_and_two_clubs_of_one_name_get_two_addresses():
    imported(sample("district_clubs.csv"), kind=CLUBS)

    rotaract = Club.objects.get(ri_number="20003")
    assert (rotaract.kind, rotaract.slug, rotaract.sponsor.ri_number) == (
        "rotaract",
        "sampletown-20003",
        "020001",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["district_clubs.csv", "district_clubs.xlsx"])
def test_the_same_list_twice_adds_nothing(name):
    imported(sample("district_clubs.csv"), kind=CLUBS)
    before = the_directory()

    run = imported(sample(name), kind=CLUBS)

    assert run.counts == {"same": 7, "error": 3}
    assert the_directory() == before


@pytest.mark.django_db
def test_zeros_in_front_do_not_make_another_club():
    make.a_club("Sampletown", ri_number="012345", city="Columbus", region="OH")

    run = imported(a_list(["12345", "Sampletown", "Columbus", "OH", "US", ""]), kind=CLUBS)

    assert run.counts == {"same": 1}
    assert Club.objects.get().ri_number == "012345"


@pytest.mark.django_db
def test_what_changed_is_shown_and_written_and_blank_cells_change_nothing():
    make.a_club(
        "Old Name", ri_number="12345", city="Columbus", region="OH", website="https://old.example.org/"
    )

    run = imported(a_list(["12345", "New Name", "Spokane", "Washington", "", ""]), kind=CLUBS)

    assert row(run, 2).changes == {
        "name": ["Old Name", "New Name"],
        "city": ["Columbus", "Spokane"],
        "region": ["OH", "WA"],
    }
    club = Club.objects.get()
    assert (club.name, club.city, club.region, club.zone) == (
        "New Name",
        "Spokane",
        "WA",
        "America/Los_Angeles",
    )
    assert club.website == "https://old.example.org/"


@pytest.mark.django_db
def test_a_town_that_changes_alone_is_looked_up_in_the_country_of_the_club():
    make.a_club("Muster", ri_number="12345", city="Berlin", region="", country="DE", zone="Europe/Berlin")

    imported(a_list(["12345", "Muster", "München", "", "", ""]), kind=CLUBS)

    assert (Club.objects.get().zone, round(Club.objects.get().latitude)) == ("Europe/Berlin", 48)


@pytest.mark.django_db
def test_a_club_that_moves_ends_one_district_and_begins_another(now):
    imported(a_list(["12345", "Sampletown", "Columbus", "OH", "US", "9990"]), kind=CLUBS)

    imported(a_list(["12345", "Sampletown", "Columbus", "OH", "US", "9991"]), kind=CLUBS)

    club = Club.objects.get()
    today = club.today(now)
    assert str(club.district) == "9991"
    assert list(
        club.district_terms.order_by("starts_on").values_list("district__label", "starts_on", "ends_on")
    ) == [
        ("9991", today, None),
        ("9990", None, date.fromordinal(today.toordinal() - 1)),
    ]


@pytest.mark.django_db
def test_a_club_that_moves_twice_in_a_day_has_one_term_of_that_day(now):
    for district in ("9990", "9991", "9992"):
        imported(a_list(["12345", "Sampletown", "Columbus", "OH", "US", district]), kind=CLUBS)

    terms = Club.objects.get().district_terms.order_by("starts_on")
    assert [str(term.district) for term in terms] == ["9992", "9990"]


@pytest.mark.django_db
def test_a_new_number_for_a_known_name_and_place_is_asked_about():
    known = make.a_club("Sampletown", ri_number=None, city="Columbus", region="OH")
    Club.objects.update(ri_number=None)
    run = checked(a_list(["12345", "Sampletown", "Columbus", "OH", "US", ""]), kind=CLUBS)
    assert verdicts(run) == {2: V.DUPLICATE}

    run.answer({row(run, 2).pk: "same"})
    step(run, "apply")

    assert Club.objects.get().pk == known.pk
    assert Club.objects.get().ri_number == "12345"


@pytest.mark.django_db
def test_a_question_nobody_answered_does_nothing():
    make.a_club("Sampletown", ri_number="77", city="Columbus", region="OH")

    run = imported(a_list(["12345", "Sampletown", "Columbus", "OH", "US", ""]), kind=CLUBS)

    assert run.counts == {}
    assert Club.objects.get().ri_number == "77"


@pytest.mark.django_db
def test_a_question_answered_with_another_one_adds_it():
    make.a_club("Sampletown", ri_number="77", city="Columbus", region="OH")
    run = checked(a_list(["12345", "Sampletown", "Columbus", "OH", "US", ""]), kind=CLUBS)

    run.answer({row(run, 2).pk: "new"})
    step(run, "apply")

    assert set(Club.objects.values_list("ri_number", flat=True)) == {"77", "12345"}


@pytest.mark.django_db
def test_two_clubs_of_one_name_that_are_both_listed_are_two_clubs():
    rows = [["1", "Sampletown", "Columbus", "OH", "US", ""], ["2", "Sampletown", "Columbus", "OH", "US", ""]]
    imported(a_list(rows[0]), kind=CLUBS)

    run = imported(a_list(*rows), kind=CLUBS)

    assert run.counts == {"same": 1, "new": 1}


@pytest.mark.django_db
def test_a_sponsor_that_is_nowhere_and_a_club_that_sponsors_itself_are_refused():
    rows = [
        ["Club Number", "Club Name", "State", "Sponsor Club Number"],
        ["1", "Sampletown", "OH", "999"],
        ["2", "Sample Harbor", "OH", "02"],
    ]

    run = checked(a_file(rows=rows), kind=CLUBS)

    assert [row(run, line).reasons[0][0] for line in (2, 3)] == ["no_sponsor", "own_sponsor"]


@pytest.mark.django_db
def test_undo_puts_the_directory_back():
    imported(a_list(["12345", "Sampletown", "Columbus", "OH", "US", "9990"]), kind=CLUBS)
    before = the_directory()
    run = imported(
        a_list(
            ["12345", "Renamed", "Spokane", "WA", "US", "9991"],
            ["12346", "Rotaract Club of Sampletown", "Columbus", "OH", "US", "9992"],
        ),
        kind=CLUBS,
    )
    assert the_directory() != before

    step(run, "undo")

    assert (run.status, run.counts["not_undone"]) == ("undone", 0)
    assert the_directory() == before


@pytest.mark.django_db
def test_undo_leaves_what_someone_changed_or_uses_since_and_names_it():
    make.a_club("Sampletown", ri_number="1", city="Columbus", region="OH")
    rows = [
        ["1", "Renamed", "", "", "", ""],
        ["2", "Used", "", "OH", "", ""],
        ["3", "Edited", "", "OH", "", ""],
    ]
    run = imported(a_list(*rows, ["4", "Untouched", "", "OH", "", "9990"]), kind=CLUBS)
    Club.objects.filter(ri_number="1").update(city="Dayton")
    make.a_membership(of=Club.objects.get(ri_number="2"))
    Club.objects.filter(ri_number="3").update(website="https://edited.example.org/")

    step(run, "undo")

    assert run.counts["not_undone"] == 3
    assert {line: row(run, line).reasons[-1][0] for line in (2, 3, 4)} == {
        2: "changed_since",
        3: "used_since",
        4: "changed_since",
    }
    assert set(Club.objects.values_list("name", flat=True)) == {"Renamed", "Used", "Edited"}
    assert not District.objects.filter(label="9990").exists()


@pytest.mark.django_db
def test_names_in_any_script_find_an_address_and_a_place():
    rows = [
        ["1", "東京サンプル", "Tokyo", "", "Japan", ""],
        ["2", "القاهرة مثال 🎉", "Cairo", "", "Egypt", ""],
    ]

    imported(a_list(*rows), kind=CLUBS)

    assert list(Club.objects.order_by("pk").values_list("slug", "zone")) == [
        ("club", "Asia/Tokyo"),
        ("club-2", "Africa/Cairo"),
    ]


@pytest.mark.django_db
def test_towns_are_not_looked_up_again_for_clubs_without_any():
    assert Places([]).of("US", "OH", "Columbus").zone == "UTC"
