from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from clubs.imports.headers import FIELDS
from hope_portal.workflow.models import Move, MoveRefused, Workflow

from .club import Club

STAFF_PERMISSIONS = ("clubs.add_club", "clubs.change_club")


def is_staff_importer(user):
    return user.is_staff and user.has_perms(STAFF_PERMISSIONS)


class ImportRunQuerySet(models.QuerySet):
    def manageable_by(self, user, *, now):
        """Staff see every import; an officer those of the members of own clubs that no staff began."""
        if is_staff_importer(user):
            return self
        return self.filter(club__in=Club.objects.manageable_by(user, now=now), as_staff=False)

    def waiting(self):
        """A step of theirs is asked for and not done."""
        return self.filter(status__in=ImportRun.WORKING)

    def with_rows_to_forget(self, now):
        """Seven days after the import, or after the upload of a file that was never imported."""
        long_ago = now - ImportRun.KEPT
        unfinished = Q(applied_at=None, created_at__lte=long_ago)
        return self.filter(unfinished | Q(applied_at__lte=long_ago))


class ImportRun(Workflow):
    """One file, from upload to undo. The row lock of the run lets one worker do one step of it once."""

    class Kind(models.TextChoices):
        CLUBS = "clubs", _("List of clubs")
        MEMBERS = "members", _("List of members")

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("Columns to be chosen")
        PLANNING = "planning", _("Being checked")
        PLANNED = "planned", _("Ready to import")
        APPLYING = "applying", _("Being imported")
        APPLIED = "applied", _("Imported")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")

    WORKING = (Status.PLANNING, Status.APPLYING, Status.UNDOING)
    KEPT = timedelta(days=7)
    LONG = 1000
    """From how many rows on a worker does it, and the page shows how far it is."""

    MOVES = {
        "plan": Move(_("Check"), frozenset({Status.UPLOADED, Status.PLANNED}), Status.PLANNING),
        "planned": Move(_("Checked"), frozenset({Status.PLANNING}), Status.PLANNED),
        "apply": Move(_("Import"), frozenset({Status.PLANNED}), Status.APPLYING),
        "apply_unseen": Move(_("Import"), frozenset({Status.UPLOADED}), Status.APPLYING),
        "applied": Move(_("Imported"), frozenset({Status.APPLYING}), Status.APPLIED),
        "undo": Move(_("Undo"), frozenset({Status.APPLIED}), Status.UNDOING),
        "undone": Move(_("Undone"), frozenset({Status.UNDOING}), Status.UNDONE),
        "stop": Move(_("Stop"), frozenset({Status.PLANNING, Status.APPLYING}), Status.UPLOADED),
        "keep": Move(_("Keep"), frozenset({Status.UNDOING}), Status.APPLIED),
    }

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    club = models.ForeignKey(
        Club, verbose_name=_("club"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    as_staff = models.BooleanField(_("by staff"), default=False)
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField(max_length=64, editable=False)
    headers = models.JSONField(default=list, editable=False)
    dropped = models.JSONField(default=list, editable=False)
    """Headers of the columns that were left behind when the file arrived."""
    mapping = models.JSONField(default=dict, editable=False)
    """Header -> field."""
    counts = models.JSONField(default=dict, editable=False)
    created_districts = models.JSONField(default=list, editable=False)
    rows_total = models.PositiveIntegerField(default=0, editable=False)
    failed = models.BooleanField(default=False, editable=False)
    """The last step broke off; nothing of it was kept."""
    created_at = models.DateTimeField(_("uploaded"))
    applied_at = models.DateTimeField(_("imported"), null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index("club", F("created_at").desc(), name="import_by_club"),
            models.Index(
                "id", condition=Q(status__in=["planning", "applying", "undoing"]), name="import_waiting"
            ),
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("clubs:import-run", args=[self.pk])

    @property
    def state(self):
        return self.Status(self.status).label

    @property
    def is_working(self):
        return self.status in self.WORKING

    @property
    def is_long(self):
        return self.rows_total > self.LONG

    @property
    def fields(self):
        return FIELDS[self.kind]

    def mapping_refusal(self, mapping):
        """What is still missing before rows can be read: a sentence, or None."""
        chosen = list(mapping.values())
        if twice := next((field for field in chosen if chosen.count(field) > 1), None):
            return _t("Two columns are “%(field)s”. Choose one of them.") % {"field": self.fields[twice]}
        if self.kind == self.Kind.CLUBS and "number" not in chosen:
            return _t("Choose the column with the club number. It is how we tell clubs apart.")
        if self.kind == self.Kind.CLUBS and "name" not in chosen:
            return _t("Choose the column with the name of the club.")
        if self.kind == self.Kind.MEMBERS and not {"name", "first_name", "last_name"} & set(chosen):
            return _t("Choose the column with the names, or one for first and one for last names.")
        if (
            self.kind == self.Kind.MEMBERS
            and not self.club_id
            and not {"club_name", "club_number"} & set(chosen)
        ):
            return _t("Choose the column that says which club each member belongs to.")
        return None

    def count(self, verdict):
        return self.counts.get(verdict.name.lower(), 0)

    def samples(self, most):
        """For each column, the first values that stand in it."""
        columns: list[list[str]] = [[] for _header in self.headers]
        for cells in self.rows.exclude(line=0).order_by("line").values_list("cells", flat=True)[:20]:
            for column, cell in zip(columns, cells, strict=False):
                if cell.strip() and cell not in column and len(column) < most:
                    column.append(cell)
        return columns

    def not_undone(self):
        """Rows that an undo left alone, with the reason."""
        since = [Q(reasons__contains=[[code, {}]]) for code in ("changed_since", "used_since")]
        return self.rows.filter(since[0] | since[1])

    @property
    def undo_until(self):
        return self.applied_at and self.applied_at + self.KEPT

    def undo_refusal(self, *, now):
        if self.status == self.Status.APPLIED and now > self.undo_until:
            return _t("Seven days are over, so this import can no longer be undone.")
        return None

    @property
    def percent(self):
        return min(100, 100 * self.done // max(1, self.rows_total))

    @transaction.atomic
    def begin(self, move, *, by, now, **changed):
        """Set one step going: plan, apply or undo. Of two people at once the second gets MoveRefused."""
        if move == "undo" and (refusal := self.undo_refusal(now=now)):
            raise MoveRefused(refusal)
        self._move(move, by=by, now=now)
        self._set(failed=False, **changed)
        self.done = 0

    @transaction.atomic
    def answer(self, choices):
        """What to do with rows that ask: {key of the row: choice}. What a row does not offer is ignored."""
        run = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        asking = run.rows.filter(pk__in=choices) if run.status == self.Status.PLANNED else run.rows.none()
        for row in asking:
            if choices[row.pk] in row.asks and choices[row.pk] != row.choice:
                row.choice = choices[row.pk]
                row.save(update_fields=["choice"])

    def discard(self):
        """The file and what was read from it are forgotten. True if it was still time for that."""
        early = [self.Status.UPLOADED, self.Status.PLANNED]
        return bool(type(self).objects.filter(pk=self.pk, status__in=early).delete()[0])

    def finish(self, move, *, now, **changed):
        self._move(move, by=None, now=now)
        self._set(**changed)

    def break_off(self, *, now):
        """Back to where one can begin again."""
        self.finish("keep" if self.status == self.Status.UNDOING else "stop", now=now, failed=True)

    def _set(self, **changed):
        for name, value in changed.items():
            setattr(self, name, value)
        self.save(update_fields=list(changed))

    # How far a step is. The step is one transaction, so nobody else could read it from the database.

    @property
    def done(self):
        return cache.get(f"import:{self.pk}", 0)

    @done.setter
    def done(self, rows):
        cache.set(f"import:{self.pk}", rows, 3600)
