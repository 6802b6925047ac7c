"""The ways from the desk of an event to its other pages."""

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.models import Event

Status = Event.Status


def pages(event, now):
    """The other pages of an event that are of use now: icon, name and address."""
    of_event, running = [event.reference], event.status in event.RUNNING
    public = event.status in event.PUBLIC and not event.with_pupils
    door = event.status == Status.LIVE
    people = event.status in event.PUBLIC and not event.count_only
    ahead = running and event.starts_at > now
    found = [
        (public, "globe", _("Public page"), "event", [event.slug]),
        (people, "users", _("People"), "event-people", of_event),
        (people and door, "mail", _("Write to people"), "event-write", of_event),
        (door, "list-checks", _("Check-in on the day"), "event-checkin", of_event),
        (running, "package", _("Order printed material"), "material-order", of_event),
        (public and ahead, "printer", _("Flyer to print"), "event-flyer", [event.slug]),
        (
            event.with_pupils and event.gate_is_open,
            "shield-check",
            _("Youth protection"),
            "event-step",
            [*of_event, "young"],
        ),
        (running, "pencil", _("Title, text and access"), "event-details", of_event),
        (ahead and not event.count_only, "ticket", _("Seats"), "event-seats", of_event),
        (
            event.awaits_report(now) or event.status == Status.COMPLETED,
            "flag",
            _("Report"),
            "event-report",
            of_event,
        ),
    ]
    return [
        {"icon": icon, "name": name, "url": reverse(f"campaigns:{url}", args=arguments)}
        for useful, icon, name, url, arguments in found
        if useful
    ]
