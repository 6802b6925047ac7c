"""Files and imports for the tests, in few words."""

import csv
import io
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from clubs.imports.arrival import receive
from clubs.imports.steps import carry_out
from clubs.models import ImportRow, ImportRun

DATA = Path(__file__).parent.parent / "data" / "imports"
MEMBERS, CLUBS = ImportRun.Kind.MEMBERS, ImportRun.Kind.CLUBS


def a_file(name="list.csv", rows=(), content=None):
    """A named file in memory: rows become CSV."""
    if content is None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        content = text.getvalue().encode()
    file = io.BytesIO(content)
    file.name = name
    return file


def sample(name):
    return a_file(name, content=(DATA / name).read_bytes())


def uploaded(file, *, kind=MEMBERS, club=None, by=None, as_staff=False, now=None):
    return receive(file, kind=kind, club=club, by=by, as_staff=as_staff, now=now or timezone.now())


def step(run, move, *, now=None):
    """Ask for a step and let it be done, as a page does."""
    now = now or timezone.now()
    run.begin(move, by=None, now=now)
    carry_out(run.pk, now=now)
    run.refresh_from_db()
    return run


def checked(file, **options):
    return step(uploaded(file, **options), "plan", now=options.get("now"))


def imported(file, **options):
    return step(checked(file, **options), "apply", now=options.get("now"))


def verdicts(run):
    """Line -> verdict, the lines of the file only."""
    return dict(run.rows.exclude(line=0).order_by("line").values_list("line", "verdict"))


def row(run, line):
    return run.rows.get(line=line)


def missing(run):
    return list(
        run.rows.filter(verdict=ImportRow.Verdict.MISSING).order_by("label").values_list("label", flat=True)
    )


# --- Through the pages --------------------------------------------------------------------------------------


def upload(client, path, name="clubrunner_members.csv", content=None, **data):
    content = (DATA / name).read_bytes() if content is None else content
    return client.post(path, {"file": SimpleUploadedFile(name, content), **data})


def path_of(run, what="run"):
    return reverse(f"clubs:import-{what}", args=[run.pk])


def columns_of(run, **changed):
    """The columns page as it comes, with some answers changed by header."""
    answers = run.mapping | changed
    return {f"column_{n}": answers.get(header) or "-" for n, header in enumerate(run.headers)}
