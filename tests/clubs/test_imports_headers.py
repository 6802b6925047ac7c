import pytest

from clubs.imports.headers import CLUBS, MEMBERS, guess, may_not_be_kept, signature, unique_names
from clubs.imports.places import Places


def test_towns_are_found_with_their_zone_and_small_ones_get_that_of_their_state():
    towns = [
        ("US", "MO", "St. Louis"),
        ("US", "IN", "Nowhere Junction"),
        ("DE", "", "München"),
        ("AU", "QLD", "Brisbane"),
    ]

    places = Places(towns)

    assert [places.of(*town).zone for town in towns] == [
        "America/Chicago",
        "America/Indiana/Indianapolis",
        "Europe/Berlin",
        "Australia/Brisbane",
    ]
    assert places.of(*towns[1]).latitude is None
    assert round(places.of(*towns[2]).latitude) == 48


def test_the_first_and_the_last_town_of_the_list_are_found_too():
    places = Places([("AD", "", "Vila"), ("ZW", "", "Mhangura Mine")])

    assert (places.of("AD", "", "Vila").latitude, places.of("ZW", "", "Mhangura Mine").latitude) == (
        42.53176,
        -16.89196,
    )


@pytest.mark.parametrize(
    "header",
    [
        "Date of Birth", "BIRTHDATE", "Birthday", "Gender", "Sex", "Spouse/Partner First Name",
        "PARTNERFIRSTNAME", "Anniversary", "Home Address", "PREFERRED_ADDRESS1", "Zip", "Home Fax", "Pager",
        "Username", "LOGINNAME", "Last Login", "Reason for Termination", "Photo", "IMAGE", "Badge No",
        "Fecha de nacimiento", "Geburtsdatum",
    ],
)  # fmt: skip
def test_columns_that_must_not_be_stored_are_recognised(header):
    assert may_not_be_kept(header, MEMBERS)


@pytest.mark.parametrize(
    "header", ["E-mail Address", "Preferred Phone", "Club Position", "Member No", "Essex"]
)
def test_columns_that_may_be_stored_are_kept(header):
    assert not may_not_be_kept(header, MEMBERS)


def test_a_club_may_have_a_place_but_no_fax():
    kept = [name for name in ("City", "State", "Country", "Zip", "Fax") if not may_not_be_kept(name, CLUBS)]

    assert kept == ["City", "State", "Country", "Zip"]


def test_columns_are_guessed_each_field_once_and_the_better_name_wins():
    names = unique_names(["E-mail", "Preferred Email", "Cell", "Surname", "Notes"])

    assert guess(names, MEMBERS) == {"Preferred Email": "email", "Cell": "phone", "Surname": "last_name"}


def test_the_same_columns_have_the_same_signature_however_they_are_written():
    assert signature(["First Name", "E-MAIL"]) == signature(["first_name", "Email"])
    assert signature(["First Name"]) != signature(["Last Name"])
