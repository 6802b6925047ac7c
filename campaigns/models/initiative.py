from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns import emails, initiative_mail
from clubs.models import Activation, Club, Person, RotaryYear, Way
from hope_portal.accounts.models import User
from hope_portal.workflow.models import Move, MoveRefused, next_reference
from hope_portal.workflow.review import ReviewQuerySet

from .assigning import Assigned
from .slugs import free_slug
from .trust import Trust


class InitiativeRefused(MoveRefused):
    """The text is for the person who asked."""


class InitiativeQuerySet(ReviewQuerySet):
    def manageable_by(self, user, *, now):
        return self.filter(club__in=Club.objects.manageable_by(user, now=now))

    def public(self):
        """With a page of its own for everybody who has the address, even when it was cancelled since."""
        return self.filter(status__in=Initiative.PUBLIC)

    def awaiting_report(self, now):
        """Over, and nobody has told how it went."""
        return self.filter(status=Initiative.Status.LIVE, ends_at__lte=now)

    def listed(self):
        """What lists, feeds and maps show."""
        return self.filter(status=Initiative.Status.LIVE, listed=True)


class Initiative(Assigned):
    """Anything a club registers. One reference number leads from the request to the impact.

    `starts_at` and `ends_at` are derived from what each kind of initiative says in local terms.
    `version` grows whenever people must be told of a change; calendars order their updates by it.
    """

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Community training")
        SCHOOL = "school", _("School presentation")
        PROFESSIONALS = "professionals", _("Training for professionals")
        AWARENESS = "awareness", _("Our own awareness event")
        ONLINE = "online", _("Online session")

        @property
        def way(self):
            return Way.PREVENT

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("With NCMEC")
        CHANGES = "changes", _("Needs you")
        PROPOSED = "proposed", _("New dates for you")
        APPROVED = "approved", _("Approved")
        LIVE = "live", _("Open")
        COMPLETED = "completed", _("Done and reported")
        CANCELLED = "cancelled", _("Cancelled")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        MERGED = "merged", _("Joined with another request")

    PUBLIC = (Status.LIVE, Status.COMPLETED, Status.CANCELLED)
    IN_REVIEW = (Status.SUBMITTED, Status.CHANGES, Status.PROPOSED)
    EDITABLE = (Status.DRAFT, Status.CHANGES)
    """With the club, which may still say everything anew."""
    RUNNING = (Status.APPROVED, Status.LIVE)
    ASKED = (Status.SUBMITTED, Status.CHANGES, Status.PROPOSED, Status.APPROVED, Status.LIVE)
    """Standing: a second request like it would be a duplicate."""

    MOVES = {
        "submit": Move(_("Send"), {Status.DRAFT, Status.CHANGES}, Status.SUBMITTED),
        "withdraw": Move(
            _("Withdraw"), {Status.SUBMITTED, Status.CHANGES, Status.PROPOSED}, Status.WITHDRAWN
        ),
        "accept_date": Move(_("Accept a date"), {Status.PROPOSED}, Status.APPROVED),
        "refuse_dates": Move(_("None of these dates"), {Status.PROPOSED}, Status.SUBMITTED),
        "approve": Move(_("Approve"), {Status.SUBMITTED}, Status.APPROVED, by_staff=True),
        "propose": Move(_("Propose other dates"), {Status.SUBMITTED}, Status.PROPOSED),
        "ask_for_changes": Move(
            _("Ask for changes"), {Status.SUBMITTED}, Status.CHANGES, note_required=True, by_staff=True
        ),
        "decline": Move(_("Decline"), {Status.SUBMITTED}, Status.DECLINED, note_required=True, by_staff=True),
        "hand_over": Move(_("Hand over"), {Status.SUBMITTED}, Status.SUBMITTED, note_required=True),
        "merge": Move(_("Join with another"), {Status.SUBMITTED, Status.CHANGES}, Status.MERGED),
        "publish": Move(_("Go live"), {Status.APPROVED}, Status.LIVE),
        "cancel": Move(_("Cancel"), {Status.APPROVED, Status.LIVE}, Status.CANCELLED, note_required=True),
        "complete": Move(_("Report"), {Status.LIVE}, Status.COMPLETED),
    }

    status = models.CharField(_("status"), max_length=20, choices=Status.choices, editable=False)
    reference = models.CharField(_("reference number"), max_length=20, unique=True, editable=False)
    club = models.ForeignKey(
        Club, verbose_name=_("club"), on_delete=models.PROTECT, related_name="initiatives", editable=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(max_length=150, unique=True, editable=False)
    summary = models.TextField(_("what happens there"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    listed = models.BooleanField(_("in public lists"), default=True)

    zone = models.CharField(_("time zone"), max_length=64)
    starts_at = models.DateTimeField(_("begins"), null=True, editable=False)
    ends_at = models.DateTimeField(_("ends"), null=True, editable=False)
    place = models.CharField(_("place"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.CharField(_("state or region"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=2, default="US")
    latitude = models.FloatField(null=True, blank=True, editable=False)
    longitude = models.FloatField(null=True, blank=True, editable=False)

    organiser = models.ForeignKey(
        Person, verbose_name=_("organiser"), null=True, on_delete=models.SET_NULL, related_name="initiatives"
    )
    created_at = models.DateTimeField(_("begun"), editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="merged"
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        indexes = [
            models.Index("answer_by", "id", condition=Q(status="submitted"), name="initiative_queue"),
            models.Index(
                "status",
                condition=Q(status__in=["submitted", "changes", "proposed"]),
                name="initiative_in_review",
            ),
            models.Index(
                "starts_at",
                "id",
                condition=Q(status__in=["live", "cancelled"], listed=True),
                name="initiative_listed",
            ),
            models.Index("club", "starts_at", name="initiative_by_club"),
            models.Index("ends_at", "id", condition=Q(status="live"), name="initiative_to_report"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="initiative_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "live", "completed"]) | Q(starts_at__isnull=False),
                name="initiative_has_a_date_once_approved",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    @property
    def is_editable(self):
        return self.status in self.EDITABLE

    @classmethod
    def begin(cls, club, *, kind, organiser, now, title="", **said):
        """A new draft, with what is known of the club. It may be prepared before the club is active."""
        said = {
            "zone": club.zone,
            "language": club.language,
            "city": club.city,
            "region": club.region,
            "country": club.country,
            **said,
        }
        reference = next_reference(RotaryYear.at(now, club.zone).start)
        return cls.objects.create(
            club=club,
            kind=kind,
            title=title or str(cls.Kind(kind).label),
            slug=reference.lower(),
            organiser=organiser,
            reference=reference,
            status=cls.Status.DRAFT,
            created_at=now,
            **said,
        )

    def contacts(self, *, now):
        """Whom mail about it goes to: the organiser as long as they hold an office, else all officers."""
        officers = Person.objects.officers_of(self.club, self.club.today(now))
        return [person for person in officers if person.pk == self.organiser_id] or list(officers)

    def is_trusted(self):
        return Trust.objects.holds(self.club, self.kind)

    def submit_refusal(self, *, now):
        """Why it cannot be sent as it stands: a sentence for the club, or None."""
        year = RotaryYear.at(now, self.club.zone)
        standing = Activation.objects.standing(self.club, year=year)
        if standing is None or standing.status != Activation.Status.APPROVED:
            return __("Your club is not active yet. Once NCMEC has said yes to it, you can send this.")
        return None

    def approval_refusal(self, *, now):
        """Why this cannot be approved as it stands: a sentence for staff, or None."""
        if self.starts_at is None:
            return __("Set the date first, or propose dates to the club.")
        return None

    def publish_refusal(self, *, now):
        """What is still missing before it can go live: a sentence for the club, or None."""

    @transaction.atomic
    def submit(self, *, by, now):
        """To NCMEC. What NCMEC trusts the club with is approved at once.

        Raises InitiativeRefused, IllegalMove.
        """
        if refusal := self.submit_refusal(now=now):
            raise InitiativeRefused(refusal)
        change = self._move("submit", by=by, now=now)
        if self.is_trusted():
            return self.approve(by=None, now=now, note=__("NCMEC trusts this club with events like this."))
        self._promise_answer(now)
        emails.initiative_received(self, change, now=now)

    @transaction.atomic
    def withdraw(self, *, by, now, note=""):
        change = self._move("withdraw", by=by, now=now, note=note)
        self._decided(now)
        emails.initiative_withdrawn(self, change, now=now)

    @transaction.atomic
    def ask_for_changes(self, *, by, now, note):
        change = self._move("ask_for_changes", by=by, now=now, note=note)
        self._answered()
        emails.initiative_needs_changes(self, change, now=now)

    @transaction.atomic
    def decline(self, *, by, now, note):
        change = self._move("decline", by=by, now=now, note=note)
        self._decided(now)
        emails.initiative_declined(self, change, now=now)

    @transaction.atomic
    def approve(self, *, by, now, note=""):
        """Live at once where nothing is missing. Raises InitiativeRefused, IllegalMove."""
        if refusal := self.approval_refusal(now=now):
            raise InitiativeRefused(refusal)
        self._approved(self._move("approve", by=by, now=now, note=note), now=now)

    def _approved(self, change, *, now):
        self._decided(now)
        if not self.publish_refusal(now=now):
            self._go_live(by=change.by, now=now)
        emails.initiative_approved(self, change, now=now)

    @transaction.atomic
    def publish(self, *, by, now):
        """Raises InitiativeRefused, IllegalMove."""
        if refusal := self.publish_refusal(now=now):
            raise InitiativeRefused(refusal)
        self._go_live(by=by, now=now)

    def _go_live(self, *, by, now):
        """Under an address that says what it is, and stays."""
        self._move("publish", by=by, now=now)
        self.slug = free_slug(self._workflow_root(), f"{self.title} {self.city}")
        self.save(update_fields=["slug"])

    @transaction.atomic
    def merge(self, into, *, by, now):
        """The same request came twice: `into` goes on, and the club hears where. Raises InitiativeRefused."""
        if into.club_id != self.club_id or into.pk == self.pk or into.status not in self.ASKED:
            raise InitiativeRefused(__("Choose another open request of the same club."))
        change = self._move("merge", by=by, now=now, note=into.reference)
        self.merged_into_id = into.pk
        self._decided(now, "merged_into")
        emails.initiative_merged(self, change, now=now)

    @transaction.atomic
    def chase(self, *, now):
        """Tell staff that the promised day is over. Safe to repeat: each person hears each thing once."""
        late, escalated = self.whom_to_chase(User.objects.staff_in("reviewer", "scheduler"), now=now)
        for user in late:
            emails.initiative_late(self, to=user)
        for user in escalated:
            emails.initiative_escalated(self, to=user)

    def message_context(self, message):
        return initiative_mail.context(self, message)

    def message_refusal(self, message):
        """Asked before a message about it is sent: is it still true?"""
        return initiative_mail.refusal(self, message)
