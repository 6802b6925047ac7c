"""A file arrives: it is read once, what must not be stored is left behind, and the rest waits as rows."""

import hashlib
from pathlib import PurePath

from django.db import transaction

from clubs.models import ImportMapping, ImportRow, ImportRun

from .headers import guess, may_not_be_kept, signature
from .reading import read
from .sets import batches, copy_in
from .text import clean

UNREAD = {"label": "", "verdict": 0, "reasons": [], "changes": {}, "choice": ""}


@transaction.atomic
def receive(file, *, kind, now, club=None, by=None, as_staff=False):
    """The run that the file begins, with the mapping that was remembered or guessed. Raises Unreadable."""
    digest = _digest(file)
    table = read(file, kind)
    kept = [i for i, name in enumerate(table.headers) if not may_not_be_kept(name, kind)]
    headers = [table.headers[i] for i in kept]
    run = ImportRun.objects.create(
        kind=kind,
        club=club,
        by=by,
        as_staff=as_staff,
        file_name=clean(PurePath(file.name).name)[-200:],
        digest=digest,
        headers=headers,
        dropped=[name for name in table.headers if name not in headers],
        mapping=remembered(club, kind, headers) or guess(headers, kind),
        status=ImportRun.Status.UPLOADED,
        created_at=now,
    )
    for lines in batches(table.rows):
        run.rows_total += len(lines)
        rows = ((run.pk, line, [cells[i] for i in kept], *UNREAD.values()) for line, cells in lines)
        copy_in(ImportRow, ["run", "line", "cells", *UNREAD], rows)
    run.save(update_fields=["rows_total"])
    return run


def _digest(file):
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(2**20):
        digest.update(chunk)
    return digest.hexdigest()


def earlier(run):
    """The same file, imported here before and not undone; or None."""
    same = ImportRun.objects.filter(
        kind=run.kind, club=run.club, digest=run.digest, status=ImportRun.Status.APPLIED
    )
    return same.exclude(pk=run.pk).order_by("-applied_at").first()


def remembered(club, kind, headers):
    found = ImportMapping.objects.filter(club=club, kind=kind, signature=signature(headers)).first()
    return found and found.mapping


def remember(run):
    ImportMapping.objects.update_or_create(
        club=run.club, kind=run.kind, signature=signature(run.headers), defaults={"mapping": run.mapping}
    )
