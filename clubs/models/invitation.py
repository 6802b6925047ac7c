from datetime import timedelta
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from clubs import emails

from .membership import Membership, MembershipRefused
from .person import Person
from .term import in_words


class InvitationRefused(MembershipRefused):
    """The text is for the person who asked."""


def new_token():
    return token_urlsafe(24)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self):
        """Neither accepted nor taken back; it may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(models.Model):
    """An officer asks somebody into the club, in one role. Only the owner of the address can accept."""

    LASTS = timedelta(days=30)
    PAUSE = timedelta(minutes=10)
    """Between two mails of the same invitation: a second click, or impatience."""

    club = models.ForeignKey("clubs.Club", on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("email address"))
    role = models.CharField(
        _("role"), max_length=20, choices=Membership.Role.choices, default=Membership.Role.MEMBER
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    language = models.CharField(_("language"), max_length=10, default="en")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    times_sent = models.PositiveSmallIntegerField(_("times sent"), default=1)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("works until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(_("taken back"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invitation_email_is_lower_case"),
            models.UniqueConstraint(
                "club",
                "email",
                "role",
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_open_invitation_to_a_role",
            ),
        ]

    def __str__(self):
        return f"{self.club_id}: {self.get_role_display()}"

    @property
    def masked_email(self):
        """Enough for its owner to know it by."""
        name, _at, host = self.email.partition("@")
        return f"{name[:1]}…@{host}"

    def is_over(self, now):
        return self.expires_at <= now or bool(self.ends_on and self.ends_on < self.club.today(now))

    def refusal(self, *, now):
        """Why nobody can accept this any more: a sentence, or None."""
        if self.revoked_at:
            return __("This invitation was taken back. Ask the officer who sent it.")
        if self.accepted_at:
            return __("This invitation is used already.")
        if self.is_over(now):
            return __("This invitation has expired. Ask an officer of the club to send it again.")
        return None

    def is_for(self, user):
        """Whether the account has proved to own the invited address."""
        theirs = EmailAddress.objects.filter(user=user.pk, verified=True, email__iexact=self.email)
        return user.is_authenticated and theirs.exists()

    @transaction.atomic
    def accept(self, user, *, now):
        """Safe to repeat by the same person. Raises InvitationRefused."""
        invitation = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        person = Person.objects.for_user(user)
        if invitation.accepted_at and invitation.accepted_by_id == person.pk:
            return
        if not self.is_for(user):
            raise InvitationRefused(__("This invitation went to another address. Sign in with that one."))
        if refusal := invitation.refusal(now=now):
            raise InvitationRefused(refusal)
        self.club.confirm_role(person, self.role, starts_on=self.starts_on, ends_on=self.ends_on, now=now)
        self.accepted_at, self.accepted_by = now, person
        self.save(update_fields=["accepted_at", "accepted_by"])

    @transaction.atomic
    def resend(self, *, now):
        """Once more, with 30 new days. Raises InvitationRefused."""
        invitation = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        if invitation.accepted_at or invitation.revoked_at:
            raise InvitationRefused(invitation.refusal(now=now))
        if now - invitation.sent_at < self.PAUSE:
            raise InvitationRefused(__("It was sent a moment ago. Please give it ten minutes."))
        self.times_sent = invitation.times_sent + 1
        self.sent_at, self.expires_at = now, now + self.LASTS
        self.save(update_fields=["times_sent", "sent_at", "expires_at"])
        emails.invitation(self)

    @transaction.atomic
    def revoke(self, *, now):
        """Safe to repeat; what was accepted stays accepted."""
        type(self).objects.open().filter(pk=self.pk).update(revoked_at=now)

    def message_refusal(self, message):
        """Asked before the mail leaves: is it still true?"""
        return (
            __("The invitation was taken back or is used.") if self.accepted_at or self.revoked_at else None
        )

    @property
    def term(self):
        return in_words(self.starts_on, self.ends_on)
