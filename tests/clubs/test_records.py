"""The staff's records: clubs, districts, people and memberships in the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clubs.models import Club, DistrictTerm, Membership
from tests import factories as make

RECORDS = ["club", "district", "person", "membership"]


@pytest.fixture
def root(db, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    return make.a_user("root@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def reviewer(nina, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    return nina


def changelist(record):
    return reverse(f"admin:clubs_{record}_changelist")


@pytest.mark.parametrize("record", RECORDS)
def test_a_reviewer_may_look(client, reviewer, ana, harbor, record):
    harbor.place_in(make.a_district("5150"))
    row = {"club": harbor, "district": harbor.district, "person": ana.person}.get(
        record, harbor.memberships.get()
    )
    client.force_login(reviewer)

    pages = [changelist(record), reverse(f"admin:clubs_{record}_change", args=[row.pk])]

    assert [client.get(page).status_code for page in pages] == [200, 200]


@pytest.mark.parametrize("record", RECORDS)
def test_an_officer_is_not_let_in(client, ana, record):
    client.force_login(ana)

    assert client.get(changelist(record)).status_code == 302


@pytest.mark.parametrize("record", ["person", "membership", "district"])
def test_a_reviewer_changes_no_people(client, reviewer, ana, harbor, record):
    client.force_login(reviewer)

    assert client.get(reverse(f"admin:clubs_{record}_add")).status_code == 403


@pytest.mark.parametrize(
    ("record", "text", "found"),
    [
        ("club", "harb", 1),
        ("club", "10001", 1),
        ("club", "zzz", 0),
        ("person", "ana s", 1),
        ("person", "ANA@", 1),
        ("person", "ana@", 1),
        ("membership", "ana@", 1),
        ("membership", "Ana S", 1),
        ("membership", "10001", 1),
        ("membership", "zzz", 0),
    ],
)
def test_staff_find_records(client, root, ana, harbor, record, text, found):
    client.force_login(root)

    page = client.get(changelist(record), {"q": text})

    assert page.context["cl"].result_count == found


def club_form(club, **said):
    fields = ["ri_number", "kind", "name", "city", "region", "country", "zone", "language", "website"]
    terms = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {
        **{field: getattr(club, field) or "" for field in fields},
        **{f"district_terms-{name}": value for name, value in terms.items()},
        **said,
    }


def test_a_stale_page_saves_only_what_it_changed(client, root, harbor):
    client.force_login(root)
    said = club_form(harbor, name="Harbor Noon")
    Club.objects.update(latitude=47.5, join_token="token-of-the-officer")

    client.post(reverse("admin:clubs_club_change", args=[harbor.pk]), said)

    harbor.refresh_from_db()
    assert (harbor.name, harbor.latitude, harbor.join_token) == ("Harbor Noon", 47.5, "token-of-the-officer")


def test_the_district_of_today_follows_the_dated_ones(client, root, harbor, now):
    client.force_login(root)
    old, new = make.a_district("5150"), make.a_district("5160")
    term = DistrictTerm.objects.create(club=harbor, district=old)
    today = harbor.today(now)
    said = {
        "district_terms-TOTAL_FORMS": 2,
        "district_terms-INITIAL_FORMS": 1,
        "district_terms-0-id": term.pk,
        "district_terms-0-club": harbor.pk,
        "district_terms-0-district": old.pk,
        "district_terms-0-ends_on": today - timedelta(days=1),
        "district_terms-1-club": harbor.pk,
        "district_terms-1-district": new.pk,
        "district_terms-1-starts_on": today,
    }

    client.post(reverse("admin:clubs_club_change", args=[harbor.pk]), club_form(harbor, **said))

    harbor.refresh_from_db()
    assert harbor.district == new


def test_a_club_made_by_staff_gets_an_address(client, root, harbor):
    client.force_login(root)

    client.post(reverse("admin:clubs_club_add"), club_form(harbor, name="Activate", ri_number="77"))

    assert Club.objects.get(ri_number="77").slug == "activate-77"


@pytest.mark.parametrize("more", [1, 3])
@pytest.mark.parametrize(("record", "expected"), [("club", 10), ("person", 10), ("membership", 10)])
def test_a_list_takes_as_many_queries_for_1_and_3_rows(
    client, root, record, expected, more, django_assert_num_queries
):
    for _ in range(more):
        club = make.a_club(district=make.a_district())
        make.a_membership(of=club, role=Membership.Role.PRESIDENT)
    client.force_login(root)
    client.get(changelist(record))

    with django_assert_num_queries(expected):
        client.get(changelist(record))
