"""What every kind of list has in common: rows are read through the chosen columns and judged one by one."""

from dataclasses import dataclass, field

from clubs.models import ImportRow

from .sets import batches

Verdict = ImportRow.Verdict
Choice = ImportRow.Choice


@dataclass
class Judgement:
    row: ImportRow
    verdict: Verdict
    label: str = ""
    reasons: list = field(default_factory=list)
    changes: dict = field(default_factory=dict)
    subject: int | None = None
    club_id: int | None = None
    wanted: dict = field(default_factory=dict)
    """What is to be written, in the terms of the list's own kind."""

    @property
    def unseen(self):
        """No person was shown a verdict for this row."""
        return self.row.verdict == Verdict.UNREAD

    @property
    def as_shown(self):
        """Whether a person who saw the row before would see the same now."""
        row = self.row
        shown = (row.verdict, row.subject, row.changes)
        return self.unseen or shown == (self.verdict, self.subject, self.changes)

    @property
    def creates(self):
        return self.verdict == Verdict.NEW or (self._asks and self.row.choice == Choice.NEW)

    @property
    def updates(self):
        return self.verdict == Verdict.CHANGED or (self._asks and self.row.choice == Choice.SAME)

    @property
    def _asks(self):
        return self.verdict == Verdict.DUPLICATE


def refused(row, wrong, label):
    return Judgement(row, Verdict.ERROR, label, [[wrong.code, wrong.values]])


def reader(run):
    """From the cells of a row to {field: text}, by the mapping of the run."""
    positions = {header: position for position, header in enumerate(run.headers)}
    columns = [(positions[header], name) for header, name in run.mapping.items() if header in positions]
    return lambda cells: {name: cells[position] for position, name in columns}


def judged(run, work):
    """Judgements in batches. `work` first sees all rows once, so that it can fetch what it compares with."""
    read = reader(run)
    listed = run.rows.exclude(line=0).order_by("line")
    work.prepare((line, read(cells)) for line, cells in listed.values_list("line", "cells").iterator())
    done = 0
    for rows in batches(listed.iterator()):
        yield work.judge([(row, read(row.cells)) for row in rows])
        run.done = done = done + len(rows)
