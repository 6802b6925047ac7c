from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from clubs.models import Club, Membership
from tests import factories as make

PRESIDENT = Membership.Role.PRESIDENT


def manageable(user, now):
    return list(Club.objects.manageable_by(user, now=now))


def names(text):
    return list(Club.objects.matching(text).values_list("name", flat=True))


def test_an_officer_manages_their_own_club_only(ana, carl, harbor, now):
    assert manageable(ana, now) == [harbor]
    assert manageable(carl, now) != [harbor]


def test_a_member_reads_and_does_not_manage(ben, harbor, now):
    assert manageable(ben, now) == []
    assert list(Club.objects.readable_by(ben, now=now)) == [harbor]


def test_staff_and_strangers_have_no_desk(nina, harbor, now):
    assert manageable(nina, now) == []
    assert manageable(AnonymousUser(), now) == []
    assert list(Club.objects.readable_by(AnonymousUser(), now=now)) == []


@pytest.mark.parametrize(
    ("zone", "begins"),
    [
        ("Pacific/Auckland", datetime(2027, 6, 30, 12, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 7, 1, 4, 0, tzinfo=UTC)),
        ("Pacific/Honolulu", datetime(2027, 7, 1, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_role_begins_at_midnight_where_the_club_is(db, zone, begins):
    club = make.a_club(zone=zone)
    user = make.a_user()
    make.a_membership(make.a_person(user=user), of=club, role=PRESIDENT, starts_on=date(2027, 7, 1))

    assert manageable(user, begins.replace(minute=0) - make.A_MOMENT) == []
    assert manageable(user, begins) == [club]


def test_a_role_ends_at_midnight_where_the_club_is(db):
    club = make.a_club(zone="Pacific/Honolulu")
    user = make.a_user()
    last = {"starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30)}
    make.a_membership(make.a_person(user=user), of=club, role=PRESIDENT, **last)
    midnight = datetime(2027, 7, 1, 10, 0, tzinfo=UTC)

    assert manageable(user, midnight - make.A_MOMENT) == [club]
    assert manageable(user, midnight) == []


def test_an_unconfirmed_officer_has_no_rights(db, now):
    club, user = make.a_club(), make.a_user()
    make.a_membership(make.a_person(user=user), of=club, role=PRESIDENT, confirmed_at=None)

    assert manageable(user, now) == []
    assert list(Club.objects.readable_by(user, now=now)) == []


def test_a_president_elect_reads_until_the_term_begins(db, now):
    club, user = make.a_club(), make.a_user()
    make.a_membership(make.a_person(user=user), of=club, role=Membership.Role.PRESIDENT_ELECT)

    assert manageable(user, now) == []
    assert list(Club.objects.readable_by(user, now=now)) == [club]


@pytest.mark.parametrize(
    "text",
    [
        "São Paulo",
        "sao paulo",
        "SAO PAULO",
        "paulo sao",
        "sao pau",
        "10077",
        "5150",
        "District 5150",
        "d5150",
        "rotary club of sao paulo",
        "paulo 5150",
        "sao paulo st marys",
        "St. Mary's",
        "mar",
    ],
)
def test_a_club_is_found_by_name_number_city_and_district(db, text):
    make.a_club("Elsewhere", ri_number="20077", city="Mahé")
    club = make.a_club("São Paulo-St. Mary’s", ri_number="10077", city="São Paulo", region="SP", country="BR")
    club.place_in(make.a_district("5150"))

    assert names(text) == ["São Paulo-St. Mary’s"]


def test_a_state_written_out_finds_its_two_letters(db):
    make.a_club("Springfield", city="Springfield", region="IL")
    make.a_club("Springfield Ohio", city="Springfield", region="OH")
    make.a_club("Buffalo", city="Buffalo", region="NY")

    assert names("springfield illinois") == ["Springfield"]
    assert names("Buffalo, New York") == ["Buffalo"]


def test_a_kind_of_club_narrows_the_search(db):
    make.a_club("Sampletown", kind=Club.Kind.ROTARACT)
    make.a_club("Sampletown Noon", city="Sampletown")

    assert names("rotaract sampletown") == ["Sampletown"]


def test_the_exact_number_comes_first_then_names_that_begin_so(db):
    make.a_club("Alpha", city="Bergen 777")
    make.a_club("777 Street", city="Oslo")
    make.a_club("Zulu", ri_number="777")

    assert names("777") == ["Zulu", "777 Street", "Alpha"]


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "!!!", "🎉", "\u202e"])
def test_signs_find_nothing_and_break_nothing(harbor, text):
    assert names(text) == []
    assert list(Club.objects.resembling(text)) == []


def test_a_name_in_another_script_is_found(db):
    make.a_club("東京北", city="東京")
    make.a_club("القاهرة", city="القاهرة")

    assert names("東京") == ["東京北"]
    assert names("القاهرة") == ["القاهرة"]


@pytest.mark.parametrize(
    "text", ["Sprignfield", "springfeild", "Sprinfield", "rotary springfeld", "springfield ilinoi"]
)
def test_typing_errors_are_forgiven(db, text):
    make.a_club("Springfield", city="Springfield", region="IL")
    make.a_club("Porto", city="Porto")

    assert names(text) == []
    assert [club.name for club in Club.objects.resembling(text)] == ["Springfield"]


def test_a_new_club_gets_an_address_of_its_own(db):
    first = Club.objects.enter(name="Activate", ri_number="5", district="5150")
    second = Club.objects.enter(name="Activate", ri_number="6")
    third = Club.objects.enter(name="東京")
    fourth = Club.objects.enter(name="京都")

    assert [club.slug for club in (first, second, third, fourth)] == [
        "activate-5",
        "activate-6",
        "club",
        "club-2",
    ]
    assert first.district.label == "5150"
    assert first.district_terms.get().district == first.district
