from django import forms
from django.contrib import admin, messages
from django.db.models import F
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clubs import crossing, lookalikes
from clubs.models import Activation, ReasonTemplate
from hope_portal.accounts.models import User
from hope_portal.workflow.admin import MoveForm, WorkflowAdmin
from hope_portal.workflow.models import MoveRefused


class ActivationForm(MoveForm):
    reason = forms.ModelChoiceField(
        ReasonTemplate.objects.filter(about="activation").order_by("move", "title"),
        label=_("Ready-made reason"),
        required=False,
        empty_label=_("None, I write my own"),
    )
    field_order = ["reason"]

    def clean_move_note(self):
        return with_reason(self.cleaned_data.get("reason"), self.cleaned_data["move_note"])


def with_reason(reason, note):
    return "\n\n".join(filter(None, [reason.text if reason else "", note.strip()]))


@admin.register(ReasonTemplate)
class ReasonTemplateAdmin(admin.ModelAdmin):
    list_display = ["title", "about", "move"]
    list_filter = ["about", "move"]


@admin.register(Activation)
class ActivationAdmin(WorkflowAdmin):
    """What waits longest for an answer stands first. Nobody sees it before its address is confirmed."""

    form = ActivationForm
    change_form_template = "admin/clubs/activation/change_form.html"
    change_list_template = "admin/clubs/activation/change_list.html"
    actions = ["approve_several"]
    list_display = ["answer", "what", "club_region", "chip", "who"]
    list_display_links = ["what"]
    list_filter = [
        "status",
        ("club_region", admin.AllValuesFieldListFilter),
        ("club__district", admin.RelatedOnlyFieldListFilter),
        ("assignee", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["club__district", "assignee"]
    search_fields = ["reference", "club_name", "club_number", "club_city", "club_district", "contact_email"]
    search_help_text = _("Reference number, club, number, city, district or email address")
    raw_id_fields = ["club"]
    fieldsets = [
        (_("The club, as it says and as it is listed"), {"fields": ["comparison", "club"]}),
        (_("Who asks, and for what"), {"fields": ["contact", "plan_list", "note", "terms_version"]}),
        (_("For staff only"), {"fields": ["assignee", "staff_note"]}),
    ]
    readonly_fields = ["comparison", "contact", "plan_list", "note", "terms_version"]

    def get_queryset(self, request):
        seen = super().get_queryset(request).exclude(status__in=["draft", "unconfirmed"])
        return seen.order_by(F("answer_by").asc(nulls_last=True), "-pk")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "assignee":
            kwargs["queryset"] = User.objects.staff_in("reviewer").order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("Answer by"), ordering="answer_by")
    def answer(self, obj):
        return self._part("answer", activation=obj, holder=crossing.holder(obj, now=timezone.now()))

    @admin.display(description=_("Club"))
    def what(self, obj):
        return format_html('{} <span class="quiet">{}</span>', obj.club_name, obj.reference)

    @admin.display(description=_("Status"))
    def chip(self, obj):
        return self._part("chip", activation=obj)

    @admin.display(description=_("With"), ordering="assignee__name")
    def who(self, obj):
        if obj.status == Activation.Status.CHANGES:
            return _("The club")
        if obj.status != Activation.Status.SUBMITTED:
            return _("Done")
        return obj.assignee or _("Nobody yet")

    @admin.display(description=_("What it says"))
    def comparison(self, obj):
        return self._part(
            "comparison",
            rows=lookalikes.differences(obj),
            listed=obj.club,
            others=lookalikes.same_club_elsewhere(obj),
            candidates=lookalikes.listed_clubs_like(obj),
        )

    @admin.display(description=_("Sent by"))
    def contact(self, obj):
        return format_html(
            "{}, {}<br>{}", obj.contact_name, obj.get_contact_role_display(), obj.contact_email
        )

    @admin.display(description=_("Plans"))
    def plan_list(self, obj):
        return ", ".join(str(act.label) for act in obj.planned)

    def _part(self, name, **context):
        return render_to_string(f"admin/clubs/activation/_{name}.html", context)

    def moves_heading(self, obj):
        if obj.status == Activation.Status.SUBMITTED:
            return _("With us until %(day)s") % {"day": date_format(obj.answer_by)}
        return crossing.holder(obj, now=timezone.now()).who

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["title"] = obj.club_name
        return super().render_change_form(request, context, add, change, form_url, obj)

    def moves_lead(self, obj):
        holder = crossing.holder(obj, now=timezone.now())
        return self._part("lead", activation=obj, holder=holder)

    def move_refusal(self, obj, name):
        return obj.approval_refusal() if name == "approve" else None

    def make_move(self, request, obj, name, note):
        reason = ReasonTemplate.objects.filter(pk=request.POST.get("reason") or 0).first()
        super().make_move(request, obj, name, with_reason(reason, note))

    def response_change(self, request, obj):
        if "_take" in request.POST:
            obj.assignee = request.user
            obj.save(update_fields=["assignee"])
            self.message_user(request, _("It is yours now."), messages.SUCCESS)
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    @admin.action(description=_("Approve several: see first what happens"), permissions=["change"])
    def approve_several(self, request, queryset):
        """Only through a page that lists what will happen; each row is decided on its own."""
        chosen = queryset.select_related("club")
        if "confirmed" in request.POST:
            return self._approve_each(request, chosen)
        rows = [(row, self._obstacle(row), lookalikes.warning(row)) for row in chosen]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Approve several activations"),
            "opts": self.opts,
            "rows": rows,
            "good": sum(not obstacle for _row, obstacle, _warning in rows),
        }
        return TemplateResponse(request, "admin/clubs/activation/approve_several.html", context)

    def _obstacle(self, activation):
        if "approve" not in activation.open_moves():
            return _("Not waiting for a decision")
        return activation.approval_refusal()

    def _approve_each(self, request, chosen):
        done = 0
        for activation in chosen:
            try:
                activation.approve(by=request.user, now=timezone.now())
                done += 1
            except MoveRefused as refused:
                self.message_user(request, f"{activation}: {refused}", messages.WARNING)
        sentence = ngettext("%d activation is approved.", "%d activations are approved.", done) % done
        self.message_user(request, sentence, messages.SUCCESS if done else messages.WARNING)
