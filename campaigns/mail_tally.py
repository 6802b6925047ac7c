"""How the mail to the people of an event stands: for its officers, who may have to make a phone call."""

from django.utils.translation import gettext_lazy as _

from hope_portal.outbox.models import Message

TITLES = {
    "signup_confirmed": _("Confirmation"),
    "signup_waiting": _("On the waiting list"),
    "signup_offered": _("Offer of seats"),
    "signup_offer_expired": _("Offer ran out"),
    "signup_seats_changed": _("Other number of seats"),
    "signup_cancelled": _("Signup cancelled"),
    "signup_reminded_of": _("The way to the signup"),
    "event_moved": _("Change of the event"),
    "event_clocks_changed": _("New rules of the time zone"),
    "event_cancelled": _("Event cancelled"),
    "reminder_day_before": _("Reminder the day before"),
    "reminder_same_day": _("Reminder on the day"),
    "thank_you": _("Thanks"),
    "notice": _("What you wrote"),
}
"""In the order in which people get them."""
NAMES = 50


def tally(event):
    """For each kind of message that was owed: figures, and the names of those it did not reach."""
    mail = Message.objects.about_these(event.signups.all())
    counts = {row["template"].removeprefix("campaigns/"): row for row in mail.tally()}
    failed = _names_of_failed(event, mail) if any(row["failed"] for row in counts.values()) else {}
    return [
        {
            "title": title,
            "sent": counts[name]["sent"],
            "failed": counts[name]["failed"],
            "waiting": counts[name]["waiting"],
            "needed": counts[name]["total"] - counts[name]["skipped"],
            "names": failed.get(name, []),
        }
        for name, title in TITLES.items()
        if name in counts
    ]


def _names_of_failed(event, mail):
    """By template, each person once; the longest list is cut off."""
    rows = mail.failed().order_by("template", "about_id").values_list("template", "about_id").distinct()
    rows = [(template.removeprefix("campaigns/"), pk) for template, pk in rows[: NAMES * len(TITLES)]]
    signups = event.signups.in_bulk([pk for _template, pk in rows])
    names: dict[str, list[str]] = {}
    for template, pk in rows:
        names.setdefault(template, []).append(signups[pk].name)
    return {template: found[:NAMES] for template, found in names.items()}
