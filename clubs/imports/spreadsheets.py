"""Excel workbooks as streams of text. Nothing is unpacked before its declared size is known to be harmless;
formulas are never computed, only the value that Excel left beside them is read."""

import warnings
import zipfile
import zlib
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .refusals import Unreadable

MAX_PARTS = 2000
MAX_SHEETS = 150 * 2**20
MAX_STRINGS = 40 * 2**20
MAX_OTHER_XML = 8 * 2**20
MAX_EMPTY = 1_100_000
"""A sheet has at most 1,048,576 lines; a file that claims more of them is up to no good."""

BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    NotImplementedError,
    zlib.error,
)
"""What zipfile, the XML parser and openpyxl raise on files that are damaged or made to harm."""


def sheets(file, max_columns):
    """Each sheet as records of line number and cells."""
    try:
        _check_sizes(file)
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except BROKEN:
        raise Unreadable(_damaged()) from None
    for sheet in book.worksheets:
        yield _records(sheet, max_columns)


def _check_sizes(file):
    parts = zipfile.ZipFile(file).infolist()
    xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels", ".vml"))]
    in_sheets = sum(part.file_size for part in xml if part.filename.startswith("xl/worksheets/"))
    other = [part for part in xml if not part.filename.startswith("xl/worksheets/")]
    too_large = any(
        part.file_size > (MAX_STRINGS if part.filename.endswith("sharedStrings.xml") else MAX_OTHER_XML)
        for part in other
    )
    if too_large or in_sheets > MAX_SHEETS or len(parts) > MAX_PARTS:
        raise Unreadable(
            _("The workbook is too large when unpacked. Save the one sheet as CSV and send that.")
        )


def _records(sheet, max_columns):
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=max_columns, values_only=True)
    empty = line = 0
    while True:
        try:
            with warnings.catch_warnings(action="ignore"):
                cells = next(rows, None)
        except BROKEN:
            raise Unreadable(_damaged()) from None
        if cells is None:
            return
        line += 1
        if any(cell is not None for cell in cells):
            yield line, [_text(cell) for cell in cells]
        elif (empty := empty + 1) > MAX_EMPTY:
            raise Unreadable(_damaged())


def _text(value):
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _damaged():
    return _(
        "We cannot open this workbook; it may be damaged or locked. Save your list as CSV and send that."
    )
