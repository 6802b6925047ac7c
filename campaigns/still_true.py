"""Whether mail to somebody who signed up is still true when its turn comes.

Mail may go out late: the mail server was away, or a worker was. `RULES` says for each message what must hold
then. A rule gets the signup, the message and the moment, and gives a sentence for staff, or None.
"""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from campaigns.rhythm import THANKS, stamp


def newest(signup, message, now):
    if message.params["version"] < signup.version:
        return _("A newer message says how it stands.")


def confirmed(signup, message, now):
    if signup.status != signup.Status.CONFIRMED:
        return _("They have no seats any more.")


def waiting(signup, message, now):
    if signup.status != signup.Status.WAITING:
        return _("They do not wait any more.")


def offered(signup, message, now):
    if signup.status != signup.Status.OFFERED or signup.offered_until <= now:
        return _("The offer is over.")


def expired(signup, message, now):
    if signup.status != signup.Status.EXPIRED:
        return _("They have signed up again.")


def cancelled(signup, message, now):
    if signup.status != signup.Status.CANCELLED:
        return _("They have signed up again.")


def active(signup, message, now):
    if not signup.is_active:
        return _("They are not signed up any more.")


def among_readers(signup, message, now):
    if signup.status not in message.params["readers"]:
        return _("They are not among those it is for any more.")


def event_live(signup, message, now):
    if signup.event.status != signup.event.Status.LIVE:
        return _("The event does not take place, or is over.")


def event_cancelled(signup, message, now):
    if signup.event.status != signup.event.Status.CANCELLED:
        return _("The event takes place after all.")


def event_not_cancelled(signup, message, now):
    if signup.event.status == signup.event.Status.CANCELLED:
        return _("The event was cancelled.")


def newest_of_event(signup, message, now):
    if message.params["of"] < signup.event.version:
        return _("The event was changed again.")


def same_time(signup, message, now):
    if message.params["starts"] != stamp(signup.event.starts_at):
        return _("The event was moved.")


def before_it_begins(signup, message, now):
    if signup.event.starts_at <= now:
        return _("The event has begun.")


def before_its_day(signup, message, now):
    if signup.event.day <= now.astimezone(ZoneInfo(signup.event.zone)).date():
        return _("It is the day of the event already.")


def before_it_ends(signup, message, now):
    if signup.event.ends_at <= now:
        return _("The event is over.")


def soon_after(signup, message, now):
    if THANKS.over_at(signup.event) <= now:
        return _("It is too late for this.")


RULES = {
    "signup_confirmed": [newest, confirmed, event_live, before_it_ends],
    "signup_waiting": [newest, waiting, event_live, before_it_begins],
    "signup_offered": [newest, offered, event_live, before_it_begins],
    "signup_offer_expired": [newest, expired, event_live, before_it_begins],
    "signup_seats_changed": [newest, active, event_live, before_it_ends],
    "signup_cancelled": [newest, cancelled],
    "signup_reminded_of": [],
    "event_moved": [active, newest_of_event, event_live, before_it_ends],
    "event_clocks_changed": [confirmed, newest_of_event, event_live, before_it_begins],
    "event_cancelled": [active, event_cancelled],
    "reminder_day_before": [confirmed, same_time, event_live, before_its_day],
    "reminder_same_day": [confirmed, same_time, event_live, before_it_begins],
    "thank_you": [confirmed, event_not_cancelled, soon_after],
    "notice": [among_readers],
}


def refusal(signup, message):
    """Why this is not to be sent any more: a sentence, or None."""
    name = message.template.removeprefix("campaigns/")
    answers = (rule(signup, message, message.sent_at) for rule in RULES[name])
    return next(filter(None, answers), None)
