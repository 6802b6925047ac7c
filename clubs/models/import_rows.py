from django.db import models
from django.utils.translation import gettext_lazy as _

from clubs.imports.refusals import sentence

from .club import Club
from .imports import ImportRun
from .membership import Membership


class ImportRow(models.Model):
    """One line of the file, what we make of it, and after the import what undoes it."""

    class Verdict(models.IntegerChoices):
        """In the order in which people should read them."""

        UNREAD = 0, _("Not checked yet")
        ERROR = 1, _("Not possible")
        DUPLICATE = 2, _("Perhaps the same")
        MISSING = 3, _("No longer listed")
        KEPT = 4, _("Kept as it is")
        LEFT_OUT = 5, _("Left out")
        CHANGED = 6, _("Changed")
        NEW = 7, _("New")
        SAME = 8, _("Same")

    class Choice(models.TextChoices):
        NOTHING = "", _("Do nothing")
        SAME = "same", _("The same: bring it up to date")
        NEW = "new", _("Another one: add it")
        END = "end", _("Ended: end the membership today")

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(default=0)
    """0 for what stands here but not in the file."""
    cells = models.JSONField(default=list)
    label = models.CharField(max_length=200, blank=True)
    verdict = models.PositiveSmallIntegerField(choices=Verdict.choices, default=Verdict.UNREAD)
    reasons = models.JSONField(default=list)
    """[code, values] pairs, see `imports.refusals`."""
    changes = models.JSONField(default=dict)
    """Field -> [was, becomes], as people read it."""
    choice = models.CharField(max_length=4, choices=Choice.choices, blank=True)
    subject = models.BigIntegerField(null=True)
    """The club or person that the line is about."""
    club = models.ForeignKey(Club, null=True, on_delete=models.CASCADE, related_name="+")
    """Of members: the club the line is about."""
    undo = models.JSONField(null=True)
    """{"was": state or null, "became": state}; null where nothing was done."""

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        indexes = [models.Index("run", "verdict", "line", "id", name="import_row_order")]

    def __str__(self):
        return f"{self.run_id}:{self.line}"

    @property
    def sentences(self):
        return [sentence(code, self._in_words(values)) for code, values in self.reasons]

    def _in_words(self, values):
        """The names of fields as people call them."""
        return {
            key: self.run.fields.get(value, value) if key == "field" else value
            for key, value in values.items()
        }

    @property
    def asks(self):
        """The choices that this row offers."""
        if self.verdict == self.Verdict.DUPLICATE:
            return [self.Choice.NOTHING, self.Choice.SAME, self.Choice.NEW]
        return [self.Choice.NOTHING, self.Choice.END] if self.verdict == self.Verdict.MISSING else []

    @property
    def differences(self):
        """(label, was, becomes) of each change."""
        return [
            (self.run.fields[name], _in_words(name, was), _in_words(name, becomes))
            for name, (was, becomes) in self.changes.items()
        ]


WORDS = {
    "role": dict(Membership.Role.choices),
    "member_type": dict(Membership.Role.choices),
    "kind": dict(Club.Kind.choices),
}


def _in_words(name, value):
    """A value as people call it; several offices stand in one."""
    words = WORDS.get(name, {})
    return ", ".join(str(words.get(part, part)) for part in value.split(", "))


class ImportMapping(models.Model):
    """What the columns of a file meant, for the next file with the same columns from the same hands."""

    club = models.ForeignKey(Club, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ImportRun.Kind.choices)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("remembered columns")
        verbose_name_plural = _("remembered columns")
        constraints = [
            models.UniqueConstraint(
                "club", "kind", "signature", nulls_distinct=False, name="one_import_mapping_per_header"
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.signature[:8]}"
