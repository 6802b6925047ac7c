from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from campaigns import wording
from campaigns.models import Band, Report
from hope_portal.admin import ReadOnly
from hope_portal.outbox.admin import CappedPaginator


class ConfirmedFilter(admin.SimpleListFilter):
    """Without a choice: what waits for us."""

    title = _("confirmed")
    parameter_name = "confirmed"

    def lookups(self, request, model_admin):
        return [("yes", _("Confirmed")), ("all", _("All"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Needs us")}
        yield from others

    def queryset(self, request, reports):
        if self.value() == "all" or request.GET.get("q"):
            return reports
        return reports.filter(confirmed_at__isnull=self.value() != "yes")


@admin.register(Report)
class ReportAdmin(ReadOnly, admin.ModelAdmin):
    """What clubs say that their events brought. Confirmed figures count as such on every page."""

    change_form_template = "admin/campaigns/report/change_form.html"
    change_list_template = "admin/campaigns/report/change_list.html"
    list_display = ["what", "people", "hours_given", "materials_given", "filed_on"]
    list_display_links = ["what"]
    list_select_related = ["event__club"]
    list_filter = [ConfirmedFilter]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = CappedPaginator
    search_fields = ["event__reference"]
    search_help_text = _("Reference number of the event")
    fields = ["event", "took_place", "at_the_door", *Band.values, "hours", "materials", "sentence"]
    fields += ["filed_by", "filed_at", "confirmed_by", "confirmed_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("filed_at", "pk")

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip().upper()
        return (queryset.filter(event__reference=term) if term else queryset), False

    @admin.display(description=_("Event"))
    def what(self, report):
        event = report.event
        return format_html('{} <span class="quiet">{}, {}</span>', event.title, event.club, event.reference)

    @admin.display(description=_("People"))
    def people(self, report):
        return report.people

    @admin.display(description=_("Hours"), ordering="hours")
    def hours_given(self, report):
        return report.hours

    @admin.display(description=_("Materials"), ordering="materials")
    def materials_given(self, report):
        return report.materials

    @admin.display(description=_("Filed"), ordering="filed_at")
    def filed_on(self, report):
        return date_format(timezone.localtime(report.filed_at).date(), "SHORT_DATE_FORMAT")

    @admin.display(description=_("Took place"))
    def took_place(self, report):
        event = report.event
        return wording.when(event.starts_at, event.ends_at, event.zone)

    @admin.display(description=_("Counted at the door"))
    def at_the_door(self, report):
        return sum(report.event.people_counted().values())

    def get_urls(self):
        confirm = self.admin_site.admin_view(self.confirm)
        return [path("<int:pk>/confirm/", confirm, name="campaigns_report_confirm"), *super().get_urls()]

    def may_confirm(self, request):
        return request.user.has_perm("campaigns.change_report")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["title"] = obj.event.title
        context["may_confirm"] = obj.confirmed_at is None and self.may_confirm(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @method_decorator(require_POST)
    def confirm(self, request, pk):
        if not self.may_confirm(request):
            raise PermissionDenied
        report = get_object_or_404(self.get_queryset(request), pk=pk)
        report.confirm(by=request.user, now=timezone.now())
        self.message_user(request, _("Its figures count as confirmed now."), messages.SUCCESS)
        return redirect("admin:campaigns_report_changelist")
