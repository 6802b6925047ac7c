from django.contrib import admin

from clubs.models import District
from hope_portal.admin import ChangedFieldsAdmin


@admin.register(District)
class DistrictAdmin(ChangedFieldsAdmin):
    list_display = ["label", "name"]
    ordering = ["label"]
    search_fields = ["label__startswith", "name__icontains"]
