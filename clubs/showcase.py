"""What upper apps show on the public page of a club. They say it in their AppConfig.ready:

    showcase.register(events_to_come)

`events_to_come(club, now=now)` returns an Exhibit, or None where there is nothing to show.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Exhibit:
    """`template` is included with `club` and `rows`."""

    template: str
    rows: list


_sources: list[Callable[..., Exhibit | None]] = []


def register(source):
    _sources.append(source)
    return source


def exhibits_of(club, *, now):
    return [exhibit for source in _sources if (exhibit := source(club, now=now))]
