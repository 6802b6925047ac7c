"""PDF files, set by Typst from `templates/pdf/<name>.typ` and plain data.

Data goes in as JSON and comes out as text: nothing in it is read as markup. The same data make the same
bytes, tagged for screen readers (PDF/UA-1). `data` holds `title` and `lang`; labels are data too.
"""

import json
import re
from functools import cache
from unicodedata import category

import typst
from django.conf import settings
from django.http import HttpResponse
from django.utils.encoding import force_str
from django.utils.functional import Promise

TEMPLATES = settings.BASE_DIR / "templates" / "pdf"
FONTS = settings.BASE_DIR / "static" / "fonts" / "pdf"
LONGEST, MOST = 5_000, 500
"""Characters of one text and rows of one list that are printed; what is beyond is left out."""
UNBROKEN = re.compile(r"[^\s\u200b]{40}")


def render(template, data) -> bytes:
    """A drawing in `data`, such as a QR code, is a text that begins with “<svg”."""
    facts = json.dumps(printable(data))
    try:
        return _compile(template, facts, standards=["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed with font" not in str(error):
            raise
        return _compile(template, facts, standards=[])  # an empty box stands for such a character


def pdf_response(template, data, *, name):
    """Shown by the browser; saved as `name`.pdf, plain ASCII."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(render(template, data), content_type="application/pdf", headers=headers)


def printable(value):
    """Texts without control characters, long words with places to break them, nothing endless."""
    if isinstance(value, dict):
        return {key: printable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value[:MOST]]
    if isinstance(value, str | Promise):
        text = force_str(value)
        return text if text.startswith("<svg") else _legible(text)
    return value


def _legible(text):
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    shown = "".join(c for c in cut if c == "\n" or category(c) not in ("Cc", "Cs", "Co", "Cn"))
    return shown if shown.startswith("https://") else UNBROKEN.sub(lambda long: long[0] + "\u200b", shown)


def _compile(template, facts, *, standards):
    return typst.compile(
        TEMPLATES / f"{template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs={"data": facts},
        pdf_standards=standards,
        timestamp=0,
    )


@cache
def _fonts():
    """Our own, and what Typst brings for Greek, Cyrillic, Hebrew and Arabic; none of the machine's."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
