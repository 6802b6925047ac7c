"""What is due on desks about printed material."""

from django.urls import reverse
from django.utils.translation import gettext as _

from clubs.due import Due

from .models import MaterialOrder


def parcels(clubs, *, user, now):
    """On its way: has it come? Five days before the event, whatever its state: do not wait for it."""
    orders = MaterialOrder.objects.open().filter(event__club__in=clubs, event__ends_at__gt=now)
    rows = orders.select_related("event__club").order_by("event", "-pk")
    return [_due(order, now) for order in rows if order.is_late(now) or order.status == "shipped"]


def _due(order, now):
    event = order.event
    url = reverse("campaigns:material-order", args=[event.reference])
    common = {"club": event.club, "url": url, "who": _("any officer"), "minutes": 2}
    if order.is_late(now):
        return Due(
            title=_("The parcel for %(event)s is not there yet") % {"event": event.title},
            text=_("Do not wait for it: print what you need, or count the parcel if it has come."),
            action=_("See what to print"),
            by=event.local_start.date(),
            **common,
        )
    return Due(
        title=_("A parcel for %(event)s is on its way") % {"event": event.title},
        text=_("When it has come, count it and say so."),
        action=_("Count the parcel"),
        **common,
    )
