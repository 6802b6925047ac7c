"""Text as it comes out of files: made clean for keeping, made plain for comparing."""

import re
import unicodedata

NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Control characters, and the marks that can turn a name around on the screen."""
NOT_WORD = re.compile(r"[^\w]+|_+")


def words(text):
    return text.split()


def clean(text):
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(NOT_TEXT.sub(" ", unicodedata.normalize("NFC", text)).split())


def fold(text):
    """Lower case, without accents and signs: “Saint-Étienne” and “saint etienne” are the same."""
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return NOT_WORD.sub(" ", text.casefold()).strip()


def spreadsheet_safe(text):
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
