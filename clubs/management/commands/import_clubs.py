from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clubs.imports.arrival import receive
from clubs.imports.refusals import Unreadable
from clubs.imports.steps import carry_out
from clubs.models import ImportRow, ImportRun

Verdict = ImportRow.Verdict


class Command(BaseCommand):
    help = "Import a list of clubs, or of members of clubs that are listed already, from CSV or XLSX."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", choices=ImportRun.Kind.values, default=ImportRun.Kind.CLUBS)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, file, kind, dry_run, **options):
        run = self._receive(file, kind)
        for name in run.dropped:
            self.stdout.write(f"Left behind, because it must not be stored: {name}")
        run.begin("plan" if dry_run else "apply_unseen", by=None, now=timezone.now())
        carry_out(run.pk, now=timezone.now())
        run.refresh_from_db()
        self._report(run)
        if dry_run:
            run.delete()
        elif run.status != ImportRun.Status.APPLIED:
            raise CommandError("The import broke off and changed nothing. The log says why.")

    def _receive(self, path, kind):
        try:
            with path.open("rb") as file:
                run = receive(file, kind=kind, now=timezone.now(), as_staff=True)
        except OSError as error:
            raise CommandError(f"Cannot read {path}: {error.strerror}.") from None
        except Unreadable as error:
            raise CommandError(str(error)) from None
        if refusal := run.mapping_refusal(run.mapping):
            run.delete()
            raise CommandError(refusal)
        return run

    def _report(self, run):
        for row in run.rows.filter(verdict=Verdict.ERROR).select_related("run").order_by("line").iterator():
            self.stderr.write(f"line {row.line}: {row.label}: {' '.join(row.sentences)}")
        for verdict in Verdict:
            if count := run.counts.get(verdict.name.lower()):
                self.stdout.write(f"{count:>8} {verdict.label}")
        asking = run.rows.filter(verdict__in=[Verdict.DUPLICATE, Verdict.MISSING], undo__isnull=True).count()
        if asking:
            self.stdout.write(f"{asking} rows ask a question; nothing was done with them.")
