"""What upper apps keep on the desk of a club, beside what is due. They say it in their AppConfig.ready:

sections.register(events)

`events(club)` returns a Section, without a query.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hope_portal.texts import Text


@dataclass(frozen=True)
class Section:
    title: Text
    text: Text
    url: str
    action: Text
    icon: str = "flag"


_sources: list[Callable[..., Section]] = []


def register(source):
    _sources.append(source)
    return source


def sections_of(club):
    return [source(club) for source in _sources]
