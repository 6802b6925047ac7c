"""The pages on which an officer changes who belongs to a club, and a person comes and goes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from clubs.models import Membership
from tests import factories as make

Role = Membership.Role


def member_urls(club, membership):
    person = membership.person_id
    return [
        reverse("clubs:desk-club", args=[club.slug]),
        reverse("clubs:leave", args=[club.slug]),
        *officer_urls(club, membership.pk, person),
    ]


def officer_urls(club, role, person):
    return [
        reverse("clubs:member", args=[club.slug, person]),
        reverse("clubs:role-add", args=[club.slug, person]),
        reverse("clubs:role-end", args=[club.slug, role]),
        reverse("clubs:member-remove", args=[club.slug, person]),
        reverse("clubs:invitation-create", args=[club.slug]),
    ]


@pytest.mark.parametrize("who", ["carl", "nina"])
def test_an_outsider_gets_404_everywhere(client, request, who, ana, ben, harbor):
    client.force_login(request.getfixturevalue(who))

    answers = {client.get(url).status_code for url in member_urls(harbor, ben.person.memberships.get())}

    assert answers == {404}


def test_a_member_gets_404_on_what_only_officers_do(client, ana, ben, harbor):
    client.force_login(ben)
    secretary = ana.person.memberships.get()

    answers = {client.post(url).status_code for url in officer_urls(harbor, secretary.pk, ana.person.pk)}

    assert answers == {404}


def test_an_officer_sees_every_page(client, ana, ben, harbor):
    client.force_login(ana)

    answers = {client.get(url).status_code for url in member_urls(harbor, ben.person.memberships.get())}

    assert answers == {200}


@pytest.mark.parametrize("who", ["carl", "ben"])
@pytest.mark.parametrize("what", ["member-admit", "member-decline"])
def test_only_an_officer_answers_who_asks(client, request, who, what, ana, harbor, now):
    asked = harbor.ask_to_join(make.a_person(), now=now)
    client.force_login(request.getfixturevalue(who))

    assert client.post(reverse(f"clubs:{what}", args=[harbor.slug, asked.pk])).status_code == 404
    assert harbor.memberships.waiting().get() == asked


def test_an_officer_cannot_reach_people_of_another_club(client, ana, carl, harbor):
    client.force_login(carl)
    trialton, role = carl.person.memberships.get().club, ana.person.memberships.get()

    answers = {client.post(url).status_code for url in officer_urls(trialton, role.pk, ana.person.pk)[:4]}

    assert answers == {404}


def test_an_officer_says_yes_on_the_desk(client, ana, harbor, now):
    asked = harbor.ask_to_join(make.a_person("Pat Asks"), now=now)
    client.force_login(ana)

    page = client.post(reverse("clubs:member-admit", args=[harbor.slug, asked.pk]), follow=True)

    assert "Pat Asks is a member now." in page.content.decode()
    assert not harbor.memberships.waiting().exists()


def test_a_role_is_given_for_the_rotary_year_and_twice_is_refused(client, ana, ben, harbor):
    client.force_login(ana)
    url = reverse("clubs:role-add", args=[harbor.slug, ben.person.pk])
    said = {"role": Role.TREASURER, "year": harbor_year(harbor).start}

    first, second = client.post(url, said), client.post(url, said)

    assert first.status_code == 302
    assert "already has the role" in second.content.decode()
    given = ben.person.memberships.get(role=Role.TREASURER)
    assert (given.starts_on, given.ends_on) == (harbor_year(harbor).starts_on, harbor_year(harbor).ends_on)


def harbor_year(club):
    return make.a_rotary_year(at=timezone.now(), zone=club.zone)


def test_a_member_leaves_by_post_only(client, ana, ben, harbor):
    client.force_login(ben)
    url = reverse("clubs:leave", args=[harbor.slug])

    client.get(url)
    assert harbor.memberships.filter(ends_on=None).count() == 2
    page = client.post(url, follow=True)

    assert "You have left Rotary Club of Harbor." in page.content.decode()
    assert client.get(url).status_code == 404


def test_the_last_officer_is_told_why_not(client, ana, harbor):
    client.force_login(ana)
    url = reverse("clubs:leave", args=[harbor.slug])

    asked = client.get(url).content.decode()
    page = client.post(url, follow=True).content.decode()

    assert "Name another officer first" in asked
    assert "Leave the club</button>" not in asked
    assert "Name another officer first" in page
    assert harbor.memberships.count() == 1


def test_the_join_link_lets_in_nobody_without_a_yes(client, ana, carl, harbor):
    client.force_login(ana)
    client.post(reverse("clubs:join-link", args=[harbor.slug]), {"renew": ""})
    harbor.refresh_from_db()
    client.force_login(carl)

    client.post(reverse("clubs:join", args=[harbor.join_token]))

    assert client.get(reverse("clubs:desk-club", args=[harbor.slug])).status_code == 404
    assert harbor.memberships.waiting().get().person == carl.person


def test_a_stranger_reads_the_join_page_and_signs_in_first(client, harbor):
    harbor.renew_join_link()
    url = reverse("clubs:join", args=[harbor.join_token])

    page = client.get(url).content.decode()
    client.post(url)

    assert f"?next={url}" in page
    assert harbor.memberships.count() == 0


def test_a_renewed_link_ends_the_old_one_and_off_ends_both(client, ana, harbor):
    client.force_login(ana)
    harbor.renew_join_link()
    old = reverse("clubs:join", args=[harbor.join_token])

    client.post(reverse("clubs:join-link", args=[harbor.slug]), {"renew": ""})
    harbor.refresh_from_db()
    new = reverse("clubs:join", args=[harbor.join_token])
    assert [client.get(old).status_code, client.get(new).status_code] == [404, 200]
    client.post(reverse("clubs:join-link", args=[harbor.slug]), {"off": ""})

    assert client.get(new).status_code == 404
