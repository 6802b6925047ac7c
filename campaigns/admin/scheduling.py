"""Setting a date with its presenter, and proposing other dates."""

from copy import copy

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from campaigns.matching import Match
from campaigns.models import Event
from hope_portal.logs import without_secrets
from hope_portal.outbox.models import Message
from hope_portal.outbox.writing import write
from hope_portal.workflow.models import MoveRefused

from .date_forms import DatesFormSet, NoteForm, ScheduleForm


def first_thought(event, chosen):
    """What the page begins with: what was clicked, else what is set, else the club's first wish."""
    window = event.windows.first()
    wish = (window.first_day, window.earliest) if window else (None, None)
    return {
        "day": parse_date(chosen.get("day", "")) or event.day or wish[0],
        "start": event.start or wish[1],
        "minutes": event.minutes,
        "presenter": chosen.get("presenter"),
    }


def mail_about(event, dates, *, by, now, note):
    """The mail that a proposal would send, written from rows that are then taken back. Raises MoveRefused."""
    with transaction.atomic():
        event = copy(event)
        event.propose(dates, by=by, now=now, note=note)
        about = ContentType.objects.get_for_model(Event)
        mails = Message.objects.filter(
            about_type=about, about_id=event.pk, template="campaigns/dates_proposed"
        )
        if mail := mails.order_by("-pk").first():
            write(mail)
        transaction.set_rollback(True)
    return mail


class SchedulingPages:
    def schedule_page(self, request, pk):
        """Set the date, book the presenter and approve. “Show who can come” only looks."""
        event, now = self._changeable(request, pk), timezone.now()
        begun = {"event": event, "match": Match(event, now=now)}
        form = ScheduleForm(request.POST or None, initial=first_thought(event, request.GET), **begun)
        if "_approve" in request.POST and form.is_valid():
            return self._schedule(request, event, form, now)
        if "_look" in request.POST:
            form.is_valid()
            form.errors.pop("presenter", None)
        return self._show(
            request,
            event,
            "schedule",
            _("Set the date and approve"),
            form=form,
            candidates=self._candidates(form),
            windows=event.windows.all(),
        )

    def _candidates(self, form):
        said = getattr(form, "cleaned_data", form.initial)
        return form.candidates(**said) if said.get("day") else []

    def _schedule(self, request, event, form, now):
        said = form.cleaned_data
        return self._carry_out(
            request,
            event,
            lambda: event.schedule(
                said["day"],
                said["start"],
                minutes=said["minutes"],
                later=form.is_later,
                presenter=said["presenter"],
                by=request.user,
                now=now,
                note=said["note"],
            ),
            _("The date is set, and the club hears of it."),
        )

    def propose_page(self, request, pk):
        """Up to five dates; the mail is shown before it goes out."""
        event, now = self._changeable(request, pk), timezone.now()
        match = Match(event, now=now)
        dates = DatesFormSet(request.POST or None, form_kwargs={"event": event, "match": match})
        note = NoteForm(request.POST or None)
        shown = {"dates": dates, "note": note, "windows": event.windows.all()}
        if request.POST and all([dates.is_valid(), note.is_valid()]):
            filled = dates.filled()
            proposed = {"by": request.user, "now": now, "note": note.cleaned_data["note"]}
            if "_send" in request.POST:
                return self._propose(request, event, filled, proposed)
            shown |= self._preview(event, filled, proposed)
        return self._show(request, event, "propose", _("Propose other dates"), **shown)

    def _propose(self, request, event, filled, proposed):
        rows = [form.row() for form in filled]
        said = _("The club has your dates. It answers by one click.")
        return self._carry_out(request, event, lambda: event.propose(rows, **proposed), said)

    def _preview(self, event, filled, proposed):
        rows = [form.row() for form in filled]
        for form in filled:
            form.warnings = form.against()
        try:
            mail = mail_about(event, rows, **proposed)
        except MoveRefused as refused:
            return {"refusal": str(refused)}
        contacts = event.contacts(now=proposed["now"])
        return {"mail": mail, "text": without_secrets(mail.text) if mail else "", "contacts": contacts}
