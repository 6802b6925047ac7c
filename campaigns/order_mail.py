"""What clubs hear of printed material they ordered: each message with its key, written when it goes out."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hope_portal.links import absolute
from hope_portal.outbox.models import Message
from hope_portal.outbox.posting import post
from hope_portal.workflow.models import StatusChange


def _to_contacts(order, template, fact, *, now, kind=Message.Kind.TRANSACTIONAL, **params):
    for person in order.event.contacts(now=now):
        if person.address:
            post(
                f"campaigns/{template}",
                to=person.address,
                key=f"order:{order.pk}:{fact}:{person.pk}",
                params=params,
                kind=kind,
                about=order,
                language=person.language,
            )


def order_received(order, *, now):
    _to_contacts(order, "order_received", "received", now=now)


def order_shipped(order, change, *, now):
    _to_contacts(order, "order_shipped", "shipped", now=now, change=change.pk)


def order_declined(order, change, *, now):
    _to_contacts(order, "order_declined", "declined", now=now, change=change.pk)


def order_late(order, *, now):
    fact = f"late:{order.event.local_start:%Y%m%d}"
    _to_contacts(order, "order_late", fact, now=now, kind=Message.Kind.SERVICE)


def refusal(order, message):
    """Why this is not to be sent any more: a sentence, or None."""
    if message.template == "campaigns/order_late" and not order.is_late(message.sent_at):
        return _("The parcel has arrived or is not needed any more.")
    return None


def context(order, message):
    event = order.event
    change = StatusChange.objects.filter(pk=message.params.get("change", 0)).first()
    return {
        "order": order,
        "event": event,
        "initiative": event,
        "reference": order.reference,
        "lines": order.lines.select_related("material"),
        "links": _what_to_print(order),
        "note": change.note if change else "",
        "needed_by": date_format(order.needed_by),
        "event_day": date_format(event.local_start),
        "order_url": absolute(reverse("campaigns:material-order", args=[event.reference])),
    }


def _what_to_print(order):
    lines = order.lines.select_related("material")
    return [line.material for line in lines if line.material.link_status != line.material.LinkStatus.GONE]
