from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaigns.models import Trust
from hope_portal.admin import ReadOnly


@admin.register(Trust)
class TrustAdmin(ReadOnly, admin.ModelAdmin):
    """Which clubs go live without a review, and who said so. It is given on the page of a request."""

    list_display = ["club", "kind", "given_by", "given_at", "taken_by", "taken_at"]
    list_filter = ["kind", ("taken_at", admin.EmptyFieldListFilter)]
    list_select_related = ["club", "given_by", "taken_by"]
    show_full_result_count = False
    ordering = ["-given_at", "-pk"]
    search_fields = ["club__ri_number"]
    search_help_text = _("Club number")
    fields = ["club", "kind", "given_by", "given_at", "taken_by", "taken_at"]
