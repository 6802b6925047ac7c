"""From an uploaded file to rows of text, whatever program wrote it, and within fixed limits."""

import codecs
import csv
import io
import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext as _

from . import headers
from .refusals import Unreadable
from .spreadsheets import sheets

MAX_BYTES = 20 * 2**20
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CHARACTERS = 60_000_000
MAX_LINES_IN_A_RECORD = 20
TITLE_LINES = 30
"""How far down the header may stand."""

DELIMITERS = ",;\t|"
BINARY = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"%PDF": "PDF",
    b"RIFF": "WebP",
    b"\xd0\xcf\x11\xe0": "XLS",
}


@dataclass
class Table:
    """`rows` gives, once, each line's number in the file and its cells, as many as there are headers."""

    headers: list[str]
    rows: Iterator[tuple[int, list[str]]]


def read(file, kind):
    """The table in a binary file, for the kind of list it should hold. Raises Unreadable, `rows` too."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > MAX_BYTES:
        raise Unreadable(_("The file is larger than 20 MB. Please send it in parts."))
    start = file.read(65536)
    if not start.strip():
        raise Unreadable(_("The file is empty."))
    file.seek(0)
    candidates = (
        sheets(file, MAX_COLUMNS) if start.startswith(b"PK\x03\x04") else [_text_records(file, start, kind)]
    )
    return _best_table(candidates, kind)


def _best_table(candidates, kind):
    """Of a workbook, the first sheet whose header we know; else the first with anything in it."""
    fallback = None
    for records in candidates:
        records = _within_limits(records)
        top = list(islice(records, TITLE_LINES))
        if not top:
            continue
        at, known = _header_at(top, kind)
        table = _table(top[at][1], chain(top[at + 1 :], records))
        if known:
            return table
        fallback = fallback or table
    if fallback is None:
        raise Unreadable(_("The file holds no table."))
    return fallback


def _header_at(top, kind):
    """Where the header stands: the line with most names we know, else the first of the fullest lines."""
    known = [headers.known(cells, kind) for _line, cells in top]
    filled = [sum(bool(cell) for cell in cells) for _line, cells in top]
    best = max(known)
    return (known.index(best), True) if best > 1 else (filled.index(max(filled)), False)


def _table(header, records):
    names = headers.unique_names(header)
    width = len(names)
    return Table(names, ((line, (cells + [""] * width)[:width]) for line, cells in records))


def _within_limits(records):
    """Records without the blank ones and without empty ends."""
    rows = characters = 0
    for line, cells in records:
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            continue
        rows, characters = rows + 1, characters + sum(map(len, cells))
        if rows > MAX_ROWS + TITLE_LINES or characters > MAX_CHARACTERS:
            raise Unreadable(_("The file holds more than 100,000 lines. Please send it in parts."))
        if len(cells) > MAX_COLUMNS:
            raise Unreadable(_("Line %(line)s has more than 200 columns.") % {"line": line})
        yield line, cells


# --- Text files ---------------------------------------------------------------------------------------------


def _text_records(file, start, kind):
    encoding = _encoding(file, start)
    sample = codecs.getincrementaldecoder(encoding)().decode(start).splitlines(keepends=True)[:TITLE_LINES]
    delimiter = _delimiter(sample, kind)
    text = io.TextIOWrapper(file, encoding, newline="")
    records = _records(text, delimiter)
    if sample[0].lower().startswith("sep="):
        next(records)
    yield from records
    text.detach()


def _encoding(file, start):
    """The encoding that reads every byte of the file as text."""
    for sign, name in BINARY.items():
        if start.startswith(sign):
            raise Unreadable(_not_a_table(name))
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        guesses = ["utf-16"]
    elif b"\0" in start:
        guesses = ["utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"]
    else:
        guesses = ["utf-8-sig", "cp1252"]
    for encoding in guesses:
        if _reads_as_text(file, encoding):
            return encoding
    raise Unreadable(_not_a_table(_("a picture or a program")))


def _reads_as_text(file, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(2**20):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


def _not_a_table(what):
    return _("This is not a table but %(what)s. Save your list as CSV or XLSX and send that file.") % {
        "what": what
    }


def _delimiter(sample, kind):
    """The sign that yields most names we know; then, most columns."""
    if sample[0].lower().startswith("sep=") and sample[0][4:5] in DELIMITERS:
        return sample[0][4]

    def score(delimiter):
        rows = list(csv.reader(sample, delimiter=delimiter))
        widths = sorted(len(row) for row in rows if row) or [0]
        return max((headers.known(row, kind) for row in rows), default=0), widths[len(widths) // 2]

    return max(DELIMITERS, key=score)


def _records(text, delimiter):
    """Line number and cells. A quotation mark left open spoils its own line, not the rest of the file."""
    source = enumerate(text, 1)
    ahead: deque[tuple[int, str]] = deque()

    def pull():
        return ahead.popleft() if ahead else next(source, None)

    while (first := pull()) is not None:
        taken = [first]
        left_open: list[bool] = []
        cells = _cells(_feed(taken, pull, left_open), delimiter, first[0])
        if left_open:
            ahead.extendleft(reversed(taken[1:]))
            cells = _cells([first[1]], delimiter, first[0])
        yield first[0], cells


def _feed(taken, pull, left_open):
    yield taken[0][1]
    while len(taken) < MAX_LINES_IN_A_RECORD and (more := pull()) is not None:
        taken.append(more)
        yield more[1]
    left_open.append(True)


def _cells(lines, delimiter, line):
    try:
        return next(csv.reader(lines, delimiter=delimiter), [])
    except csv.Error:
        raise Unreadable(
            _("Line %(line)s has a cell that is too long. A quotation mark may be missing.") % {"line": line}
        ) from None
