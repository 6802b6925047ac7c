"""What is due on the desks of a person. Upper apps say what they know of it, in their AppConfig.ready:

    due.register(reports_to_write)

`reports_to_write(clubs, user=user, now=now)` gets all clubs the user may act for, so that its queries do not
grow with their number, and returns Due rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from .models import Club


@dataclass(frozen=True, kw_only=True)
class Due:
    """One thing to do. `by`: the last good day; `minutes`: how long it takes; `who`: who can do it."""

    club: Club
    title: str
    url: str
    text: str = ""
    action: str = ""
    by: date | None = None
    who: str = ""
    minutes: int | None = None
    left: int | None = None

    @property
    def days_late(self):
        return max(0, -(self.left or 0))


_sources: list[Callable[..., Iterable[Due]]] = []


def register(source):
    _sources.append(source)
    return source


def due_for(clubs, *, user, now):
    """The soonest first, then what has no day. `left` counts the club's own days and is below 0 when late."""
    clubs = list(clubs)
    if not clubs:
        return []
    found = [row for source in _sources for row in source(clubs, user=user, now=now)]
    return sorted(
        (_with_days_left(row, now) for row in found), key=lambda row: (row.by is None, row.by, row.title)
    )


def _with_days_left(row, now):
    return replace(row, left=(row.by - row.club.today(now)).days) if row.by else row
