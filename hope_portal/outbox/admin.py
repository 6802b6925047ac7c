from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaksbr
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hope_portal.admin import ReadOnly
from hope_portal.logs import without_secrets
from hope_portal.templatetags.portal import icon

from .letter import unfolded
from .models import Message
from .nudging import nudge_on_commit

FEW = 10_000
CHIPS = {
    Message.Status.WAITING: ("wait", "hourglass"),
    Message.Status.SENT: ("good", "circle-check"),
    Message.Status.SKIPPED: ("calm", "minus"),
    Message.Status.FAILED: ("stop", "circle-x"),
}


class CappedPaginator(Paginator):
    """Counts no further than anybody reads on: a full count would read ten million rows."""

    object_list: QuerySet

    @cached_property
    def count(self):
        return self.object_list.order_by()[:FEW].count()


class TemplateFilter(admin.SimpleListFilter):
    title = _("template")
    parameter_name = "template"

    def lookups(self, request, model_admin):
        recent = Message.objects.order_by("-pk").values("template")[:FEW]
        return [(name, name) for name in sorted({row["template"] for row in recent})]

    def queryset(self, request, messages):
        return messages.filter(template=self.value()) if self.value() else messages


@admin.register(Message)
class MessageAdmin(ReadOnly, admin.ModelAdmin):
    """What was sent to whom, and why something was not. Read only, but for "try again"."""

    change_form_template = "admin/outbox/message/change_form.html"
    actions = ["try_again"]
    list_display = ["what", "to", "chip", "when"]
    show_facets = admin.ShowFacets.NEVER
    list_filter = ["status", "kind", TemplateFilter]
    search_fields = ["to"]
    search_help_text = _("An email address, or the beginning of a key or of a subject")
    show_full_result_count = False
    paginator = CappedPaginator
    list_per_page = 50
    fieldsets = [
        (None, {"fields": ["chip", "reason", "to", "subject", "body", "entry"]}),
        (_("Delivery"), {"fields": ["created_at", "try_after", "sent_at", "tries", "urgent"]}),
        (_("Origin"), {"fields": ["key", "kind", "template", "language", "params"]}),
    ]
    readonly_fields = ["chip", "body", "entry"]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("-pk")

    def get_search_results(self, request, queryset, search_term):
        """Each way of searching has its index."""
        term = search_term.strip()
        if "@" in term:
            return queryset.filter(to=term.lower()), False
        if ":" in term:
            return queryset.filter(key__startswith=term), False
        return (queryset.filter(subject__startswith=term) if term else queryset), False

    def has_try_again_permission(self, request):
        return request.user.has_perm("outbox.change_message")

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Messages"), **(extra_context or {})})

    @admin.display(description=_("Subject"))
    def what(self, message):
        if not message.subject:
            return message.template
        return format_html('{} <span class="quiet">{}</span>', message.subject, message.template)

    @admin.display(description=_("Status"))
    def chip(self, message):
        tone, picture = CHIPS[message.status]
        return format_html(
            '<span class="chip is-{}">{} {}</span>', tone, icon(picture), message.get_status_display()
        )

    @admin.display(description=_("Sent, or tried next"))
    def when(self, message):
        if message.status == Message.Status.WAITING:
            return message.try_after
        return message.sent_at

    @admin.display(description=_("Text"))
    def body(self, message):
        """Codes and the secrets of links are the reader's own; staff do not see them."""
        if message.is_unwritten:
            skipped = message.status == Message.Status.SKIPPED
            return _("It was never written.") if skipped else _("It is written when it goes out.")
        if message.urgent:
            return _("Not shown: it carries a code.")
        if not message.text:
            return _("No longer kept.")
        return linebreaksbr(without_secrets(message.text))

    @admin.display(description=_("Calendar entry"))
    def entry(self, message):
        shown = "" if message.urgent else message.calendar
        return linebreaksbr(without_secrets(unfolded(shown))) if shown else None

    def get_urls(self):
        again = self.admin_site.admin_view(self.try_one_again)
        return [path("<int:pk>/try-again/", again, name="outbox_message_try_again"), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_try_again"] = (
            obj and not obj.try_again_refusal() and self.has_try_again_permission(request)
        )
        return super().render_change_form(request, context, add, change, form_url, obj)

    @method_decorator(require_POST)
    def try_one_again(self, request, pk):
        if not self.has_try_again_permission(request):
            raise PermissionDenied
        self._try_again(request, [get_object_or_404(Message, pk=pk)])
        return redirect("admin:outbox_message_change", pk)

    @admin.action(description=_("Try again: see first what happens"), permissions=["try_again"])
    def try_again(self, request, chosen):
        if "confirmed" in request.POST:
            return self._try_again(request, chosen)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Try again?"),
            "opts": self.opts,
            "rows": [(message, message.try_again_refusal()) for message in chosen],
            "back_url": reverse("admin:outbox_message_changelist"),
        }
        context["possible"] = sum(not refusal for _message, refusal in context["rows"])
        return TemplateResponse(request, "admin/outbox/message/try_again.html", context)

    def _try_again(self, request, chosen):
        refusals = []
        for message in chosen:
            refusals.append(message.try_again_refusal())
            message.try_again(now=timezone.now())
        nudge_on_commit()
        again = refusals.count(None)
        said = ngettext("%d message is tried again.", "%d messages are tried again.", again) % again
        self.message_user(request, said, messages.SUCCESS if again else messages.WARNING)
        for refusal in sorted(set(filter(None, refusals))):
            self.message_user(request, refusal, messages.WARNING)
