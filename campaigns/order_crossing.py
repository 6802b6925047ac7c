"""Where an order of printed material stands, in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import MaterialOrder

Status = MaterialOrder.Status
WAY = [Status.REQUESTED, Status.PACKED, Status.SHIPPED, Status.RECEIVED]


def chip(order):
    """For `_chip.html`."""
    tone, icon = {
        Status.REQUESTED: ("wait", "hourglass"),
        Status.PACKED: ("wait", "package"),
        Status.SHIPPED: ("you", "package-open"),
        Status.RECEIVED: ("good", "circle-check"),
        Status.CANCELLED: ("calm", "circle"),
        Status.DECLINED: ("stop", "ban"),
    }[order.status]
    return {"tone": tone, "icon": icon, "word": order.get_status_display()}


def steps(order):
    """Rows for `_crossing.html`: name, who, when and one of done, now, ahead, ended."""
    if order.status not in WAY:
        return [
            _step(_("Asked for"), _("You"), order.ordered_at, "done"),
            _step(order.get_status_display(), "", order.closed_at, "ended"),
        ]
    at = WAY.index(order.status)
    states = ["done" if n < at + 1 else "now" if n == at + 1 else "ahead" for n in range(len(WAY))]
    rows = [
        (_("Asked for"), _("You"), order.ordered_at),
        (_("Packed"), _("NCMEC"), None),
        (_("On its way"), _("NCMEC"), order.shipped_at),
        (_("Arrived"), _("You count it"), order.closed_at),
    ]
    return [_step(*row, state) for row, state in zip(rows, states, strict=True)]


def _step(name, who, at, state):
    when = date_format(at, "MONTH_DAY_FORMAT") if at else ""
    return {"name": name, "who": who, "when": when, "state": state}
