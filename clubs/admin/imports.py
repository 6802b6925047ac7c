from django.contrib import admin

from clubs.models import ImportRun
from clubs.models.imports import is_staff_importer


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """What was imported, by whom and when. The work itself is done on the import's own pages."""

    list_display = ["file_name", "kind", "club", "by", "status", "created_at", "applied_at"]
    list_filter = ["kind", "status"]
    list_select_related = ["club", "by"]
    search_fields = ["file_name", "club__name"]
    date_hierarchy = "created_at"
    fields = [*list_display, "rows_total"]
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or is_staff_importer(request.user)
