import secrets

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from clubs import emails
from hope_portal.accounts.models import User
from hope_portal.workflow.models import IllegalMove, Move, MoveRefused, next_reference
from hope_portal.workflow.review import ReviewQuerySet

from .application import Application, as_listed
from .club import Club
from .person import Person
from .rotary_year import RotaryYear

TERMS_VERSION = "2026-11"


class ActivationRefused(MoveRefused):
    """The text is for the person who asked."""


def new_token():
    return secrets.token_urlsafe(24)


class ActivationQuerySet(ReviewQuerySet):
    def standing(self, club, *, year):
        """The one activation of this club that NCMEC has, asked about or approved."""
        return self.filter(club=club, rotary_year=year.start, status__in=Activation.STANDING).first()

    def approved_in(self, year):
        return self.filter(status=Activation.Status.APPROVED, rotary_year=year.start)


class Activation(Application):
    """A club joins the initiative for one Rotary year.

    `club` is the club of the directory that it was found to be.
    `token` opens the sender's own pages without an account and is as good as a key: it is never logged.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        UNCONFIRMED = "unconfirmed", _("Waiting for your email to be confirmed")
        SUBMITTED = "submitted", _("With NCMEC")
        CHANGES = "changes", _("Needs you")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    STANDING = (Status.SUBMITTED, Status.CHANGES, Status.APPROVED)
    """One a club and year. A draft or an unconfirmed address must not keep a club's real officer out."""
    EDITABLE = (Status.DRAFT, Status.CHANGES)

    MOVES = {
        "send": Move(_("Send"), {Status.DRAFT}, Status.UNCONFIRMED),
        "confirm": Move(_("Confirm"), {Status.UNCONFIRMED}, Status.SUBMITTED),
        "resubmit": Move(_("Send again"), {Status.CHANGES}, Status.SUBMITTED),
        "withdraw": Move(
            _("Withdraw"), {Status.UNCONFIRMED, Status.SUBMITTED, Status.CHANGES}, Status.WITHDRAWN
        ),
        "approve": Move(_("Approve"), {Status.SUBMITTED}, Status.APPROVED, by_staff=True),
        "ask_for_changes": Move(
            _("Ask for changes"),
            {Status.SUBMITTED},
            Status.CHANGES,
            note_required=True,
            by_staff=True,
        ),
        "decline": Move(_("Decline"), {Status.SUBMITTED}, Status.DECLINED, note_required=True, by_staff=True),
    }

    status = models.CharField(_("status"), max_length=20, choices=Status.choices, editable=False)
    reference = models.CharField(_("reference number"), max_length=20, unique=True, editable=False)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    rotary_year = models.PositiveSmallIntegerField(_("Rotary year"))
    club = models.ForeignKey(
        Club,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="activations",
        verbose_name=_("club"),
    )

    terms_version = models.CharField(_("terms accepted"), max_length=10, blank=True, editable=False)

    created_at = models.DateTimeField(_("begun"), editable=False)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        verbose_name = _("activation")
        verbose_name_plural = _("activations")
        constraints = [
            models.UniqueConstraint(
                "club",
                "rotary_year",
                condition=Q(status__in=["submitted", "changes", "approved"]),
                name="one_activation_a_year",
            )
        ]
        indexes = [
            models.Index("answer_by", "id", condition=Q(status="submitted"), name="activation_queue"),
            models.Index("rotary_year", "club", condition=Q(status="approved"), name="activation_approved"),
            models.Index("created_at", condition=Q(status="draft"), name="activation_drafts"),
        ]

    def __str__(self):
        return self.reference

    @property
    def year(self):
        return RotaryYear(self.rotary_year)

    @classmethod
    def begin(cls, club, *, now, language="en", **said):
        """A new draft, filled in with what the directory knows of the club (None: it is not listed)."""
        year = RotaryYear.at(now, club.zone if club else settings.STAFF_ZONE)
        return cls.objects.create(
            club=club,
            rotary_year=year.start,
            reference=next_reference(year.start),
            status=cls.Status.DRAFT,
            language=language,
            created_at=now,
            **{**as_listed(club), **said},
        )

    def standing_other(self):
        """Another activation of the same club and year that NCMEC already has, or None."""
        other = self.club and Activation.objects.standing(self.club, year=self.year)
        return other if other and other.pk != self.pk else None

    @transaction.atomic
    def send(self, *, now, by=None, address_confirmed=False):
        """The sender accepts the terms and sends it.

        Unless the address is known to be theirs, NCMEC sees nothing until it is confirmed.
        Raises ActivationRefused, IllegalMove.
        """
        if self.missing():
            raise ActivationRefused(__("Please fill in the steps that are still open."))
        if self.standing_other():
            raise ActivationRefused(__("Someone in your club has already activated it."))
        self._move("send", by=by, now=now)
        self.terms_version = TERMS_VERSION
        self.save(update_fields=["terms_version"])
        if address_confirmed:
            self.confirm(now=now, by=by)
        else:
            emails.activation_confirm_address(self)

    @transaction.atomic
    def confirm_at(self, email, *, now):
        """Ask once more for the confirmation, perhaps at a corrected address. Raises IllegalMove."""
        waiting = Activation.objects.filter(pk=self.pk, status=self.Status.UNCONFIRMED)
        if not waiting.update(contact_email=email):
            raise IllegalMove
        self.contact_email = email
        emails.activation_confirm_address(self, again=f":{now:%Y%m%dT%H%M}")

    @transaction.atomic
    def confirm(self, *, now, by=None):
        """The address is the sender's; from here on NCMEC has it. Raises ActivationRefused, IllegalMove."""
        self._hand_to_staff("confirm", by=by, now=now)
        emails.activation_received(self)

    @transaction.atomic
    def resubmit(self, *, now, by=None):
        self._hand_to_staff("resubmit", by=by, now=now)
        emails.activation_resubmitted(self)

    def _hand_to_staff(self, move, *, by, now):
        try:
            with transaction.atomic():
                self._move(move, by=by, now=now)
        except IntegrityError:
            raise ActivationRefused(__("Someone in your club has already activated it.")) from None
        self._promise_answer(now)

    @transaction.atomic
    def withdraw(self, *, now, by=None):
        self._move("withdraw", by=by, now=now)
        emails.activation_withdrawn(self)

    @transaction.atomic
    def ask_for_changes(self, *, by, now, note):
        change = self._move("ask_for_changes", by=by, now=now, note=note)
        self._answered()
        emails.activation_needs_changes(self, change)

    @transaction.atomic
    def decline(self, *, by, now, note):
        change = self._move("decline", by=by, now=now, note=note)
        self._decided(now)
        emails.activation_declined(self, change)

    def approval_refusal(self):
        """Why this cannot be approved as it stands: a sentence for staff, or None."""
        if (
            self.club is None
            and self.club_number
            and Club.objects.filter(ri_number=self.club_number).exists()
        ):
            return __("The directory has a club with this number. Choose it under “Club”, then approve.")
        if other := self.standing_other():
            return __("The club already has %(reference)s for this year.") % {"reference": other.reference}
        return None

    @transaction.atomic
    def approve(self, *, by, now, note=""):
        """The club is active for its year and the sender holds the office they named.

        A club that was not listed enters the directory. Raises ActivationRefused, IllegalMove.
        """
        if refusal := self.approval_refusal():
            raise ActivationRefused(refusal)
        change = self._move("approve", by=by, now=now, note=note)
        self.club = self.club or Club.objects.enter(
            name=self.club_name,
            ri_number=self.club_number or None,
            city=self.club_city,
            region=self.club_region,
            country=self.club_country,
            district=self.club_district,
        )
        self._decided(now, "club")
        self._open_account()
        self.club.confirm_officer(
            name=self.contact_name,
            email=self.contact_email,
            role=self.contact_role,
            language=self.language,
            year=self.year,
            now=now,
        )
        emails.activation_approved(self, change)

    def _open_account(self):
        """The address is confirmed, so its owner can sign in by a mailed code from now on."""
        account = User.objects.for_confirmed_address(
            self.contact_email, name=self.contact_name, language=self.language
        )
        Person.objects.for_user(account)

    @transaction.atomic
    def chase(self, *, now):
        """Tell staff that the promised day is over. Safe to repeat: each person hears each thing once."""
        late, escalated = self.whom_to_chase(User.objects.staff_in("reviewer"), now=now)
        for user in late:
            emails.activation_late(self, to=user)
        for user in escalated:
            emails.activation_escalated(self, to=user)

    def message_refusal(self, message):
        """Asked before a message about this activation is sent: is it still true?"""
        chasing = message.template in {"clubs/activation_late", "clubs/activation_escalated"}
        if chasing and self.status != self.Status.SUBMITTED:
            return __("It has been decided in the meantime.")
        return None
