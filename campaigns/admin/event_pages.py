"""Pages beside the request: each shows what will happen, and does it by one POST."""

from typing import cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from campaigns.models import Event, Trust
from hope_portal.accounts.models import User
from hope_portal.workflow.models import MoveRefused

from .scheduling import SchedulingPages


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(User.objects.none(), label=_("Colleague"))
    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What they need to know. It goes to them by mail and stays in the history."),
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        colleagues = User.objects.staff_in("reviewer", "scheduler").exclude(pk=event.assignee_id)
        cast(forms.ModelChoiceField, self.fields["to"]).queryset = colleagues.order_by("name")


class RequestField(forms.ModelChoiceField):
    def label_from_instance(self, event):
        return f"{event.reference}, {event.title}: {event.get_status_display()}"


class MergeForm(forms.Form):
    into = RequestField(
        Event.objects.none(),
        label=_("The request that goes on"),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        others = Event.objects.filter(club=event.club, status__in=Event.ASKED).exclude(pk=event.pk)
        cast(forms.ModelChoiceField, self.fields["into"]).queryset = others.order_by("-pk")


class EventPages(SchedulingPages):
    def get_urls(self):
        pages = {
            "schedule": self.schedule_page,
            "propose": self.propose_page,
            "hand-over": self.hand_over_page,
            "merge": self.merge_page,
            "trust": self.trust_page,
        }
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"campaigns_event_{name}")
            for name, page in pages.items()
        ]
        return [*own, *super().get_urls()]

    def _changeable(self, request, pk):
        event = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        return event

    def _show(self, request, event, name, title, **context):
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "original": event}
        return TemplateResponse(request, f"admin/campaigns/event/{name}.html", {**context, "title": title})

    def _carry_out(self, request, event, form, verb, said):
        """`verb()`, then back to the request; None where it is refused, which the form then says."""
        try:
            verb()
        except MoveRefused as refused:
            form.add_error(None, str(refused))
            return None
        self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:campaigns_event_change", event.pk)

    def hand_over_page(self, request, pk):
        event = self._changeable(request, pk)
        form = HandOverForm(request.POST or None, event=event)
        done = form.is_valid() and self._hand_over(request, event, form)
        return done or self._show(request, event, "hand_over", _("Hand over to a colleague"), form=form)

    def _hand_over(self, request, event, form):
        to, note = form.cleaned_data["to"], form.cleaned_data["note"]
        said = _("%(name)s has it now and gets your note by mail.") % {"name": to}
        with_note = {"by": request.user, "note": note, "now": timezone.now()}
        return self._carry_out(request, event, form, lambda: event.hand_over(to, **with_note), said)

    def merge_page(self, request, pk):
        event = self._changeable(request, pk)
        form = MergeForm(request.POST or None, event=event, initial={"into": request.GET.get("into")})
        done = form.is_valid() and self._merge(request, event, form)
        return done or self._show(request, event, "merge", _("Join with another request"), form=form)

    def _merge(self, request, event, form):
        into, now = form.cleaned_data["into"], timezone.now()
        said = _("%(reference)s goes on. The club hears of it.") % {"reference": into.reference}
        return self._carry_out(
            request, event, form, lambda: event.merge(into, by=request.user, now=now), said
        )

    @method_decorator(require_POST)
    def trust_page(self, request, pk):
        """Give trust of the event's kind to its club, or take it back."""
        event = self._changeable(request, pk)
        if not request.user.has_perm("campaigns.change_trust") or event.kind not in Trust.Kind.values:
            raise PermissionDenied
        verb, said = Trust.objects.give, _("The club is trusted with events like this.")
        if "_take_back" in request.POST:
            verb, said = Trust.objects.take_back, _("From now on we review its events again.")
        verb(event.club, event.kind, by=request.user, now=timezone.now())
        self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:campaigns_event_change", event.pk)
