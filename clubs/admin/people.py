from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clubs.models import Club, Membership, Person
from hope_portal.admin import ChangedFieldsAdmin

MOST = 500
"""People whom one search among memberships may mean."""


class MembershipInline(admin.StackedInline):
    model = Membership
    extra = 0
    raw_id_fields = ["club"]
    readonly_fields = ["confirmed_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("club").order_by("-starts_on", "-pk")


@admin.register(Person)
class PersonAdmin(ChangedFieldsAdmin):
    list_display = ["name", "email", "user"]
    list_select_related = ["user"]
    ordering = ["-pk"]
    search_fields = ["name"]
    search_help_text = _("How the name or the email address begins")
    raw_id_fields = ["user"]
    inlines = [MembershipInline]

    def get_search_results(self, request, queryset, search_term):
        return (queryset.beginning_with(search_term) if search_term else queryset), False


@admin.register(Membership)
class MembershipAdmin(ChangedFieldsAdmin):
    list_display = ["person", "role", "club", "starts_on", "ends_on", "confirmed_at"]
    list_filter = ["role"]
    list_select_related = ["person", "club"]
    ordering = ["-pk"]
    search_fields = ["person__name"]
    search_help_text = _("How the name or the email address of the person begins, or the club number")
    raw_id_fields = ["person", "club"]
    readonly_fields = ["confirmed_at"]

    def get_search_results(self, request, queryset, search_term):
        """Two short lookups by index, and then memberships by key: there are over a million."""
        if not search_term:
            return queryset, False
        people = list(Person.objects.beginning_with(search_term).values_list("pk", flat=True)[:MOST])
        clubs = list(Club.objects.filter(ri_number=search_term).values_list("pk", flat=True))
        return queryset.filter(Q(person__in=people) | Q(club__in=clubs)), False
