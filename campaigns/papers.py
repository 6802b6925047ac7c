"""The papers of the warehouse as plain data, ready for `hope_portal.pdf`."""

from collections import defaultdict

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from campaigns.flyer import qr_code
from hope_portal.links import absolute
from hope_portal.workflow.calendar import local_day


def pick_list(orders, *, now):
    """What to take from the shelves for all of them together, and what goes into each parcel."""
    shelves: dict = defaultdict(int)
    for order in orders:
        for line in order.lines.all():
            shelves[line.material] += line.copies
    lead = ngettext("For %(n)s order, %(day)s.", "For %(n)s orders, %(day)s.", len(orders))
    return {
        **_common(_("Pick list")),
        "lead": lead % {"n": len(orders), "day": date_format(local_day(now, settings.STAFF_ZONE))},
        "shelves_heading": _("From the shelves"),
        "shelves": [
            {"title": material.title, "code": material.code, "copies": copies}
            for material, copies in sorted(shelves.items(), key=lambda row: row[0].title)
        ],
        "orders": [_order(order) for order in orders],
    }


def parcel_slips(orders):
    return {
        **_common(_("Parcel slips")),
        "orders": [{**_order(order), **_code(order)} for order in orders],
        "received": _("Please count what is in the parcel, scan the code, sign in and say what arrived."),
        "rest": _("Pass on what is left over to a school or a library, or keep it for your next event."),
    }


def _common(title):
    return {
        "title": title,
        "lang": get_language().partition("-")[0],
        "footer": f"{settings.PRODUCT_NAME} · {absolute('/desk/')}",
        "label": {
            "item": _("Item"),
            "code": _("Code"),
            "copies": _("Copies"),
            "contents": _("In this parcel"),
            "event": _("For"),
            "needed_by": _("Needed by"),
            "to": _("To"),
        },
    }


def _code(order):
    url = absolute(reverse("campaigns:material-order", args=[order.event.reference]))
    return {"qr": qr_code(url), "qr_alt": _("A QR code that leads to %(url)s") % {"url": url}}


def _order(order):
    return {
        "reference": order.reference,
        "club": order.event.club.full_name,
        "event": order.event.title,
        "needed_by": date_format(order.needed_by),
        "address": "\n".join(order.address) or _("The address is no longer kept."),
        "lines": [{"title": line.material.title, "copies": line.copies} for line in order.lines.all()],
    }
