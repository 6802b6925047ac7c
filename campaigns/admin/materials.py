from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import URLField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Material, StockEntry
from hope_portal.admin import ChangedFieldsAdmin, ReadOnly
from hope_portal.outbox.admin import CappedPaginator


class MaterialForm(forms.ModelForm):
    made_for = forms.MultipleChoiceField(
        label=_("Made for"), choices=Material.MadeFor.choices, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )


@admin.register(Material)
class MaterialAdmin(ChangedFieldsAdmin):
    """The catalogue. A link that is changed counts as not checked; copies are booked as stock entries."""

    form = MaterialForm
    list_display = ["title", "programme", "kind", "link_status", "last_checked", "on_hand", "free_copies"]
    list_filter = ["link_status", "programme", "printable", "active"]
    ordering = ["title", "pk"]
    search_fields = ["title", "code"]
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    readonly_fields = ["link_status", "last_checked", "on_hand", "reserved"]
    prepopulated_fields = {"code": ["title"]}
    fieldsets = [
        (None, {"fields": ["title", "code", "summary", "programme", "kind", "made_for", "minutes"]}),
        (
            _("At NCMEC"),
            {"fields": ["source_url", "link_status", "last_checked", "languages", "version", "licence"]},
        ),
        (_("In print"), {"fields": ["printable", "quota", "on_hand", "reserved"]}),
        (None, {"fields": ["active"]}),
    ]

    @admin.display(description=_("Free to order"))
    def free_copies(self, material):
        return material.available if material.printable else "–"

    def get_prepopulated_fields(self, request, obj=None):
        return super().get_prepopulated_fields(request, obj) if obj is None else {}

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "source_url" in form.changed_data:
            obj.link_was_seen(Material.LinkStatus.UNCHECKED, now=None)

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        for material in Material.objects.out_of_step():
            sentence = _("The stock of “%(title)s” is not the sum of its entries. Tell an administrator.")
            self.message_user(request, sentence % {"title": material.title}, messages.ERROR)
        return super().changelist_view(request, extra_context)


class StockForm(forms.ModelForm):
    class Meta:
        model = StockEntry
        fields = ["material", "why", "change", "note"]
        help_texts = {
            "change": _("What came, such as 200. What a count found missing, such as -3."),
            "note": _("For a correction: what you found."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "why" in self.fields:
            booked_by_hand = [row for row in StockEntry.Why.choices if row[0] != StockEntry.Why.SHIPPED]
            self.fields["why"].choices = booked_by_hand  # type: ignore[attr-defined]
            self.fields["material"].queryset = Material.objects.filter(printable=True).order_by("title")  # type: ignore[attr-defined]

    def clean(self):
        super().clean()
        said = self.cleaned_data
        if (
            "material" in said
            and "change" in said
            and (refusal := said["material"].stock_refusal(said["change"]))
        ):
            self.add_error("change", refusal)
        return said


@admin.register(StockEntry)
class StockEntryAdmin(ReadOnly, admin.ModelAdmin):
    """Every copy that came or went. Nothing is edited: what was wrong is countered by a new entry."""

    form = StockForm
    list_display = ["at", "material", "change", "why", "order", "note", "by"]
    list_filter = ["why", ("material", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["material", "order__event", "by"]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = CappedPaginator
    ordering = ["-pk"]
    fields = ["material", "why", "change", "note", "order", "by", "at"]

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("campaigns.add_stockentry")

    def get_fields(self, request, obj=None):
        return self.fields if obj else StockForm.Meta.fields

    def save_model(self, request, obj, form, change):
        """By the verb, under the lock of the material."""
        material = obj.material
        entry = material.add_stock(
            obj.change, why=obj.why, by=request.user, now=timezone.now(), note=obj.note
        )
        obj.pk, obj.at, obj.by = entry.pk, entry.at, entry.by
