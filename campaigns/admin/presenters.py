from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db import models
from django.template.loader import render_to_string
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from campaigns.models import Absence, Audience, Presenter
from clubs.countries import country_choices
from clubs.imports.places import Places
from hope_portal.admin import ChangedFieldsAdmin
from hope_portal.forms import DayInput

DAYS: dict = {models.DateField: {"widget": DayInput}}
MOST = 50
HOME = ["city", "region", "country"]


class RegionsField(forms.CharField):
    """A list of regions, typed with commas between them."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        regions = (part.strip() for part in super().clean(value).split(","))
        return sorted({region.upper() if len(region) == 2 else region for region in regions if region})

    def has_changed(self, initial, data):
        return self.clean(data or "") != (initial or [])


def several(label, choices, **kwargs):
    boxes = forms.CheckboxSelectMultiple
    return forms.TypedMultipleChoiceField(label=label, choices=choices, widget=boxes, **kwargs)


class PresenterForm(forms.ModelForm):
    languages = several(_("Speaks"), settings.LANGUAGES)
    audiences = several(_("Presents to"), Audience.choices)
    weekdays = several(_("Presents on"), list(WEEKDAYS.items()), coerce=int)
    regions = RegionsField(
        label=_("States or regions"),
        required=False,
        help_text=_("For example OH, MI. Empty: everywhere within the travel radius."),
    )
    language = forms.ChoiceField(label=_("Language of mail"), choices=settings.LANGUAGES)
    country = forms.ChoiceField(label=_("Country"), choices=country_choices)


class AbsenceInline(admin.StackedInline):
    model = Absence
    fields = [("first_day", "last_day")]
    extra = 1
    formfield_overrides = DAYS
    ordering = ["-first_day"]


@admin.register(Presenter)
class PresenterAdmin(ChangedFieldsAdmin):
    form = PresenterForm
    formfield_overrides = DAYS
    list_display = ["name", "home", "speaks", "youth_cleared_until", "online", "active"]
    list_filter = ["active", "online"]
    ordering = ["name", "pk"]
    search_fields = ["name__istartswith", "city__istartswith", "region__iexact"]
    search_help_text = _("How the name or the home city begins, or the state")
    inlines = [AbsenceInline]
    readonly_fields = ["booked"]
    fieldsets = [
        (None, {"fields": ["name", "email", "language", "active"]}),
        (_("Can present"), {"fields": ["languages", "audiences", "youth_cleared_until", "online"]}),
        (
            _("Goes to"),
            {"fields": ["city", "region", "country", "travel_miles", "regions", "travel_minutes"]},
        ),
        (_("When"), {"fields": ["weekdays", "booked"]}),
    ]

    def has_delete_permission(self, request, obj=None):
        """Bookings keep who presented: somebody who leaves is not active any more."""
        return False

    @admin.display(description=_("Home"), ordering="city")
    def home(self, obj):
        return ", ".join(filter(None, [obj.city, obj.region]))

    @admin.display(description=_("Speaks"))
    def speaks(self, obj):
        names = dict(settings.LANGUAGES)
        return ", ".join(str(names.get(code, code)) for code in obj.languages)

    @admin.display(description=_("Booked for"))
    def booked(self, obj):
        rows = obj.bookings.standing().select_related("event").order_by("-during")[:MOST] if obj.pk else []
        return render_to_string("admin/campaigns/presenter/_booked.html", {"bookings": rows})

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if set(HOME) & set(form.changed_data):
            self._place(request, obj)

    def _place(self, request, obj):
        """Distances are measured from the home town."""
        home = obj.country, obj.region, obj.city
        found = Places([home]).of(*home)
        obj.latitude, obj.longitude = found.latitude, found.longitude
        obj.save(update_fields=["latitude", "longitude"])
        if obj.city and found.latitude is None:
            said = _("We do not know where %(city)s is, so no distance is shown. Check how it is spelled.")
            self.message_user(request, said % {"city": obj.city}, messages.WARNING)
