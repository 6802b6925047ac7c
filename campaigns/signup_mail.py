"""Mail to people who signed up, written when it goes out; and what is still to come for them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campaigns import calendars, wording
from campaigns.models.feedback import token_for
from campaigns.rhythm import DAY_BEFORE, SAME_DAY, THANKS
from campaigns.still_true import refusal
from hope_portal.links import absolute
from hope_portal.outbox.models import Message
from hope_portal.outbox.preferences import declined
from hope_portal.workflow.models import StatusChange

__all__ = ["context", "refusal", "still_to_come"]

TO_COME = {
    DAY_BEFORE: gettext_lazy("A reminder the day before"),
    SAME_DAY: gettext_lazy("A reminder on the day"),
    THANKS: gettext_lazy("Our thanks, and three questions"),
}
WITH_CALENDAR = {
    "signup_confirmed",
    "signup_seats_changed",
    "signup_cancelled",
    "event_moved",
    "event_clocks_changed",
    "event_cancelled",
}


def still_to_come(signup, *, now):
    """The mail that follows if nothing changes: pairs of what it is and when, in words."""
    event = signup.event
    if signup.status != signup.Status.CONFIRMED or event.status != event.Status.LIVE:
        return []
    if Message.Kind.SERVICE in declined(signup.email or ""):
        return []
    marks = [(mark, mark.due_at(event)) for mark in TO_COME]
    return [
        (str(TO_COME[mark]), f"{date_format(due)}, {wording.clock(due)}")
        for mark, due in marks
        if now < due < mark.over_at(event)
    ]


def context(signup, message):
    name = message.template.removeprefix("campaigns/")
    event, now = signup.event, message.sent_at or timezone.now()
    return {
        "signup": signup,
        "event": event,
        "day": date_format(event.local_start),
        "clock": wording.clock(event.local_start),
        "facts": _facts(signup),
        "manage_url": absolute(signup.get_absolute_url()),
        "cancel_url": absolute(reverse("campaigns:signup-cancel", args=[signup.token])),
        "coming": still_to_come(signup, now=now),
        "reference": event.reference,
        "calendar": calendars.invitation(signup) if _is_in_calendar(signup, message, name) else "",
        **MORE.get(name, _nothing)(signup, message),
    }


def _is_in_calendar(signup, message, name):
    """Whether the reader has had an entry, or gets one now."""
    if name not in WITH_CALENDAR:
        return False
    return message.params.get("was", signup.status) == signup.Status.CONFIRMED


def _nothing(signup, message):
    return {}


# --- Facts --------------------------------------------------------------------------------------------------


def _facts(signup):
    """Pairs of a label and a value; those without a value are left out."""
    event, has_seats = signup.event, signup.status == signup.Status.CONFIRMED
    pairs = [
        (_("When"), wording.when(event.starts_at, event.ends_at, event.zone)),
        (_("On your clock"), _on_own_clock(signup, event)),
        (_("Where"), wording.where(event, for_guests=has_seats)),
        (_("Link"), event.link if has_seats else ""),
        (_("How to get in"), event.access if has_seats else ""),
        (_("Parking"), event.parking if has_seats else ""),
        (_("Good to know"), event.content_note),
        (_("Seats") if has_seats else _("Seats you asked for"), _seats(signup)),
    ]
    return [(label, value) for label, value in pairs if value]


def _seats(signup):
    said = {"n": signup.seats, "name": signup.name}
    return ngettext("%(n)s seat for %(name)s", "%(n)s seats for %(name)s", signup.seats) % said


def _own_zone(signup):
    return signup.user.zone if signup.user else ""


def _on_own_clock(signup, event):
    """When it is on the reader's own clock, where that shows another time."""
    zone = _own_zone(signup)
    if not wording.differs(event.starts_at, event.zone, zone):
        return ""
    return wording.when(event.starts_at, event.ends_at, zone)


# --- What only some messages say ----------------------------------------------------------------------------


def _offer(signup, message):
    until, event, zone = signup.offered_until, signup.event, _own_zone(signup)
    own = wording.moment(until, zone) if wording.differs(until, event.zone, zone) else ""
    return {"until": wording.moment(until, event.zone), "until_on_own_clock": own}


def _changed_seats(signup, message):
    return _offer(signup, message) if signup.status == signup.Status.OFFERED else {}


def _cancelled(signup, message):
    return {"had_seats": message.params["was"] == signup.Status.CONFIRMED}


def _moved(signup, message):
    """What is new and what was before: triples of a label and two values."""
    event, before = signup.event, _as_it_was(signup.event, message.params["before"])
    rows = zip(_told(signup, before), _told(signup, event), strict=True)
    return {
        "changes": [(label, is_now, was) for (label, was), (_label, is_now) in rows if was != is_now],
        "was_day": date_format(before.local_start),
        "new_time": (before.starts_at, before.zone) != (event.starts_at, event.zone),
    }


def _as_it_was(event, before):
    return type(event)(
        **{name: event._meta.get_field(name).to_python(value) for name, value in before.items()}
    )


def _told(signup, event):
    has_seats = signup.status == signup.Status.CONFIRMED
    pairs = [
        (_("When"), wording.when(event.starts_at, event.ends_at, event.zone)),
        (_("Where"), wording.where(event, for_guests=has_seats)),
    ]
    if has_seats:
        pairs += [(_("Link"), event.link), (_("How to get in"), event.access), (_("Parking"), event.parking)]
    return pairs


def _event_cancelled(signup, message):
    change = StatusChange.objects.filter(pk=message.params["change"]).first()
    return {"note": change.note if change else ""}


def _thanks(signup, message):
    path = reverse("campaigns:feedback", args=[token_for(signup.event)])
    return {"feedback_url": absolute(path)}


def _notice(signup, message):
    return {"notice": signup.event.notices.select_related("by").get(pk=message.params["notice"])}


MORE = {
    "signup_offered": _offer,
    "signup_seats_changed": _changed_seats,
    "signup_cancelled": _cancelled,
    "event_moved": _moved,
    "event_cancelled": _event_cancelled,
    "thank_you": _thanks,
    "notice": _notice,
}
