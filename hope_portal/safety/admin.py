from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hope_portal.admin import ReadOnly

from .models import HelpContact, TipMatch


@admin.register(HelpContact)
class HelpContactAdmin(admin.ModelAdmin):
    list_display = ["title", "kind", "display", "country", "language", "order", "checked_on"]
    list_filter = ["country", "language", "kind"]
    search_fields = ["title", "display", "value"]
    ordering = ["country", "language", "order"]
    fieldsets = [
        (None, {"fields": ["country", "language", "title", "description", "order"]}),
        (_("How to reach it"), {"fields": ["kind", "value", "display", "urgent", "all_day"]}),
        (_("How we know"), {"fields": ["source_url", "checked_on"]}),
    ]


@admin.register(TipMatch)
class TipMatchAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["day", "form", "count"]
    list_filter = ["form"]
    ordering = ["-day", "form"]
