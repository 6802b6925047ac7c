from collections.abc import Callable, Sequence

from django import forms
from django.contrib import messages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hope_portal.admin import ChangedFieldsAdmin

from .models import IllegalMove, MoveRefused
from .story import story


class MoveForm(forms.ModelForm):
    """The page's own fields, the move that was clicked, and the note that goes with it."""

    move_note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Goes out with your decision. Declining or asking for changes needs a note "
            "that says how to get a yes."
        ),
    )
    staff_moves: dict
    move_refusal: Callable

    def _post_clean(self):
        """Ask after the fields have reached the row: what was typed on this page counts for the move."""
        super()._post_clean()  # type: ignore[misc]  # a hook of Django's that the stubs leave out
        name = self.data.get("_move")
        if name and not self.errors:
            self._refuse(name, self.staff_moves.get(name))

    def _refuse(self, name, move):
        if move is None:
            return self.add_error(None, str(IllegalMove()))
        if move.note_required and not self.cleaned_data["move_note"]:
            return self.add_error("move_note", _("Write a note: what would the club need to know or do?"))
        if refusal := self.move_refusal(self.instance, name):
            self.add_error(None, refusal)


class WorkflowAdmin(ChangedFieldsAdmin):
    """Decide first, read below, history last. Status changes only by the buttons, one verb each.

    Only changed fields are saved: a whole row would put back the status that the page was loaded with.

    A subclass may say who has it now and until when (`moves_heading`, `moves_lead`), and why a move cannot be
    made as things stand (`move_refusal`): asked first, so that the page comes back with all that was typed.
    A verb may still raise MoveRefused.
    """

    form = MoveForm
    change_form_template = "admin/workflow/change_form.html"
    actions: Sequence | None = None

    def moves_heading(self, obj):
        return obj.get_status_display() if hasattr(obj, "get_status_display") else obj.status

    def moves_lead(self, obj):
        return ""

    def move_refusal(self, obj, name):
        """A sentence for staff, or None."""

    def make_move(self, request, obj, name, note):
        getattr(obj, name)(by=request.user, note=note, now=timezone.now())

    def has_move_permission(self, request, obj, name):
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    def staff_moves(self, request, obj):
        if obj is None:
            return {}
        return {
            name: move
            for name, move in obj.open_moves().items()
            if move.by_staff and self.has_move_permission(request, obj, name)
        }

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if name != "move_note"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        moves = {
            "staff_moves": self.staff_moves(request, obj),
            "move_refusal": staticmethod(self.move_refusal),
        }
        return type(form.__name__, (form,), moves)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Compare with what the page showed, so that a stale page does not undo what others wrote since."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.show_hidden_initial = True
        return field

    def response_change(self, request, obj):
        name, note = request.POST.get("_move"), request.POST.get("move_note", "").strip()
        if not name:
            return super().response_change(request, obj)
        try:
            with transaction.atomic():
                self.make_move(request, obj, name, note)
        except MoveRefused as refused:
            self.message_user(request, f"{refused} {note}".strip(), messages.ERROR)
        else:
            became = _("%(what)s: %(move)s is done.") % {"what": obj, "move": obj.MOVES[name].label}
            self.message_user(request, became, messages.SUCCESS)
        return self.response_post_save_change(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            moves = self.staff_moves(request, obj)
            context |= {
                "moves": [
                    {"name": name, "label": move.label, "stop": move.note_required and obj.ends_with(move)}
                    for name, move in moves.items()
                ],
                "moves_heading": self.moves_heading(obj),
                "moves_lead": self.moves_lead(obj),
                "story": story(obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
