"""Whether the pages at NCMEC that we link to are still there."""

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from .models import Material

SECONDS = 10
GONE = {404, 410}
NOT_BY_HEAD = {403, 405, 501}
"""Servers that do not answer HEAD, or not the way they answer a browser."""


def look_at(url):
    """Works, gone, or None where nobody can tell: the network was away, or the page does not let us look."""
    try:
        status = _status(url, "HEAD")
        if status in NOT_BY_HEAD:
            status = _status(url, "GET")
    except (OSError, HTTPException, ValueError):
        return None
    if status in GONE:
        return Material.LinkStatus.GONE
    return Material.LinkStatus.WORKS if status == 200 else None


def _status(url, method):
    request = Request(url, method=method, headers={"User-Agent": "HopePortal link check"})  # noqa: S310 staff enter it
    try:
        with urlopen(request, timeout=SECONDS) as response:  # noqa: S310
            return response.status
    except HTTPError as error:
        error.close()
        return error.code


def check(materials, *, now):
    """Look at each of them. What could not be seen keeps the day of its last check, which pages show."""
    for material in materials:
        if status := look_at(material.source_url):
            material.link_was_seen(status, now=now)
