"""A sheet for the notice board, in the language of the event."""

import qrcode
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from campaigns import wording
from hope_portal.links import absolute
from hope_portal.safety.numbers import numbers_of
from hope_portal.safety.where import region

LETTER = {"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "DO", "SV", "HN", "NI", "VE", "PR"}
"""Where paper is cut by the inch; elsewhere it is A4."""
LONGEST = 600
"""Characters of the summary that fit beside everything else."""


def data(event):
    with translation.override(event.language):
        url = absolute(event.get_absolute_url())
        return {
            "lang": event.language,
            "paper": "us-letter" if event.country in LETTER else "a4",
            "title": event.title,
            "for_whom": event.get_audience_display(),
            "facts": [
                {"label": label, "text": text}
                for label, text in [
                    (_("When"), wording.when(event.starts_at, event.ends_at, event.zone)),
                    (_("Where"), wording.where(event, for_guests=False)),
                    (_("Host"), event.club.full_name),
                    (_("Please know"), event.content_note),
                ]
                if text
            ],
            "summary": Truncator(event.summary).chars(LONGEST),
            "invitation": _invitation(event),
            "url": url.partition("://")[2],
            "qr": qr_code(url),
            "qr_alt": _("A QR code that leads to %(url)s") % {"url": url},
            "help": _help(event),
        }


def _invitation(event):
    if event.count_only:
        return _("Read more here")
    return _("Free. Save your seat here") if event.capacity else _("Free. Sign up here")


def _help(event):
    _tel, number, all_day = numbers_of(region(event.country))["child"]
    text = _("Is a child missing or being exploited? Call %(number)s.")
    if all_day:
        text = _("Is a child missing or being exploited? Call %(number)s, day and night.")
    return text % {"number": number}


def qr_code(text) -> str:
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, image_factory=SvgPathImage, border=2)
    code.add_data(text)
    return code.make_image().to_string(encoding="unicode")
