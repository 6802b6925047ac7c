from django import forms
from django.contrib import admin, messages
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaigns.models import Event
from clubs.admin.activations import ActivationForm, with_reason
from clubs.models import Club, ReasonTemplate
from hope_portal.outbox.admin import CappedPaginator

from . import facts
from .event_pages import EventPages
from .filters import AssigneeFilter, DistrictFilter, RegionFilter, StatusFilter
from .standing import heading, standing

MOST = 500
"""Clubs that one search may mean."""


class EventForm(ActivationForm):
    reason = forms.ModelChoiceField(
        ReasonTemplate.objects.filter(about="event").order_by("move", "title"),
        label=_("Ready-made reason"),
        required=False,
        empty_label=_("None, I write my own"),
    )


@admin.register(Event)
class EventAdmin(EventPages):
    """What waits longest for an answer stands first. Nobody sees a draft before it is sent."""

    form = EventForm
    change_form_template = "admin/campaigns/event/change_form.html"
    change_list_template = "admin/campaigns/event/change_list.html"
    list_display = ["answer", "what", "wanted", "chip", "who"]
    list_display_links = ["what"]
    list_filter = [StatusFilter, "kind", DistrictFilter, RegionFilter, AssigneeFilter]
    list_select_related = ["club__district", "assignee"]
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    search_fields = ["reference"]
    search_help_text = _("Reference number, or the club's name, number or city")
    readonly_fields = facts.FIELDS
    view_on_site = False

    def get_queryset(self, request):
        seen = super().get_queryset(request).exclude(status=Event.Status.DRAFT)
        return seen.prefetch_related("windows").order_by(F("answer_by").asc(nulls_last=True), "-pk")

    def get_search_results(self, request, queryset, search_term):
        """Two short lookups by index: there are half a million requests."""
        if not search_term:
            return queryset, False
        numbered = queryset.filter(reference=search_term.strip().upper())
        if numbered.exists():
            return numbered, False
        clubs = Club.objects.matching(search_term).values_list("pk", flat=True)
        return queryset.filter(club__in=list(clubs[:MOST])), False

    def get_fieldsets(self, request, obj=None):
        return facts.fieldsets(obj)

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("Answer by"), ordering="answer_by")
    def answer(self, obj):
        return self._part("answer", standing=standing(obj, now=timezone.now()))

    @admin.display(description=_("Request"))
    def what(self, obj):
        district = obj.club.district
        host = f"{obj.club}, {district}" if district else obj.club
        return format_html('{} <span class="quiet">{}, {}</span>', obj.title, host, obj.reference)

    @admin.display(description=_("Kind and time"))
    def wanted(self, obj):
        return self._part("wanted", event=obj, windows=obj.windows.all())

    @admin.display(description=_("Status"))
    def chip(self, obj):
        return self._part("chip", standing=standing(obj, now=timezone.now()))

    @admin.display(description=_("With"), ordering="assignee__name")
    def who(self, obj):
        if obj.status in (Event.Status.CHANGES, Event.Status.PROPOSED):
            return _("The club")
        if obj.status != Event.Status.SUBMITTED:
            return _("Done")
        return obj.assignee or _("Nobody yet")

    def _part(self, name, **context):
        return render_to_string(f"admin/campaigns/event/_{name}.html", context)

    def moves_heading(self, obj):
        return heading(obj)

    def moves_lead(self, obj):
        now = timezone.now()
        missing = obj.publish_refusal(now=now) if obj.status == Event.Status.APPROVED else ""
        return self._part("lead", event=obj, standing=standing(obj, now=now), missing=missing)

    def staff_moves(self, request, obj):
        """What needs a date is approved on the page that sets it."""
        moves = super().staff_moves(request, obj)
        if obj and facts.unscheduled(obj):
            moves.pop("approve", None)
        return moves

    def move_refusal(self, obj, name):
        return obj.approval_refusal(now=timezone.now()) if name == "approve" else None

    def make_move(self, request, obj, name, note):
        reason = ReasonTemplate.objects.filter(pk=request.POST.get("reason") or 0).first()
        super().make_move(request, obj, name, with_reason(reason, note))

    def response_change(self, request, obj):
        if "_take" in request.POST:
            obj.take(by=request.user)
            self.message_user(request, _("It is yours now."), messages.SUCCESS)
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"title": obj.title, **facts.context(obj, now=timezone.now())}
        return super().render_change_form(request, context, add, change, form_url, obj)
