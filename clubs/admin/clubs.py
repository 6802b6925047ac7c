from django.contrib import admin
from django.db.models import URLField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models import Club, DistrictTerm
from hope_portal.admin import ChangedFieldsAdmin


class DistrictTermInline(admin.StackedInline):
    model = DistrictTerm
    extra = 0
    raw_id_fields = ["district"]
    verbose_name_plural = _("Districts, from when to when")


@admin.register(Club)
class ClubAdmin(ChangedFieldsAdmin):
    """The district of today follows from the dated ones below it."""

    list_display = ["name", "kind", "city", "region", "country", "district", "ri_number"]
    list_filter = ["kind"]
    list_select_related = ["district"]
    ordering = ["name", "pk"]
    search_fields = ["name"]
    search_help_text = _("Name, city, district or club number")
    raw_id_fields = ["sponsor"]
    readonly_fields = ["slug", "district", "latitude", "longitude"]
    inlines = [DistrictTermInline]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request):
        return super().get_queryset(request).defer("search")

    def get_search_results(self, request, queryset, search_term):
        return (queryset.matching(search_term) if search_term else queryset), False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.slug = Club.objects.free_slug(obj.name, obj.ri_number)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.follow_district_terms(now=timezone.now())
