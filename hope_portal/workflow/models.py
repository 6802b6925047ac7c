from collections.abc import Set
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from hope_portal.texts import Text


@dataclass(frozen=True)
class Move:
    """One arrow of a lifecycle: from any of `sources` to `target`."""

    label: Text
    sources: Set
    target: str
    note_required: bool = False
    by_staff: bool = False


class MoveRefused(Exception):
    """The move cannot be made now; the text says to a person why not."""


class IllegalMove(MoveRefused):
    """The row is no longer in a state from which this move leads on; somebody else was faster."""

    def __init__(self):
        super().__init__(_("This was decided by someone else in the meantime. Please look again."))


class StatusChange(models.Model):
    """What happened to something under review, who did it and when. Never edited."""

    subject_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    move = models.CharField(_("move"), max_length=40)
    was = models.CharField(_("from"), max_length=20)
    became = models.CharField(_("to"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        indexes = [models.Index(fields=["subject_type", "subject_id", "at"], name="change_by_subject")]

    def __str__(self):
        return f"{self.was} > {self.became}"


class Workflow(models.Model):
    """Anything that somebody reviews. `MOVES` is its lifecycle; nothing but `_move` writes `status`."""

    MOVES: ClassVar[dict[str, Move]] = {}
    NOTED: ClassVar[dict[str, Text]] = {}
    """What else its history tells, in words."""

    status = models.CharField(_("status"), max_length=20, editable=False)

    class Meta:
        abstract = True

    def open_moves(self):
        return {name: move for name, move in self.MOVES.items() if self.status in move.sources}

    def ends_with(self, move):
        """Whether nothing can follow this move."""
        return not any(move.target in later.sources for later in self.MOVES.values())

    @classmethod
    def in_words(cls, move):
        """How history calls a move, or whatever else was recorded."""
        return cls.MOVES[move].label if move in cls.MOVES else cls.NOTED.get(move, move)

    def history(self):
        """Newest first."""
        changes = StatusChange.objects.filter(subject_type=self._subject_type(), subject_id=self.pk)
        return changes.select_related("by").order_by("-at", "-pk")

    @classmethod
    def _workflow_root(cls):
        """The model whose table holds `status`: the parent, where a model extends another."""
        return cls._meta.get_field("status").model

    @classmethod
    def _subject_type(cls):
        return ContentType.objects.get_for_model(cls._workflow_root())

    def _move(self, name, *, by, now, note=""):
        """Make the move and write its history; call it inside the verb's transaction.

        Compare and set: of two people who decide at once, the second gets IllegalMove.
        """
        move, was = self.MOVES[name], self.status
        unchanged = self._workflow_root()._base_manager.filter(pk=self.pk, status=was)
        if was not in move.sources or not unchanged.update(status=move.target):
            raise IllegalMove
        self.status = move.target
        return self._record(name, was=was, by=by, now=now, note=note)

    def _record(self, name, *, was, by, now, note=""):
        """In the history: a move that was made, or something else that everybody should see there."""
        return StatusChange.objects.create(
            subject_type=self._subject_type(),
            subject_id=self.pk,
            move=name,
            was=was,
            became=self.status,
            by=by,
            note=note,
            at=now,
        )


def next_reference(year):
    """One reference number from request to impact, such as R4H-2026-000123. Gaps mean nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('workflow_reference')")
        return f"{settings.REFERENCE_PREFIX}-{year}-{cursor.fetchone()[0]:06d}"
