from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaigns.models import Signup
from hope_portal.admin import ReadOnly
from hope_portal.outbox.admin import CappedPaginator


@admin.register(Signup)
class SignupAdmin(ReadOnly, admin.ModelAdmin):
    """To answer somebody who writes to NCMEC. Lists show no address; the token is a key and shown nowhere.

    What people need to take part is for their host.
    """

    list_display = ["legible_code", "event", "seats", "status", "created_at"]
    list_select_related = ["event"]
    list_filter = ["status"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = CappedPaginator
    search_fields = ["email"]
    search_help_text = _("The whole email address, or the reference number of the event")
    fields = ["legible_code", "event", "name", "email", "language", "seats", "status", "late_offers"]
    fields += ["created_at", "confirmed_at", "waiting_since", "offered_until", "cancelled_at", "arrived"]
    readonly_fields = ["legible_code"]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("-pk")

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()
        if "@" in term:
            return queryset.filter(email=term.lower()), False
        return (queryset.filter(event__reference=term.upper()) if term else queryset), False

    @admin.display(description=_("Code"))
    def legible_code(self, signup):
        return signup.legible_code
