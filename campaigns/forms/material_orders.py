from functools import partial
from uuid import uuid4

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaigns.models import MaterialOrder
from clubs.countries import country_choices

COPIES = "copies_"


def _number(kind, **attrs):
    return forms.NumberInput(attrs={"class": kind, "inputmode": "numeric", **attrs})


class OrderForm(forms.ModelForm):
    """How many of each, and where it goes. What is left and the quota are for the verb, under its lock."""

    country = forms.ChoiceField(label=_("Country"), choices=country_choices, initial="US")
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = MaterialOrder
        fields = ["to_name", "street", "street_more", "city", "region", "postcode", "country"]
        help_texts = {
            "to_name": _("Who opens the parcel, for example the office of the school."),
            "street": _("The school, the place of the event or an office. Not a home, and never a shelter."),
        }
        widgets = {"postcode": forms.TextInput(attrs={"class": "w-s"})}

    def __init__(self, *args, materials, asked_before, **kwargs):
        super().__init__(*args, **kwargs)
        self.materials = materials
        for material in materials:
            most = max(0, min(material.quota - asked_before.get(material.pk, 0), material.available))
            self.fields[f"{COPIES}{material.pk}"] = forms.IntegerField(
                label=material.title,
                required=False,
                min_value=0,
                help_text=_line_hint(material, most),
                widget=_number("input qty", max=most),
            )

    @property
    def copy_fields(self):
        return [self[name] for name in self.fields if name.startswith(COPIES)]

    @property
    def address_fields(self):
        return [self[name] for name in [*self.Meta.fields]]

    @property
    def copies(self):
        """A number for each material's pk."""
        said = {row.pk: self.cleaned_data.get(f"{COPIES}{row.pk}") for row in self.materials}
        return {pk: copies for pk, copies in said.items() if copies}

    @property
    def ship_to(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def _line_hint(material, most):
    left = ngettext("You can order %(n)s.", "You can order up to %(n)s.", most) % {"n": most}
    if most == 0:
        left = __("None are left for this event.")
    return format_html(
        '{} <a href="{}">{}<span class="vh">: {}</span></a>',
        left,
        material.source_url,
        __("Or print it yourself"),
        material.title,
    )


class ArrivedForm(forms.Form):
    """Copies that came, line by line; what was sent stands there already."""

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        field = partial(forms.IntegerField, min_value=0, widget=_number("w-s"))
        for line in lines:
            sent = ngettext("%(n)s was sent.", "%(n)s were sent.", line.copies) % {"n": line.copies}
            self.fields[f"line_{line.pk}"] = field(
                label=line.material.title, initial=line.copies, max_value=line.copies * 2, help_text=sent
            )

    @property
    def counted(self):
        return {line.pk: self.cleaned_data[f"line_{line.pk}"] for line in self.lines}
