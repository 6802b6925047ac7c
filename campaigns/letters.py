"""The letter that tells parents of a presentation at school, in their language.

Each language has its own text in `templates/letters/`, written by a person: a translation of single sentences
would not be a letter. A line of dashes parts the letter from the slip that comes back to the school.
"""

from dataclasses import dataclass
from datetime import date

from django.template import Context, Engine
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

LANGUAGES = [("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish"))]
BLANK = "____________________"
"""Filled in by hand."""


@dataclass(frozen=True)
class Letter:
    language: str
    title: str
    paragraphs: list[str]
    slip: list[str]

    @property
    def text(self):
        """To copy into a mail: the slip is for paper."""
        return "\n\n".join([self.title, *self.paragraphs])

    @property
    def for_paper(self):
        return {
            "title": self.title,
            "lang": self.language,
            "paragraphs": self.paragraphs,
            "slip": self.slip,
        }


def write(*, language="en", programme="", school="", day: date | None = None, club=""):
    """What is not known yet stays blank."""
    with translation.override(language):
        facts = {
            "programme": programme,
            "school": school or BLANK,
            "day": date_format(day) if day else BLANK,
            "club": club,
            "blank": BLANK,
        }
        template = Engine.get_default().get_template(f"letters/parents_{language}.txt")
        text = template.render(Context(facts, autoescape=False))
    letter, _dashes, slip = text.strip().partition("\n---\n")
    title, *paragraphs = _paragraphs(letter)
    return Letter(language, title, paragraphs, _paragraphs(slip))


def of_event(event):
    """What is known of the letter from an event."""
    return {
        "language": event.language,
        "programme": event.programme,
        "school": event.place,
        "day": event.day,
        "club": event.club.full_name,
    }


def _paragraphs(text):
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
