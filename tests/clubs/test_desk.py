from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clubs import due
from clubs.models import Activation, Club, Impact, Membership, Person
from tests import factories as make

Role = Membership.Role


def desk_of(club):
    return reverse("clubs:desk-club", args=[club.slug])


def queries(client, url, **said):
    """How many the page itself makes; the help bar of every page looks up its numbers apart from that."""
    client.get(url, said)
    with CaptureQueriesContext(connection) as caught:
        client.get(url, said)
    return len([query for query in caught if "safety_" not in query["sql"]])


def text(client, url):
    return client.get(url).content.decode()


def test_the_desk_of_nobody_s_member_shows_three_ways_in(client, db):
    client.force_login(make.a_user("new@example.org"))

    page = text(client, "/desk/")

    assert ["You are an officer" in page, "Your club is here" in page, "new@example.org" in page] == [
        True
    ] * 3


def test_the_desk_needs_an_account(client, harbor):
    assert client.get("/desk/").headers["Location"] == "/accounts/login/?next=/desk/"
    assert client.get(desk_of(harbor)).status_code == 302


def test_the_desk_names_my_clubs_and_roles_and_no_others(client, ana, carl):
    client.force_login(carl)

    page = text(client, "/desk/")

    assert ("Rotary Club of Trialton" in page, "President" in page, "Harbor" in page) == (True, True, False)


def test_an_officer_s_next_step_is_to_activate_and_a_member_has_none(client, ana, ben, harbor):
    client.force_login(ana)
    assert "Your next step" in text(client, desk_of(harbor))
    client.force_login(ben)
    assert "Your next step" not in text(client, desk_of(harbor))


def test_people_who_ask_are_due_for_officers(client, ana, harbor, now):
    harbor.ask_to_join(make.a_person("Pat Asks"), now=now)
    client.force_login(ana)

    assert "1 person asks to join" in text(client, "/desk/")
    assert "Pat Asks" in text(client, desk_of(harbor))


def test_who_asked_waits_on_their_own_desk(client, carl, harbor, now):
    harbor.ask_to_join(Person.objects.for_user(carl), now=now)
    client.force_login(carl)

    page = text(client, "/desk/")

    assert "With an officer of the club" in page
    assert desk_of(harbor) not in page


def test_an_invitation_waits_on_the_desk_of_its_owner_only(client, carl, harbor, now):
    invitation = harbor.invite(
        "carl@example.org", role=Role.MEMBER, starts_on=date(2026, 1, 1), by=None, now=now
    )
    url = reverse("clubs:invitation", args=[invitation.token])
    client.force_login(carl)
    assert url in text(client, "/desk/")
    client.force_login(make.a_user())
    assert url not in text(client, "/desk/")


def test_members_see_names_and_roles_and_no_addresses(client, ana, ben, harbor, now):
    harbor.invite("pat@example.org", role=Role.MEMBER, starts_on=date(2026, 1, 1), by=ana, now=now)
    harbor.renew_join_link()
    client.force_login(ben)

    page = text(client, desk_of(harbor))

    seen = [
        part in page for part in ("Ana Sample", "Secretary", "ana@example.org", "pat@example.org", "/join/")
    ]
    assert seen == [True, True, False, False, False]


def test_officers_see_addresses_invitations_and_the_join_link(client, ana, ben, harbor, now):
    harbor.invite("pat@example.org", role=Role.MEMBER, starts_on=date(2026, 1, 1), by=ana, now=now)
    harbor.renew_join_link()
    client.force_login(ana)

    page = text(client, desk_of(harbor))

    assert [part in page for part in ("ben@example.org", "pat@example.org", harbor.join_token)] == [True] * 3


@pytest.mark.parametrize("who", ["carl", "nina"])
def test_an_outsider_gets_404(client, request, who, harbor):
    client.force_login(request.getfixturevalue(who))

    assert client.get(desk_of(harbor)).status_code == 404


def test_members_are_paged_by_key(client, ana, harbor):
    for n in range(101):
        make.a_membership(make.a_person(f"Member {n:03}"), of=harbor)
    client.force_login(ana)

    first = client.get(desk_of(harbor))
    second = client.get(desk_of(harbor), {"after": first.context["after"]})

    assert [row.person.name for row in second.context["members"]] == ["Member 100"]
    assert client.get(desk_of(harbor), {"after": "made up"}).status_code == 200


@pytest.mark.parametrize("more", [0, 2])
def test_the_desk_takes_as_many_queries_for_1_and_3_clubs(client, ana, more, now, harbor):
    for n in range(more):
        club = make.a_club(f"More {n}")
        make.a_membership(ana.person, of=club, role=Role.PRESIDENT)
        club.ask_to_join(make.a_person(), now=now)
    client.force_login(ana)

    assert queries(client, "/desk/") == 10


@pytest.mark.parametrize("more", [0, 2])
def test_the_club_s_desk_takes_as_many_queries_for_1_and_3_rows(client, ana, more, now, harbor):
    for n in range(1 + more):
        make.a_membership(of=harbor)
        make.a_membership(of=harbor, role=Role.TREASURER)
        make.a_membership(of=harbor, ends_on=date(2021, 6, 30))
        harbor.ask_to_join(make.a_person(), now=now)
        harbor.invite(f"p{n}@example.org", role=Role.MEMBER, starts_on=date(2026, 1, 1), by=ana, now=now)
    client.force_login(ana)

    assert queries(client, desk_of(harbor)) == 15


