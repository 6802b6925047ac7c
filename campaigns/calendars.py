"""Events as calendars read them (RFC 5545 and 5546): in UTC, one attendee an invitation, and never an address
that the host keeps for people who signed up, since calendars are shared."""

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, vCalAddress
from icalendar import Event as Entry

from campaigns import wording
from hope_portal.links import absolute


def invitation(signup) -> str:
    """For the person who signed up, in the active language; takes the entry away once either is cancelled."""
    event = signup.event
    cancelled = _is_cancelled(event) or not signup.is_active
    calendar = _calendar("CANCEL" if cancelled else "REQUEST")
    calendar.add_component(_invited(signup, _entry(event, cancelled=cancelled)))
    return calendar.to_ical().decode()


def _invited(signup, entry):
    url = absolute(signup.get_absolute_url())
    attendee = vCalAddress(f"mailto:{signup.email}")
    attendee.params.update({"CN": signup.name, "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED"})
    entry.add("attendee", attendee)
    entry.add("sequence", signup.sequence)
    entry.add("url", url)
    code, text = signup.legible_code, _("Your code: %(code)s. See or change your seats: %(url)s")
    entry.add("description", text % {"code": code, "url": url})
    return entry


def feed(events, name) -> str:
    """What anybody may subscribe to. A cancelled event stays and says so."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT6H")
    for event in events:
        calendar.add_component(_published(event))
    return calendar.to_ical().decode()


def _published(event):
    url = absolute(event.get_absolute_url())
    entry = _entry(event, cancelled=_is_cancelled(event))
    entry.add("sequence", event.version)
    entry.add("url", url)
    entry.add("description", "\n\n".join(filter(None, [event.summary, url])))
    return entry


def _calendar(method):
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PRODUCT_NAME}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _entry(event, *, cancelled):
    entry = Entry()
    entry.add("uid", event.uid)
    entry.add("dtstamp", timezone.now())
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", event.title)
    entry.add("location", wording.where(event, for_guests=False))
    entry.add("organizer", _organizer(event))
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return entry


def _organizer(event):
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = event.club.full_name
    return organizer


def _is_cancelled(event):
    return event.status == event.Status.CANCELLED
