"""Does a text read like a sighting, a disclosure or a call for help?

It looks for what such a text does (somebody tells of one child, of themselves, of now), never for its topic:
an evening on missing children is what clubs write about all day. A false alarm costs a click, a miss costs
more. Patterns see the text as `plain` makes it: lower case, no accents, straight quotes. `~` is a gap of some
words within the sentence, `{NAME}` one of WORDS. Gaps are bounded, so the time grows with the text only.
"""

import re
import unicodedata

from .patterns import PATTERNS, WORDS

GAP = r"[^.!?;\n]{0,50}?"


def _compile(pattern):
    for name, words in WORDS.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?:{words})")
    return re.compile(r"\b(?:" + pattern.replace("~", GAP) + r")(?!\w)")


COMPILED = [_compile(pattern) for pattern in PATTERNS]


def plain(text):
    text = text.casefold().replace("’", "'").replace("‘", "'")
    for short, long in [("'m ", " am "), ("'re ", " are "), ("'ve ", " have ")]:
        text = text.replace(short, long)
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^\S\n]+", " ", "".join(letters))


def reads_like_a_tip(text):
    text = plain(text)
    return any(pattern.search(text) for pattern in COMPILED)
