import csv

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.forms.imports import ColumnsForm, StaffUploadForm, UploadForm
from clubs.imports.arrival import earlier, receive, remember
from clubs.imports.refusals import Unreadable
from clubs.imports.tasks import carry_out_soon
from clubs.imports.text import spreadsheet_safe
from clubs.models import Club, ImportRow, ImportRun
from clubs.models.imports import is_staff_importer
from hope_portal.paging import page
from hope_portal.ratelimit import rate_limited
from hope_portal.workflow.models import MoveRefused

Status, Verdict = ImportRun.Status, ImportRow.Verdict
ROWS = 100
RUNS = 20
DOING = (Verdict.NEW, Verdict.CHANGED)


def _run(request, pk):
    runs = ImportRun.objects.manageable_by(request.user, now=timezone.now())
    return get_object_or_404(runs.select_related("club"), pk=pk)


@rate_limited("import", "30/h")
def members(request, slug):
    """An officer brings the list of the own club; staff that of any."""
    staff = is_staff_importer(request.user)
    clubs = Club.objects.all() if staff else Club.objects.manageable_by(request.user, now=timezone.now())
    club = get_object_or_404(clubs, slug=slug)
    form = UploadForm(*_sent(request))
    if form.is_valid() and (run := _received(request, form, ImportRun.Kind.MEMBERS, club)):
        return redirect("clubs:import-columns", run.pk)
    runs = ImportRun.objects.manageable_by(request.user, now=timezone.now()).filter(club=club)
    context = {"club": club, "form": form, "runs": _latest(runs)}
    return render(request, "clubs/import_members.html", context)


@rate_limited("import", "30/h")
def clubs(request):
    """Staff bring a list of clubs, or of the members of many clubs."""
    if not is_staff_importer(request.user):
        raise Http404
    form = StaffUploadForm(*_sent(request))
    if form.is_valid() and (run := _received(request, form, form.cleaned_data["kind"], None)):
        return redirect("clubs:import-columns", run.pk)
    context = {"form": form, "runs": _latest(ImportRun.objects.all())}
    return render(request, "clubs/import_clubs.html", context)


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _latest(runs):
    return runs.select_related("by", "club").order_by("-created_at", "-pk")[:RUNS]


def _received(request, form, kind, club):
    try:
        return receive(
            form.cleaned_data["file"],
            kind=kind,
            club=club,
            by=request.user,
            as_staff=is_staff_importer(request.user),
            now=timezone.now(),
        )
    except Unreadable as refusal:
        form.add_error("file", str(refusal))


def detail(request, pk):
    """Where the import stands: what to do next, how far it is, or what came of it."""
    run = _run(request, pk)
    if run.status == Status.UPLOADED:
        return redirect("clubs:import-columns", pk)
    if run.is_working:
        return render(request, "clubs/import_progress.html", {"run": run})
    if run.status == Status.PLANNED:
        context = {"earlier": earlier(run), "doing": sum(run.count(verdict) for verdict in DOING)}
        return render(request, "clubs/import_check.html", _rows(request, run, run.rows) | context)
    if run.status == Status.UNDONE:
        return render(request, "clubs/import_undone.html", _rows(request, run, run.not_undone()))
    context = {"refusal": run.undo_refusal(now=timezone.now())}
    return render(request, "clubs/import_result.html", _rows(request, run, run.rows) | context)


def _rows(request, run, rows):
    """One page of rows, those that need somebody first; or those with one verdict only."""
    shown = request.GET.get("show", "")
    if shown.upper() in Verdict.names:
        rows = rows.filter(verdict=Verdict[shown.upper()])
    rows, after = page(rows.order_by("verdict", "line", "pk"), after=request.GET.get("after"), size=ROWS)
    return {"run": run, "rows": rows, "after": after, "shown": shown, "counts": _counts(run)}


def _counts(run):
    return [
        {"name": verdict.name.lower(), "word": verdict.label, "n": n}
        for verdict in Verdict
        if (n := run.count(verdict))
    ]


def columns(request, pk):
    run = _run(request, pk)
    if run.status not in (Status.UPLOADED, Status.PLANNED):
        return redirect(run)
    form = ColumnsForm(request.POST or None, run=run)
    if form.is_valid():
        if _begun(request, run, "plan", mapping=form.mapping):
            remember(run)
        return redirect(run)
    return render(request, "clubs/import_columns.html", {"run": run, "form": form})


def _begun(request, run, move, **changed):
    """Set a step going; where somebody was faster, say so."""
    now = timezone.now()
    try:
        run.begin(move, by=request.user, now=now, **changed)
    except MoveRefused as refused:
        messages.error(request, str(refused))
        return False
    carry_out_soon(run, now=now)
    return True


@require_POST
def apply(request, pk):
    """Note the answers on the page; import, unless only the answers were to be saved."""
    run = _run(request, pk)
    said = {name.removeprefix("row-"): text for name, text in request.POST.items() if name.startswith("row-")}
    run.answer({int(row): choice for row, choice in said.items() if row.isdecimal()})
    if "save" in request.POST:
        messages.success(request, _("Your answers are saved. Nothing is imported yet."))
    else:
        _begun(request, run, "apply")
    return redirect(run)


def undo(request, pk):
    run = _run(request, pk)
    if "undo" not in run.open_moves() or run.undo_refusal(now=timezone.now()):
        return redirect(run)
    if request.method == "POST":
        _begun(request, run, "undo")
        return redirect(run)
    return render(request, "clubs/import_undo.html", {"run": run, "back_url": run.get_absolute_url()})


@require_POST
def discard(request, pk):
    run = _run(request, pk)
    if not run.discard():
        messages.error(request, _("It is too late for that. Undo the import instead."))
        return redirect(run)
    messages.success(request, _("The file is forgotten. Nothing was imported."))
    return redirect("clubs:member-import", run.club.slug) if run.club else redirect("clubs:club-import")


def problems(request, pk):
    """The lines that could not be imported, to put right and send again."""
    run = _run(request, pk)
    shown = [i for i, header in enumerate(run.headers) if run.mapping.get(header) != "ri_member_id"]
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="problems-{run.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("Line"), _("What is wrong"), *(spreadsheet_safe(run.headers[i]) for i in shown)])
    for row in run.rows.filter(verdict=Verdict.ERROR).order_by("line"):
        cells = [spreadsheet_safe(row.cells[i]) for i in shown] if row.cells else []
        writer.writerow([row.line, spreadsheet_safe(" ".join(row.sentences)), *cells])
    return response
