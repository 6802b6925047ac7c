import codecs
import io
import subprocess
import sys
import zipfile

import pytest
from openpyxl import Workbook

from clubs.imports import reading
from clubs.imports.headers import CLUBS, MEMBERS
from clubs.imports.reading import read
from clubs.imports.refusals import Unreadable

from .importing import a_file

PEOPLE = "First Name{0}Last Name{0}Email\r\nZoë{0}Façade{0}zoe@example.org\r\n"


def rows_of(content, kind=MEMBERS):
    return list(read(a_file(content=content), kind).rows)


def a_workbook(*rows, title="Members"):
    book = Workbook()
    book.active.title = title
    for cells in rows:
        book.active.append(cells)
    return saved(book)


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content, name, text):
    """The workbook with one of its parts replaced."""
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in old.namelist():
            archive.writestr(part, text if part == name else old.read(part))
    return new.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_is_read_whatever_wrote_it(encoding, delimiter):
    content = PEOPLE.format(delimiter).encode(encoding)

    table = read(a_file(content=content), MEMBERS)

    assert table.headers == ["First Name", "Last Name", "Email"]
    assert list(table.rows) == [(2, ["Zoë", "Façade", "zoe@example.org"])]


def test_a_big_endian_file_with_its_mark_is_read():
    content = codecs.BOM_UTF16_BE + PEOPLE.format(",").encode("utf-16-be")

    assert rows_of(content) == [(2, ["Zoë", "Façade", "zoe@example.org"])]


def test_title_lines_and_blank_lines_above_the_header_are_skipped_and_lines_keep_their_numbers():
    content = (
        b"Rotary Club of Harbor, Members\n\nprinted, 2026-11-23\nName,Email\nAna,a@example.org\n\nBen,\n"
    )

    table = read(a_file(content=content), MEMBERS)

    assert table.headers == ["Name", "Email"]
    assert list(table.rows) == [(5, ["Ana", "a@example.org"]), (7, ["Ben", ""])]


def test_duplicate_and_blank_headers_get_names_of_their_own():
    content = b"Name,,Email,Email\nAna,x,a@example.org,b@example.org\n"

    assert read(a_file(content=content), MEMBERS).headers == ["Name", "Column 2", "Email", "Email (2)"]


def test_missing_trailing_fields_are_blank_and_surplus_ones_are_left():
    assert rows_of(b"Name,Email,Phone\nAna\nBen,b@example.org,1,2,3\n") == [
        (2, ["Ana", "", ""]),
        (3, ["Ben", "b@example.org", "1"]),
    ]


def test_a_cell_may_hold_lines_and_delimiters():
    assert rows_of(b'Name,Email\n"Ana\nSample, Jr.",a@example.org\nBen,b@example.org\n') == [
        (2, ["Ana\nSample, Jr.", "a@example.org"]),
        (4, ["Ben", "b@example.org"]),
    ]


def test_a_quotation_mark_left_open_spoils_one_line_only():
    lines = [b"Name,Email", b'"Ana,a@example.org', *(b"Ben %d,b%d@example.org" % (n, n) for n in range(40))]

    rows = rows_of(b"\n".join(lines))

    assert len(rows) == 41
    assert rows[1] == (3, ["Ben 0", "b0@example.org"])


def test_an_excel_file_that_names_its_delimiter_is_read():
    assert rows_of(b"sep=;\nName;Email\nAna;a@example.org\n") == [(3, ["Ana", "a@example.org"])]


def test_the_sheet_with_known_headers_is_found_and_cells_become_text():
    book = Workbook()
    book.active.append(["How to use this workbook", "Please read"])
    sheet = book.create_sheet("Clubs")
    sheet.append(["Clubs of District 9990"])
    sheet.append(["Club Number", "Club Name", "District"])
    sheet.append([20001, "Sampletown", 9990.0])
    sheet.append([None, None, None])
    sheet.append(["020002", "=1+1", True])

    table = read(a_file("clubs.xlsx", content=saved(book)), CLUBS)

    assert table.headers == ["Club Number", "Club Name", "District"]
    assert list(table.rows) == [(3, ["20001", "Sampletown", "9990"]), (5, ["020002", "", "True"])]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40_000, "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40_000, "JPEG"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "XLS"),
        (b"MZ" + bytes(range(256)) * 40_000, "a picture or a program"),
        (b"Name,Email\n" + b"\x81\x8d\x8f," * 10, "a picture or a program"),
        (b"Name,Email\nAna,\0\n", "a picture or a program"),
        (b"PK\x03\x04 and then nothing", "cannot open"),
        (b'Name,Email\n"' + b"x" * 140_000 + b'",', "Line 2"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content, says):
    with pytest.raises(Unreadable, match=says):
        rows_of(content)


def test_too_many_lines_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 10)

    with pytest.raises(Unreadable, match="Please send it in parts"):
        rows_of(b"Name,Email\n" + b"Ana,a@example.org\n" * 50)


def test_too_many_columns_are_refused():
    with pytest.raises(Unreadable, match="200 columns"):
        rows_of(b"Name,Email\n" + b"x," * 300 + b"x\n")


def test_a_file_over_20_mb_is_refused_before_it_is_read():
    with pytest.raises(Unreadable, match="20 MB"):
        rows_of(b"x" * (20 * 2**20 + 1))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = with_part(a_workbook(["Name"]), "xl/worksheets/sheet1.xml", b"\0" * 200 * 2**20)
    assert len(bomb) < 2**20

    with pytest.raises(Unreadable, match="too large when unpacked"):
        rows_of(bomb)


def test_a_zip_that_lies_about_its_size_is_refused():
    bomb = with_part(a_workbook(["Name"]), "xl/worksheets/sheet1.xml", b" " * 5_000_000)
    lie = bomb.replace((5_000_000).to_bytes(4, "little"), (5_000).to_bytes(4, "little"))

    with pytest.raises(Unreadable, match="cannot open"):
        rows_of(lie)


def test_entities_in_a_workbook_are_refused():
    sheet = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )

    with pytest.raises(Unreadable, match="cannot open"):
        rows_of(with_part(a_workbook(["Name"]), "xl/worksheets/sheet1.xml", sheet))


def test_one_long_text_in_very_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_CHARACTERS", 1_000_000)
    long = "x" * 30_000

    with pytest.raises(Unreadable, match="in parts"):
        rows_of(a_workbook(["Name", "Email"], *([long, long] for _ in range(40))))


def test_a_row_that_claims_to_be_far_down_does_not_hang():
    sheet = (
        b'<?xml version="1.0"?>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999"><c r="A1"><v>2</v></c></row>'
        b"</sheetData></worksheet>"
    )

    with pytest.raises(Unreadable, match="cannot open"):
        rows_of(with_part(a_workbook(["Name"]), "xl/worksheets/sheet1.xml", sheet))


PEAK = """
import django, sys
django.setup()
from clubs.imports.reading import read
peak = lambda: int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) // 1024
before = peak()
with open(sys.argv[1], "rb") as file:
    print(sum(1 for _ in read(file, "clubs").rows), peak() - before, peak())
"""


@pytest.mark.slow
def test_a_file_at_the_limits_is_read_in_little_memory(tmp_path):
    """A file is a stream. Counted in a process of its own, as ours may have held more before."""
    path = tmp_path / "large.csv"
    path.write_text("Club Number,Club Name\n" + (",".join(["Sample"] * 27) + "\n") * 100_000)

    done = subprocess.run([sys.executable, "-c", PEAK, path], capture_output=True, text=True)

    rows, more, peak = map(int, done.stdout.split())
    assert rows == 100_000
    assert more < 30
    assert peak < 300
