"""Setting a date with its presenter, and proposing other dates."""

from collections.abc import Callable
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
from hope_portal.workflow.admin import WorkflowAdmin
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


class SchedulingPages(WorkflowAdmin):
    # What EventPages brings.
    _carry_out: Callable
    _changeable: Callable
    _show: Callable

    def schedule_page(self, request, pk):
        """Set the date, book the presenter and approve. “Show who can come then” only looks."""
        event, now = self._changeable(request, pk), timezone.now()
        begun = {"event": event, "match": Match(event, now=now)}
        form = ScheduleForm(request.POST or None, initial=first_thought(event, request.GET), **begun)
        if "_look" in request.POST:
            form.look()
        elif form.is_valid() and (done := self._schedule(request, event, form, now)):
            return done
        shown = {"form": form, "candidates": form.who_could_come(), "windows": event.windows.all()}
        return self._show(request, event, "schedule", _("Set the date and approve"), **shown)

    def _schedule(self, request, event, form, now):
        said = _("The date is set, and the club hears of it.")
        chosen = {**form.chosen(), "by": request.user, "now": now}
        return self._carry_out(request, event, form, lambda: event.schedule(**chosen), said)

    def propose_page(self, request, pk):
        """Up to five dates; the mail is shown before it goes out."""
        event, now = self._changeable(request, pk), timezone.now()
        kwargs = {"event": event, "match": Match(event, now=now)}
        dates = DatesFormSet(request.POST or None, form_kwargs=kwargs)
        note = NoteForm(request.POST or None)
        shown = {"dates": dates, "note": note, "windows": event.windows.all()}
        if request.POST and all([dates.is_valid(), note.is_valid()]):
            said = {"by": request.user, "now": now, "note": note.cleaned_data["note"]}
            if "_send" in request.POST and (done := self._propose(request, event, dates, note, said)):
                return done
            shown |= self._preview(event, dates, note, said)
        return self._show(request, event, "propose", _("Propose other dates"), **shown)

    def _propose(self, request, event, dates, note, said):
        became = _("The club has your dates. It answers by one click.")
        return self._carry_out(request, event, note, lambda: event.propose(dates.rows(), **said), became)

    def _preview(self, event, dates, note, said):
        try:
            mail = mail_about(event, dates.rows(), **said)
        except MoveRefused as refused:
            note.add_error(None, str(refused))
            return {}
        text = without_secrets(mail.text) if mail else ""
        return {"previewed": True, "mail": mail, "text": text, "contacts": event.contacts(now=said["now"])}
