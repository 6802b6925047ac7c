from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from clubs.models import Club, Invitation, Membership
from clubs.models.invitation import InvitationRefused
from hope_portal.outbox.models import Message
from tests import factories as make

Role = Membership.Role
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def invite(club, email="pat@example.org", *, by=None, now=NOON, role=Role.MEMBER, ends_on=None):
    return club.invite(email, role=role, starts_on=date(2026, 11, 23), ends_on=ends_on, by=by, now=now)


def test_an_invitation_owes_one_mail_with_its_link(ana, harbor):
    invitation = invite(harbor, "Pat@Example.org", by=ana)

    mail = Message.objects.get(template="clubs/invitation")
    assert (mail.to, mail.subject) == ("pat@example.org", "An invitation for you")
    assert reverse("clubs:invitation", args=[invitation.token]) in mail.text
    assert "Ana Sample invites you to join Rotary Club of Harbor" in mail.text


def test_inviting_twice_to_one_role_is_refused_in_words(harbor):
    invite(harbor)

    with pytest.raises(InvitationRefused, match="is invited to this role already"):
        invite(harbor, "PAT@example.org")

    assert Message.objects.count() == 1


def test_an_expired_invitation_makes_room_for_a_new_one(harbor):
    invite(harbor)

    later = invite(harbor, now=NOON + timedelta(days=31))

    assert harbor.invitations.open().get() == later


def test_a_club_has_at_most_a_hundred_open_invitations(harbor):
    for n in range(100):
        invite(harbor, f"pat{n}@example.org")

    with pytest.raises(InvitationRefused, match="100 invitations are open"):
        invite(harbor)


def test_the_owner_of_the_address_accepts_and_is_in(harbor):
    invitation = invite(harbor, role=Role.TREASURER, ends_on=date(2027, 6, 30))
    pat = make.a_user("pat@example.org", name="Pat")

    invitation.accept(pat, now=NOON)
    invitation.accept(pat, now=NOON)

    assert list(Club.objects.manageable_by(pat, now=NOON)) == [harbor]
    assert harbor.memberships.get(person=pat.person).ends_on == date(2027, 6, 30)


def test_a_second_confirmed_address_accepts_too(harbor):
    invitation = invite(harbor)
    pat = make.a_user("pat@home.example")
    EmailAddress.objects.create(user=pat, email="pat@example.org", verified=True)

    invitation.accept(pat, now=NOON)

    assert harbor.memberships.get().person == pat.person


def test_another_account_cannot_accept(carl, harbor):
    with pytest.raises(InvitationRefused, match="This invitation went to another address"):
        invite(harbor).accept(carl, now=NOON)

    assert harbor.memberships.count() == 0


def test_an_address_that_is_not_confirmed_cannot_accept(harbor):
    pat = make.a_user("pat@example.org")
    EmailAddress.objects.update(verified=False)

    with pytest.raises(InvitationRefused):
        invite(harbor).accept(pat, now=NOON)


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        (timedelta(days=30), "This invitation has expired"),
        (timedelta(days=400), "This invitation has expired"),
    ],
)
def test_after_30_days_nobody_accepts(harbor, after, sentence):
    pat = make.a_user("pat@example.org")

    with pytest.raises(InvitationRefused, match=sentence):
        invite(harbor).accept(pat, now=NOON + after)


def test_a_role_whose_days_are_over_cannot_be_accepted(harbor):
    invitation = invite(harbor, ends_on=date(2026, 11, 25))
    pat = make.a_user("pat@example.org")

    with pytest.raises(InvitationRefused, match="expired"):
        invitation.accept(pat, now=NOON + timedelta(days=3))


def test_what_was_taken_back_cannot_be_accepted_and_its_mail_is_not_sent(harbor):
    invitation = invite(harbor)
    pat = make.a_user("pat@example.org")

    invitation.revoke(now=NOON)

    invitation.refresh_from_db()
    assert invitation.message_refusal(Message.objects.get()) == "The invitation was taken back or is used."
    with pytest.raises(InvitationRefused, match="taken back"):
        invitation.accept(pat, now=NOON)


def test_taking_back_what_was_accepted_changes_nothing(harbor):
    invitation = invite(harbor)
    invitation.accept(make.a_user("pat@example.org"), now=NOON)

    invitation.revoke(now=NOON)

    assert harbor.memberships.count() == 1
    assert Invitation.objects.get().revoked_at is None


def test_sending_again_gives_30_new_days_and_a_second_click_no_second_mail(harbor):
    invitation = invite(harbor)
    later = NOON + timedelta(days=20)

    invitation.resend(now=later)
    with pytest.raises(InvitationRefused, match="a moment ago"):
        Invitation.objects.get().resend(now=later + timedelta(seconds=2))

    assert Message.objects.count() == 2
    assert Invitation.objects.get().expires_at == later + timedelta(days=30)


