from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from campaigns import order_crossing, papers
from campaigns.models import MaterialOrder
from hope_portal.outbox.admin import CappedPaginator
from hope_portal.pdf import pdf_response
from hope_portal.workflow.admin import WorkflowAdmin


class WaitingFilter(admin.SimpleListFilter):
    """Without a choice: what waits for the warehouse or is late, or everything where somebody searches."""

    title = _("status")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*MaterialOrder.Status.choices, ("all", _("All"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Needs us")}
        yield from others

    def queryset(self, request, orders):
        if self.value() in MaterialOrder.Status:
            return orders.filter(status=self.value())
        searching = self.value() == "all" or request.GET.get("q")
        return orders if searching else orders.waiting_for_us(timezone.now())


@admin.register(MaterialOrder)
class MaterialOrderAdmin(WorkflowAdmin):
    """What is needed first stands first. Pick lists and slips are printed for as many as are ticked."""

    change_form_template = "admin/campaigns/materialorder/change_form.html"
    change_list_template = "admin/campaigns/materialorder/change_list.html"
    actions = ["print_pick_list", "print_slips"]
    list_display = ["needed", "what", "copies", "chip"]
    list_display_links = ["what"]
    list_filter = [WaitingFilter]
    list_select_related = ["event__club"]
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    search_fields = ["event__reference"]
    search_help_text = _("Reference number of the event")
    readonly_fields = ["for_event", "contents", "ship_to", "who", "ordered_at"]
    fieldsets = [
        (_("In the parcel"), {"fields": ["contents"]}),
        (_("Where it goes"), {"fields": ["ship_to", "for_event", "who", "ordered_at"]}),
        (_("On its way"), {"fields": ["carrier", "tracking"]}),
    ]

    def get_queryset(self, request):
        orders = super().get_queryset(request).annotate(copies_in_all=Sum("lines__copies"))
        return orders.order_by("event__starts_at", "pk")

    def get_search_results(self, request, queryset, search_term):
        """The event's number, with or without the order's own behind it."""
        term = search_term.strip().upper().partition("-M")[0]
        return (queryset.filter(event__reference=term) if term else queryset), False

    def get_urls(self):
        name = "campaigns_materialorder"
        slip, pick = self.admin_site.admin_view(self.slip), self.admin_site.admin_view(self.pick_list)
        return [
            path("<int:pk>/slip.pdf", slip, name=f"{name}_slip"),
            path("<int:pk>/pick-list.pdf", pick, name=f"{name}_pick-list"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("Needed by"), ordering="event__starts_at")
    def needed(self, order):
        return self._part("needed", order=order, late=order.is_late(timezone.now()))

    @admin.display(description=_("Parcel"))
    def what(self, order):
        return format_html('{} <span class="quiet">{}</span>', order.event.club, order.reference)

    @admin.display(description=_("Copies"), ordering="copies_in_all")
    def copies(self, order):
        return order.copies_in_all

    @admin.display(description=_("Status"))
    def chip(self, order):
        return render_to_string("_chip.html", order_crossing.chip(order))

    @admin.display(description=_("Contents"))
    def contents(self, order):
        return self._part("contents", lines=order.lines.select_related("material"))

    @admin.display(description=_("Address"))
    def ship_to(self, order):
        return "\n".join(order.address) or _("The address is no longer kept.")

    @admin.display(description=_("For"))
    def for_event(self, order):
        return f"{order.event.title}, {order.event.club} ({order.event.reference})"

    @admin.display(description=_("Ordered by"))
    def who(self, order):
        return order.ordered_by or "–"

    def _part(self, name, **context):
        return render_to_string(f"admin/campaigns/materialorder/_{name}.html", context)

    def moves_lead(self, order):
        return self._part("needed", order=order, late=order.is_late(timezone.now()), lead=True)

    def move_refusal(self, order, name):
        return order.ship_refusal() if name == "ship" else None

    @admin.action(description=_("Print a pick list (PDF)"), permissions=["change"])
    def print_pick_list(self, request, queryset):
        return self._paper("pick_list", queryset)

    @admin.action(description=_("Print parcel slips (PDF)"), permissions=["change"])
    def print_slips(self, request, queryset):
        return self._paper("parcel_slip", queryset)

    def pick_list(self, request, pk):
        return self._paper("pick_list", self._one(request, pk))

    def slip(self, request, pk):
        return self._paper("parcel_slip", self._one(request, pk))

    def _one(self, request, pk):
        order = get_object_or_404(MaterialOrder, pk=pk)
        if not self.has_view_permission(request, order):
            raise PermissionDenied
        return MaterialOrder.objects.filter(pk=pk)

    def _paper(self, template, queryset):
        orders = list(queryset.for_paper())
        data = (
            papers.pick_list(orders, now=timezone.now())
            if template == "pick_list"
            else papers.parcel_slips(orders)
        )
        return pdf_response(template, data, name=template.replace("_", "-"))
