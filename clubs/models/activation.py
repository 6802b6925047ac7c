import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hope_portal.workflow.models import Move, Workflow

from .act import Act
from .club import Club
from .membership import Membership


def new_token():
    return secrets.token_urlsafe(24)


class Activation(Workflow):
    """A club joins the initiative for one Rotary year. What the club says of itself stays as it was said;
    the club it was found to be is `club`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        UNCONFIRMED = "unconfirmed", _("Waiting for your email to be confirmed")
        SUBMITTED = "submitted", _("With NCMEC")
        CHANGES = "changes", _("Needs you")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = frozenset({Status.UNCONFIRMED, Status.SUBMITTED, Status.CHANGES, Status.APPROVED})
    """States in which no second activation of the same club may begin."""

    MOVES = {
        "send": Move(_("Send"), frozenset({Status.DRAFT}), Status.UNCONFIRMED),
        "confirm": Move(_("Confirm"), frozenset({Status.DRAFT, Status.UNCONFIRMED}), Status.SUBMITTED),
        "resubmit": Move(_("Send again"), frozenset({Status.CHANGES}), Status.SUBMITTED),
        "withdraw": Move(
            _("Withdraw"), frozenset({Status.UNCONFIRMED, Status.SUBMITTED, Status.CHANGES}), Status.WITHDRAWN
        ),
        "approve": Move(_("Approve"), frozenset({Status.SUBMITTED}), Status.APPROVED, by_staff=True),
        "ask_for_changes": Move(
            _("Ask for changes"),
            frozenset({Status.SUBMITTED}),
            Status.CHANGES,
            note_required=True,
            by_staff=True,
        ),
        "decline": Move(
            _("Decline"), frozenset({Status.SUBMITTED}), Status.DECLINED, note_required=True, by_staff=True
        ),
    }

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

    club_name = models.CharField(_("club name"), max_length=120)
    club_number = models.CharField(_("club number"), max_length=12, blank=True)
    club_city = models.CharField(_("city"), max_length=100, blank=True)
    club_region = models.CharField(_("state or region"), max_length=60, blank=True)
    club_country = models.CharField(_("country"), max_length=2, default="US")
    club_district = models.CharField(_("district"), max_length=12, blank=True)

    contact_name = models.CharField(_("your name"), max_length=120, blank=True)
    contact_email = models.EmailField(_("your email address"), blank=True)
    contact_role = models.CharField(
        _("your office in the club"), max_length=20, choices=Membership.Role.choices, blank=True
    )
    contact_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    language = models.CharField(_("language"), max_length=10, default="en", editable=False)
    plans = ArrayField(
        models.CharField(max_length=20, choices=Act.choices),
        verbose_name=_("what the club plans"),
        default=list,
        blank=True,
    )
    note = models.TextField(_("anything NCMEC should know"), max_length=1000, blank=True)
    terms_version = models.CharField(_("terms accepted"), max_length=10, blank=True, editable=False)

    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("sent"), null=True, editable=False)
    answer_by = models.DateField(_("answer by"), null=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    staff_note = models.TextField(
        _("staff note"),
        blank=True,
        help_text=_("Only staff see this. No names of children, no details of cases."),
    )

    class Meta:
        verbose_name = _("activation")
        verbose_name_plural = _("activations")
        constraints = [
            models.UniqueConstraint(
                "club",
                "rotary_year",
                condition=Q(status__in=["unconfirmed", "submitted", "changes", "approved"]),
                name="one_activation_a_year",
            )
        ]
        indexes = [
            models.Index("answer_by", "id", condition=Q(status="submitted"), name="activation_queue"),
            models.Index("club", "rotary_year", name="activation_by_club"),
        ]

    def __str__(self):
        return self.reference
