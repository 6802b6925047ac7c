"""A small reader for the PDF files that Typst writes: what a screen reader or a search would find."""

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.S)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
PIECE = re.compile(rb"/(f\d+) [\d.]+ Tf|\((.*?)(?<!\\)\)|(ET)", re.S)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def objects(content):
    return {int(number): body for number, body in OBJECT.findall(content)}


def page_count(content):
    return int(re.search(rb"/Type/Pages/Count (\d+)", content)[1])


def info(content):
    """What it says of itself: language, title, and whether it is tagged and meant for screen readers."""
    return {
        "lang": re.search(rb"/Lang\((.*?)\)", content)[1].decode(),
        "tagged": b"/MarkInfo<</Marked true" in content,
        "title": re.search(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", content, re.S)[1].decode(),
        "accessible": b"<pdfuaid:part>1</pdfuaid:part>" in content,
    }


def text(content):
    """All text, page by page; pieces of a line are parted by a space."""
    found = objects(content)
    pages = [body for body in found.values() if b"/Type/Page/" in body]
    return " ".join(" ".join(_pieces(found, page)) for page in pages)


def words(content):
    """The text without the places where words may break, to find sentences in."""
    return " ".join(text(content).replace("\u200b", "").split())


def _refers(body, name):
    return int(re.search(rb"/" + name + rb" (\d+) 0 R", body)[1])


def _fonts(found, page):
    resources = found[_refers(page, b"Resources")]
    return {name: _letters(found, int(font)) for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", resources)}


def _letters(found, font):
    table = _stream(found[_refers(found[font], b"ToUnicode")]).decode("ascii", "replace")
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
    return {int(code, 16): bytes.fromhex(to).decode("utf-16-be") for code, to in pairs}


def _stream(body):
    packed = STREAM.search(body)
    return zlib.decompress(packed[1]) if packed else b""


def _pieces(found, page):
    fonts, font, said = _fonts(found, page), {}, ""
    for name, string, end in PIECE.findall(_stream(found[_refers(page, b"Contents")])):
        if name:
            font = fonts[name]
        elif end:
            yield said
            said = ""
        else:
            codes = _unescaped(string)
            said += "".join(font.get(code, "") for code in map(int.from_bytes, _pairs(codes)))


def _pairs(codes):
    return [codes[at : at + 2] for at in range(0, len(codes), 2)]


def _unescaped(string):
    def byte(found):
        told = found[1]
        return bytes([int(told, 8)]) if told.isdigit() else ESCAPES.get(told, told)

    return re.sub(rb"\\([0-7]{3}|.)", byte, string, flags=re.S)
