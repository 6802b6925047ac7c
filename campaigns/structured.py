"""Events as search engines read them (https://schema.org/Event). What strangers may not know is not in it."""

import json

from django.utils.safestring import mark_safe

from campaigns import wording
from hope_portal.links import absolute

HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""No text can end the script element that the data stand in."""
SCHEMA = "https://schema.org/"


def event(event):
    """A data block, which browsers do not run."""
    cancelled = event.status == event.Status.CANCELLED
    facts = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary or event.title,
        "startDate": event.local_start.isoformat(),
        "endDate": event.local_end.isoformat(),
        "eventStatus": SCHEMA + ("EventCancelled" if cancelled else "EventScheduled"),
        "eventAttendanceMode": SCHEMA
        + ("OnlineEventAttendanceMode" if event.is_online else "OfflineEventAttendanceMode"),
        "location": _location(event),
        "url": absolute(event.get_absolute_url()),
        "inLanguage": event.language,
        "isAccessibleForFree": True,
        "organizer": _host(event.club),
        **({} if event.capacity is None else _seats(event)),
    }
    text = json.dumps(facts, ensure_ascii=False).translate(HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 escaped above


def _location(event):
    if event.is_online:
        return {"@type": "VirtualLocation", "url": absolute(event.get_absolute_url())}
    address = {
        "@type": "PostalAddress",
        "addressLocality": event.city,
        "addressRegion": event.region,
        "addressCountry": event.country,
    }
    if event.address_hidden:
        return {"@type": "Place", "name": wording.where(event, for_guests=False), "address": address}
    return {
        "@type": "Place",
        "name": event.place or event.city,
        "address": {"streetAddress": event.address, **address},
    }


def _host(club):
    return {"@type": "Organization", "name": club.full_name, "url": absolute(club.get_absolute_url())}


def _seats(event):
    return {
        "maximumAttendeeCapacity": event.capacity,
        "remainingAttendeeCapacity": max(0, event.free),
        "offers": {
            "@type": "Offer",
            "price": 0,
            "priceCurrency": "USD",
            "url": absolute(event.get_absolute_url()),
            "availability": SCHEMA + ("InStock" if event.free else "SoldOut"),
        },
    }