def test_accepting_confirms_who_asked_before(harbor):
    pat = make.a_user("pat@example.org")
    harbor.ask_to_join(make.a_person(user=pat), now=NOON)

    invite(harbor).accept(pat, now=NOON)

    assert harbor.memberships.get().confirmed_at == NOON


def test_two_tabs_accept_once(harbor):
    invitation, other_tab = invite(harbor), Invitation.objects.get()
    pat = make.a_user("pat@example.org")

    invitation.accept(pat, now=NOON)
    other_tab.accept(pat, now=NOON + timedelta(minutes=1))

    assert harbor.memberships.count() == 1


def page(client, invitation):
    return client.get(reverse("clubs:invitation", args=[invitation.token])).content.decode()


def test_reading_an_invitation_changes_nothing(client, harbor):
    invitation = invite(harbor, now=timezone.now())
    client.force_login(make.a_user("pat@example.org"))

    assert "Accept and join" in page(client, invitation)
    assert harbor.memberships.count() == 0


def test_accepting_on_the_page_leads_to_the_desk(client, harbor):
    invitation = invite(harbor, now=timezone.now())
    client.force_login(make.a_user("pat@example.org"))

    answer = client.post(reverse("clubs:invitation", args=[invitation.token]), follow=True)

    assert answer.request["PATH_INFO"] == "/desk/"
    assert "Welcome to Rotary Club of Harbor." in answer.content.decode()


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client, harbor):
    invitation = invite(harbor, now=timezone.now())
    url = reverse("clubs:invitation", args=[invitation.token])

    assert f"?next={url}" in page(client, invitation)
    assert client.post(url).headers["Location"] == f"/accounts/login/?next={url}"


def test_another_account_is_told_whose_it_is_without_the_whole_address(client, carl, harbor):
    invitation = invite(harbor, now=timezone.now())
    client.force_login(carl)

    text = page(client, invitation)
    client.post(reverse("clubs:invitation", args=[invitation.token]))

    assert ("p…@example.org" in text, "pat@example.org" in text) == (True, False)
    assert harbor.memberships.count() == 0


def test_an_unknown_token_is_404(client, db):
    assert client.get(reverse("clubs:invitation", args=["x" * 32])).status_code == 404


def test_an_officer_invites_from_the_desk(client, ana, harbor):
    client.force_login(ana)
    url = reverse("clubs:invitation-create", args=[harbor.slug])
    year = make.a_rotary_year(at=timezone.now(), zone=harbor.zone)
    said = {"email": "Pat+hope@Example.org", "role": Role.TREASURER, "year": year.start + 1}

    first, second = client.post(url, said), client.post(url, said)

    assert first.status_code == 302
    assert "is invited to this role already" in second.content.decode()
    invitation = harbor.invitations.get()
    assert (invitation.email, invitation.starts_on) == ("pat+hope@example.org", date(year.start + 1, 7, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "not an address"},
        {"email": "x" * 5000 + "@example.org"},
        {"role": "governor"},
        {"year": "1905"},
        {"starts_on": "2027-02-30"},
        {"starts_on": "2027-07-01", "ends_on": "2027-06-01"},
    ],
)
def test_wrong_input_is_told_and_invites_nobody(client, ana, harbor, wrong):
    client.force_login(ana)
    year = make.a_rotary_year(at=timezone.now(), zone=harbor.zone)
    said = {"email": "pat@example.org", "role": Role.MEMBER, "year": year.start}

    answer = client.post(reverse("clubs:invitation-create", args=[harbor.slug]), {**said, **wrong})

    assert "<title>Error:" in answer.content.decode()
    assert (harbor.invitations.count(), Message.objects.count()) == (0, 0)


@pytest.mark.parametrize("who", ["carl", "ben", "nina"])
@pytest.mark.parametrize("what", ["resend", "revoke"])
def test_only_an_officer_of_the_club_changes_an_invitation(client, request, who, what, ana, harbor):
    invitation = invite(harbor)
    client.force_login(request.getfixturevalue(who))

    answer = client.post(reverse(f"clubs:invitation-{what}", args=[harbor.slug, invitation.pk]))

    assert answer.status_code == 404
    assert (harbor.invitations.open().count(), Message.objects.count()) == (1, 1)


def test_an_officer_of_another_club_does_not_reach_it_through_their_own(client, carl, harbor):
    invitation = invite(harbor)
    client.force_login(carl)
    own = carl.person.memberships.get().club

    answer = client.post(reverse("clubs:invitation-revoke", args=[own.slug, invitation.pk]))

    assert answer.status_code == 404
