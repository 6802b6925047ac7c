from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from clubs.models import ImportRun
from clubs.models.imports import is_staff_importer
from hope_portal.admin import ReadOnly


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):
    """What was imported, by whom and when. The work itself is done on the import's own pages."""

    list_display = ["file_name", "kind", "club", "by", "state", "uploaded_on"]
    list_filter = ["kind"]
    list_select_related = ["club", "by"]
    search_fields = ["file_name", "club__name"]
    date_hierarchy = "created_at"
    fields = ["file_name", "kind", "club", "by", "state", "created_at", "applied_at", "rows_total"]
    readonly_fields = ["state"]

    @admin.display(description=_("state"), ordering="status")
    def state(self, run):
        return run.state

    @admin.display(description=_("uploaded"), ordering="created_at")
    def uploaded_on(self, run):
        return run.created_at.date()

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or is_staff_importer(request.user)
