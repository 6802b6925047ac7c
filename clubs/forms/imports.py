from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from clubs.imports.reading import MAX_BYTES
from clubs.models import ImportRun

SAMPLES = 2
LEFT_OUT = "-"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Your file"),
        help_text=_("CSV or Excel (XLSX), at most 20 MB. Older Excel files: save them as XLSX first."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Please send it in parts."))
        return file


class StaffUploadForm(UploadForm):
    kind = forms.ChoiceField(
        label=_("What is in the file?"),
        choices=[
            (ImportRun.Kind.CLUBS, _("A list of clubs")),
            (ImportRun.Kind.MEMBERS, _("Members of clubs that are listed here already")),
        ],
        initial=ImportRun.Kind.CLUBS,
        widget=forms.RadioSelect,
    )
    field_order = ["kind", "file"]


class ColumnsForm(forms.Form):
    """One question per column of the file: what is it here?"""

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, **kwargs)
        self.run = run
        samples = run.samples(SAMPLES)
        for position, header in enumerate(run.headers):
            chosen = run.mapping.get(header, LEFT_OUT)
            self.fields[f"column_{position}"] = forms.ChoiceField(
                label=header,
                choices=[(LEFT_OUT, _("Leave out")), *run.fields.items()],
                initial=chosen,
                help_text=_sample(samples[position], secret=chosen == "ri_member_id"),
            )

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        chosen = {
            header: cleaned.get(f"column_{position}") for position, header in enumerate(self.run.headers)
        }
        self.mapping = {header: field for header, field in chosen.items() if field in self.run.fields}
        if refusal := self.run.mapping_refusal(self.mapping):
            raise forms.ValidationError(refusal)
        return cleaned


def _sample(values, *, secret):
    """Two values of the column, as safe HTML."""
    if secret and values:
        return _("Not shown: such numbers have served as passwords.")
    if not values:
        return _("Empty in the first lines.")
    cells = ((Truncator(value).chars(40),) for value in values)
    return format_html(__("For example {}"), format_html_join(mark_safe(", "), "<bdi>{}</bdi>", cells))