def test_what_is_due_comes_soonest_first_and_counts_the_club_s_days(harbor, now, monkeypatch):
    today = harbor.today(now)
    rows = [
        due.Due(club=harbor, title="any day", url="/"),
        due.Due(club=harbor, title="late", url="/", by=today - timedelta(days=2)),
        due.Due(club=harbor, title="soon", url="/", by=today + timedelta(days=3)),
    ]
    monkeypatch.setattr(due, "_sources", [lambda clubs, *, user, now: rows])

    found = due.due_for([harbor], user=None, now=now)

    assert [(row.title, row.left) for row in found] == [("late", -2), ("soon", 3), ("any day", None)]


# The public directory and club page.


def an_approved_activation(club, now, **said):
    activation = Activation.begin(club, now=now, contact_name="Ana", contact_email="ana@example.org", **said)
    Activation.objects.filter(pk=activation.pk).update(status="approved", decided_at=now)
    return activation


def test_the_directory_says_which_clubs_are_active_this_year(client, harbor, now):
    make.a_club("Quiet")
    an_approved_activation(harbor, now)

    rows = client.get("/clubs/").context["clubs"]

    assert [(club.name, club.active) for club in rows] == [("Harbor", True), ("Quiet", False)]


@pytest.mark.parametrize("status", ["draft", "unconfirmed", "submitted", "changes", "declined", "withdrawn"])
def test_an_activation_that_is_not_approved_shows_nothing_in_public(client, harbor, now, status):
    activation = an_approved_activation(harbor, now, plans=["hope_bags"])
    Activation.objects.update(status=status)

    page = text(client, harbor.get_absolute_url())

    assert [part in page for part in ("Hope bag drive", activation.reference, "Active since")] == [False] * 3
    assert not client.get("/clubs/").context["clubs"][0].active


def test_last_year_s_activation_is_over(client, harbor, now):
    an_approved_activation(harbor, now - timedelta(days=366))

    assert "Activate this club" in text(client, harbor.get_absolute_url())
    assert not client.get("/clubs/").context["clubs"][0].active


def test_the_club_page_shows_plans_and_no_address(client, ana, harbor, now):
    an_approved_activation(harbor, now, plans=["hope_bags", "fundraiser"])

    page = text(client, harbor.get_absolute_url())

    parts = ("Hold a Hope bag drive", "Hold a fundraiser", "Prevent</p>", "ana@example.org", "Ana Sample")
    assert [part in page for part in parts] == [True, True, False, False, False]


def test_small_figures_stay_private_and_reported_ones_stand_apart(client, harbor, now):
    year = make.a_rotary_year(at=now, zone=harbor.zone).start
    for n, (quantity, confirmed) in enumerate([(40, True), (6, False), (4, True)]):
        measure = "materials" if quantity > 4 else "events"
        fact = {"measure": measure, "quantity": quantity, "confirmed": confirmed, "happened_on": now.date()}
        Impact.objects.create(club=harbor, rotary_year=year, source=f"fact:{n}", **fact)

    rows = client.get(harbor.get_absolute_url()).context["impact"]

    assert [(row["measure"], row["total"], row["confirmed"]) for row in rows] == [
        ("materials", 40, True),
        ("materials", 6, False),
    ]


def test_a_search_without_a_result_offers_to_describe_the_club(client, harbor):
    page = text(client, "/clubs/?q=zzqq")

    assert "Describe a club that is not listed" in page
    assert "/clubs/activate/?q=zzqq" in page


def test_a_misspelled_search_says_so(client, harbor):
    answer = client.get("/clubs/", {"q": "Harbro"})

    assert (answer.context["clubs"], answer.context["resembling"]) == ([harbor], True)


def test_the_directory_is_paged_by_key_without_gaps_or_repeats(client, db):
    for n in range(45):
        make.a_club(f"Same {n % 3}", city="Sametown")
    seen, after = [], ""
    while after is not None:
        answer = client.get("/clubs/", {"q": "same", "after": after})
        seen += [club.pk for club in answer.context["clubs"]]
        after = answer.context["after"]

    assert seen == list(Club.objects.order_by("name", "pk").values_list("pk", flat=True))


@pytest.mark.parametrize("after", ["x", "1", "'; drop table", "WyJhIl0:1:2", "\0"])
def test_a_cursor_that_is_not_ours_is_the_first_page(client, harbor, after):
    assert client.get("/clubs/", {"after": after}).context["clubs"] == [harbor]


@pytest.mark.parametrize("query", ["", "sample", "10001", "sampel", "\0", "%00", "a" * 5000])
@pytest.mark.parametrize("more", [0, 2])
def test_a_search_takes_at_most_2_queries(client, harbor, query, more):
    for n in range(more):
        make.a_club(f"Sample {n}", district=make.a_district())

    assert queries(client, "/clubs/", q=query) <= 2


def test_a_signed_in_person_asks_to_join_from_the_club_page(client, carl, harbor):
    client.force_login(carl)
    url = reverse("clubs:club-ask", args=[harbor.slug])

    client.get(url)
    assert harbor.memberships.count() == 0
    client.post(url)
    again = client.post(url, follow=True)

    assert harbor.memberships.get().confirmed_at is None
    assert "You have asked already" in again.content.decode()


def test_a_stranger_signs_in_before_asking(client, harbor):
    url = reverse("clubs:club-ask", args=[harbor.slug])

    assert client.post(url).headers["Location"] == f"/accounts/login/?next={url}"
