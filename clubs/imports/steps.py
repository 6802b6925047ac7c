"""The three steps of an import, each one transaction: check (plan), import (apply), undo."""

import logging
from collections import Counter

from django.db import transaction
from django.db.models import DO_NOTHING, Count

from clubs.models import District, ImportRow, ImportRun

from .club_rows import ClubList
from .judging import Verdict, judged
from .member_rows import MemberList
from .sets import batches, check_at_once, update_many

logger = logging.getLogger(__name__)

LISTS: dict[str, type[ClubList | MemberList]] = {
    ImportRun.Kind.CLUBS: ClubList,
    ImportRun.Kind.MEMBERS: MemberList,
}
JUDGED = ["verdict", "label", "reasons", "changes", "subject", "club_id"]


def carry_out(pk, *, now):
    """Do the step that the run waits for. Safe to repeat and on two workers: the lock of the run lets one do
    it, and a step that breaks off leaves everything as it was before."""
    try:
        with transaction.atomic():
            run = (
                ImportRun.objects.waiting()
                .select_for_update(of=("self",), skip_locked=True)
                .filter(pk=pk)
                .first()
            )
            if run:
                STEPS[run.status](run, now=now)
    except Exception:
        logger.exception("import broke off", extra={"import": pk})
        _break_off(pk, now)


@transaction.atomic
def _break_off(pk, now):
    if run := ImportRun.objects.waiting().select_for_update().filter(pk=pk).first():
        run.break_off(now=now)


def plan(run, *, now):
    """Give every row its verdict. Nothing else is written."""
    run.rows.filter(line=0).delete()
    work = LISTS[run.kind](run, now=now)
    for judgements in judged(run, work):
        _note([_take(judgement) for judgement in judgements], JUDGED)
    ImportRow.objects.bulk_create([_take(judgement) for judgement in work.missing()])
    run.finish("planned", now=now, counts=_counts(run.rows))


def apply(run, *, now):
    """Judge again, under a lock, and write what is still as it was shown."""
    work = LISTS[run.kind](run, now=now)
    work.lock()
    run.created_districts = []
    for judgements in judged(run, work):
        fresh, moved = _split(judgements)
        done = work.write(fresh)
        rows = [_take(judgement) for judgement in fresh] + [_refuse(judgement) for judgement in moved]
        _remember(work, rows, done)
    _end_missing(run, work)
    _remember_again(work, run, work.finish())
    counts = _counts(run.rows.exclude(verdict__in=[Verdict.MISSING, Verdict.DUPLICATE], undo__isnull=True))
    run.finish("applied", now=now, applied_at=now, counts=counts, created_districts=run.created_districts)


def undo(run, *, now):
    """Put back whatever nobody changed since; name the rest."""
    work = LISTS[run.kind](run, now=now)
    work.lock()
    check_at_once()
    kept = 0
    for rows in batches(run.rows.filter(undo__isnull=False).iterator()):
        kept += _undo(work, rows)
        run.done += len(rows)
    _remove_districts(run)
    run.finish("undone", now=now, counts=run.counts | {"not_undone": kept})


STEPS = {ImportRun.Status.PLANNING: plan, ImportRun.Status.APPLYING: apply, ImportRun.Status.UNDOING: undo}
"""What waits in which status."""


# --- Of plan and apply --------------------------------------------------------------------------------------


def _take(judgement):
    row = judgement.row
    row.verdict, row.label = judgement.verdict, judgement.label[:200]
    row.reasons, row.changes = judgement.reasons, judgement.changes
    row.subject, row.club_id = judgement.subject, judgement.club_id
    return row


def _refuse(judgement):
    """Of a row about something that changed between the check and now, nothing is done."""
    row = judgement.row
    row.verdict, row.reasons, row.changes = Verdict.ERROR, [["moved", {}]], {}
    return row


def _note(rows, names):
    update_many(ImportRow, names, [(row.pk, *(getattr(row, name) for name in names)) for row in rows])


def _split(judgements):
    fresh = [judgement for judgement in judgements if judgement.as_shown]
    return fresh, [judgement for judgement in judgements if not judgement.as_shown]


def _remember(work, rows, done):
    """What the rows came to; what stood before and stands now, where something was done. What the file said
    is forgotten, but for the rows to be put right. `done`: row key -> what stood before."""
    became = work.states({work.key(row) for row in rows if row.pk in done})
    for row in rows:
        if row.pk in done:
            row.undo = {"was": done[row.pk], "became": became[work.key(row)]}
        if row.verdict != Verdict.ERROR:
            row.cells = []
    _note(rows, [*JUDGED, "cells", "undo"])


def _remember_again(work, run, ids):
    """What `finish` changed once more."""
    for rows in batches(run.rows.filter(subject__in=ids, undo__isnull=False).iterator()):
        _remember(work, rows, {row.pk: row.undo["was"] for row in rows})


def _end_missing(run, work):
    rows = list(run.rows.filter(verdict=Verdict.MISSING, choice=ImportRow.Choice.END))
    was = work.states({work.key(row) for row in rows})
    done = {}
    for row in rows:
        if refusal := work.end(row):
            row.reasons = [["refused", {"text": refusal}]]
        else:
            done[row.pk] = was[work.key(row)]
    _remember(work, rows, done)


def _counts(rows):
    counted = rows.order_by().values_list("verdict").annotate(Count("pk"))
    return Counter({Verdict(verdict).name.lower(): count for verdict, count in counted})


# --- Of undo ------------------------------------------------------------------------------------------------


def _undo(work, rows):
    """Returns how many rows stay."""
    standing = work.states({work.key(row) for row in rows})
    changed = [row for row in rows if standing.get(work.key(row)) != row.undo["became"]]
    untouched = [row for row in rows if standing.get(work.key(row)) == row.undo["became"]]
    made = [row for row in untouched if row.undo["was"] is None]
    used = _in_use(work, [row.subject for row in made])
    work.remove([row for row in made if row.subject not in used])
    work.restore([row for row in untouched if row.undo["was"] is not None])
    in_use = [row for row in made if row.subject in used]
    return _name(changed, "changed_since") + _name(in_use, "used_since")


def _in_use(work, ids):
    """Of the things that the import made, those that something else points at by now."""
    used = set()
    for relation in work.model._meta.related_objects:
        if relation.related_model in work.own_relations or relation.on_delete is DO_NOTHING:
            continue
        column = relation.field.name
        pointing = relation.related_model._base_manager.filter(**{f"{column}__in": ids})
        used |= set(pointing.values_list(column, flat=True))
    return used


def _name(rows, reason):
    for row in rows:
        row.reasons = [*row.reasons, [reason, {}]]
    update_many(ImportRow, ["reasons"], [(row.pk, row.reasons) for row in rows])
    return len(rows)


def _remove_districts(run):
    District.objects.filter(pk__in=run.created_districts, club=None, terms=None).delete()
