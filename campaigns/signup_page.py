"""What somebody who signed up is shown of it."""

from datetime import timedelta

from django.utils.timezone import get_current_timezone_name

from campaigns import signup_mail, wording
from campaigns.forms.signups import NameForm, SeatsForm

KEPT = timedelta(days=90)
"""See the first rule of privacy.py."""
CLOSED = ("expired", "cancelled")


def context(signup, *, now):
    event, stands = signup.event, standing(signup, now=now)
    return {
        "signup": signup,
        "event": event,
        "standing": stands,
        "part": f"campaigns/_signup_is_{stands}.html",
        "can_change": not signup.change_refusal(now=now),
        "can_rejoin": stands in CLOSED and not event.signup_refusal(now=now),
        "when": wording.when(event.starts_at, event.ends_at, event.zone),
        "when_here": when_here(event),
        "where": wording.where(event, for_guests=signup.status == signup.Status.CONFIRMED),
        "masked": masked(signup.email),
        "first_name": signup.name.partition(" ")[0],
        "to_come": signup_mail.still_to_come(signup, now=now),
        "deleted_on": event.ends_at + KEPT,
        "seats_form": SeatsForm(signup=signup),
        "name_form": NameForm(initial={"name": signup.name}),
        **MORE.get(stands, _nothing)(signup, now),
    }


def for_cancel(signup):
    event = signup.event
    when = wording.when(event.starts_at, event.ends_at, event.zone)
    return {"signup": signup, "event": event, "when": when, "back_url": signup.get_absolute_url()}


def standing(signup, *, now):
    """Which of templates/campaigns/_signup_is_*.html says it."""
    event, status = signup.event, signup.status
    if event.status == event.Status.CANCELLED:
        return "called_off"
    if event.is_over(now) or (event.starts_at <= now and status != signup.Status.CONFIRMED):
        return "over"
    return signup.Status.EXPIRED if signup.offer_is_over(now=now) else status


def _nothing(signup, now):
    return {}


def _waiting(signup, now):
    free = signup.event.free
    seats = signup.seats if free is None else min(signup.seats, free)
    return {"ahead": signup.ahead(), "can_take": 0 if signup.take_refusal(seats, now=now) else seats}


def _offered(signup, now):
    return {"offered_until": wording.moment(signup.offered_until, signup.event.zone)}


def _called_off(signup, now):
    change = signup.event.history().filter(move="cancel").first()
    return {"reason": change.note if change else ""}


def _over(signup, now):
    return {"ended": signup.event.is_over(now)}


MORE = {"waiting": _waiting, "offered": _offered, "called_off": _called_off, "over": _over}


def when_here(event):
    """The same in the reader's zone, where its clocks show something else."""
    here = get_current_timezone_name()
    if not wording.differs(event.starts_at, event.zone, here):
        return ""
    return wording.when(event.starts_at, event.ends_at, here)


def masked(email):
    """For a page that others may see over a shoulder: a•••@example.org."""
    local, _, domain = (email or "").rpartition("@")
    return f"{local[:1]}•••@{domain}"
