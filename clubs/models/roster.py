"""What a club does with the people in it. Part of Club, apart from it for length."""

from datetime import timedelta
from secrets import token_urlsafe
from zoneinfo import ZoneInfo

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from clubs import emails

from .invitation import Invitation, InvitationQuerySet, InvitationRefused
from .membership import Membership, MembershipQuerySet, MembershipRefused
from .person import Person
from .rotary_year import RotaryYear

MOST_WAITING = 100
"""People who ask to join one club and got no answer yet: what a join link that went astray can bring."""
MOST_INVITED = 100
"""Invitations a club may have open at a time."""


class Roster(models.Model):
    # What Club brings.
    zone: str
    memberships: MembershipQuerySet
    invitations: InvitationQuerySet

    join_token = models.CharField(max_length=40, unique=True, null=True, editable=False)

    class Meta:
        abstract = True

    def today(self, now):
        """The calendar day in the club's own zone."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def lock(self):
        """Wait for whoever else changes the people of this club, and keep others out until we commit."""
        type(self)._default_manager.select_for_update(of=("self",)).order_by().get(pk=self.pk)

    def add_member(
        self, person, *, role=Membership.Role.MEMBER, starts_on, ends_on=None, title="", confirmed_at
    ):
        """Raises MembershipRefused when the person has the role on any of these days."""
        if ends_on and ends_on < starts_on:
            raise MembershipRefused(_("The last day comes before the first."))
        try:
            with transaction.atomic():
                return self.memberships.create(
                    person=person,
                    role=role,
                    starts_on=starts_on,
                    ends_on=ends_on,
                    title=title,
                    confirmed_at=confirmed_at,
                )
        except IntegrityError:
            what = {"name": person.name, "role": Membership.Role(role).label}
            raise MembershipRefused(
                _("%(name)s already has the role “%(role)s” in these days.") % what
            ) from None

    @transaction.atomic
    def confirm_role(self, person, role, *, starts_on, ends_on, now):
        """`person` has the role beyond doubt. Where they hold it in these days already, that stands."""
        held = self.memberships.current(starts_on).filter(person=person, role=role)
        if ends_on:
            held = held.filter(starts_on__lte=ends_on)
        if membership := held.order_by("starts_on").first():
            membership.confirm(now=now)
            return membership
        return self.add_member(person, role=role, starts_on=starts_on, ends_on=ends_on, confirmed_at=now)

    def confirm_officer(self, *, name, email, role, language="", year, now):
        """From today to the end of `year`, or of this Rotary year where that one is over."""
        person = Person.objects.at_address(email, name=name, language=language)
        last_day = max(year, RotaryYear.at(now, self.zone)).ends_on
        return self.confirm_role(person, role, starts_on=self.today(now), ends_on=last_day, now=now)

    def ask_refusal(self, person, *, now):
        """Why this person cannot ask to join: a sentence, or None."""
        theirs = self.memberships.current(self.today(now)).filter(person=person)
        if theirs.waiting().exists():
            return _("You have asked already. An officer of the club has your question.")
        if theirs.exists():
            return _("You are in this club already.")
        if self.memberships.waiting().count() >= MOST_WAITING:
            return _("Many people are waiting for an answer here. Please write to an officer you know.")
        return None

    @transaction.atomic
    def ask_to_join(self, person, *, now):
        """Note the question and tell the officers, at most one mail each a day. Raises MembershipRefused."""
        self.lock()
        if refusal := self.ask_refusal(person, now=now):
            raise MembershipRefused(refusal)
        membership = self.add_member(person, starts_on=self.today(now), confirmed_at=None)
        for officer in Person.objects.officers_of(self, self.today(now)):
            emails.someone_asks_to_join(self, officer, now=now)
        return membership

    def leaderless_refusal(self, ending, *, after):
        """Why the memberships `ending` cannot end with the day `after`: nobody would be left to reach."""
        others = self.memberships.officers().on(after + timedelta(days=1)).exclude(pk__in=ending.values("pk"))
        if others.filter(person__in=Person.objects.reachable()).exists():
            return None
        return _("No officer would be left whom we can reach. Name another officer first; then this works.")

    def departure_refusal(self, person, *, now):
        theirs = self.memberships.current(self.today(now)).filter(person=person)
        if theirs.officers().exclude(confirmed_at=None).exists():
            return self.leaderless_refusal(theirs, after=self.today(now) - timedelta(days=1))
        return None

    @transaction.atomic
    def remove(self, person, *, now):
        """All roles of the person in this club end at once; person and history stay.
        Raises MembershipRefused."""
        self.lock()
        if refusal := self.departure_refusal(person, now=now):
            raise MembershipRefused(refusal)
        for membership in self.memberships.current(self.today(now)).filter(person=person):
            membership.cut(self.today(now) - timedelta(days=1))

    @transaction.atomic
    def invite(self, email, *, role, starts_on, ends_on=None, by, now, language="en"):
        """Raises InvitationRefused."""
        email = email.lower()
        self.lock()
        if ends_on and ends_on < max(starts_on, self.today(now)):
            raise InvitationRefused(_("The last day comes before the first, or is over."))
        if refusal := self.invitation_refusal(email, role, now=now):
            raise InvitationRefused(refusal)
        invitation = self.invitations.create(
            email=email,
            role=role,
            starts_on=starts_on,
            ends_on=ends_on,
            invited_by=by,
            language=language,
            sent_at=now,
            expires_at=now + Invitation.LASTS,
        )
        emails.invitation(invitation)
        return invitation

    def invitation_refusal(self, email, role, *, now):
        self.invitations.open().filter(expires_at__lte=now).update(revoked_at=now)
        waiting = self.invitations.open()
        if waiting.filter(email=email, role=role).exists():
            return _("%(email)s is invited to this role already. You can send the invitation again.") % {
                "email": email
            }
        if waiting.count() >= MOST_INVITED:
            return _("100 invitations are open. Wait for answers, or take some back.")
        return None

    def renew_join_link(self):
        """A new link; the old one works no more."""
        self.join_token = token_urlsafe(16)
        self.save(update_fields=["join_token"])

    def turn_off_join_link(self):
        self.join_token = None
        self.save(update_fields=["join_token"])
