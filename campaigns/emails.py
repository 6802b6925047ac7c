"""What clubs, guests and staff hear of events: one function a message, with the key that names the fact.

Nothing is written here: `initiative_mail` and `signup_mail` write each mail when it goes out, from what is
true by then.
"""

from hope_portal.outbox.models import Message
from hope_portal.outbox.posting import post


def _to_contacts(initiative, template, change, *, now, **params):
    """Owe those who look after an initiative at the club one message about a change of its status."""
    for person in initiative.contacts(now=now):
        if person.address:
            post(
                f"campaigns/{template}",
                to=person.address,
                key=f"initiative:{initiative.pk}:change:{change.pk}:{person.pk}",
                params={"change": change.pk, **params},
                about=initiative,
                language=person.language,
            )


def initiative_received(initiative, change, *, now):
    _to_contacts(initiative, "initiative_received", change, now=now)


def initiative_withdrawn(initiative, change, *, now):
    _to_contacts(initiative, "initiative_withdrawn", change, now=now)


def initiative_needs_changes(initiative, change, *, now):
    _to_contacts(initiative, "initiative_needs_changes", change, now=now)


def initiative_declined(initiative, change, *, now):
    _to_contacts(initiative, "initiative_declined", change, now=now)


def initiative_approved(initiative, change, *, now):
    _to_contacts(initiative, "initiative_approved", change, now=now)


def initiative_merged(initiative, change, *, now):
    _to_contacts(initiative, "initiative_merged", change, now=now)


def dates_proposed(proposal, change, *, now):
    _to_contacts(proposal.event, "dates_proposed", change, now=now, proposal=proposal.pk)


def report_due(event, *, now):
    _ask_for_report(event, "report_due", "due", now)


def report_late(event, days, *, now):
    _ask_for_report(event, "report_late", f"late:{days}", now)


def _ask_for_report(event, template, fact, now):
    for person in event.contacts(now=now):
        if person.address:
            post(
                f"campaigns/{template}",
                to=person.address,
                key=f"initiative:{event.pk}:report:{fact}:{person.pk}",
                kind=Message.Kind.SERVICE,
                about=event,
                language=person.language,
            )


def initiative_late(initiative, *, to):
    _to_staff(initiative, "initiative_late", to)


def initiative_escalated(initiative, *, to):
    _to_staff(initiative, "initiative_escalated", to)


def initiative_handed_over(initiative, change, *, to):
    post(
        "campaigns/initiative_handed_over",
        to=to.email,
        key=f"initiative:{initiative.pk}:change:{change.pk}:{to.pk}",
        params={"change": change.pk},
        kind=Message.Kind.SERVICE,
        about=initiative,
        language=to.language,
    )


def _to_staff(initiative, template, user):
    post(
        f"campaigns/{template}",
        to=user.email,
        key=f"initiative:{initiative.pk}:{template}:{initiative.answer_by:%Y%m%d}:{user.pk}",
        kind=Message.Kind.SERVICE,
        about=initiative,
        language=user.language,
    )


def _to_guest(signup, template, **params):
    """Owe the person who signed up one message about their signup as it is now."""
    post(
        f"campaigns/{template}",
        to=signup.email,
        key=f"signup:{signup.pk}:{template}:{signup.version}",
        params={"version": signup.version, **params},
        about=signup,
        language=signup.language,
    )


def signup_confirmed(signup):
    _to_guest(signup, "signup_confirmed")


def signup_waiting(signup):
    _to_guest(signup, "signup_waiting")


def signup_offered(signup):
    _to_guest(signup, "signup_offered")


def signup_offer_expired(signup):
    _to_guest(signup, "signup_offer_expired")


def signup_seats_changed(signup):
    _to_guest(signup, "signup_seats_changed")


def signup_cancelled(signup, *, was):
    _to_guest(signup, "signup_cancelled", was=was)


def signup_reminded_of(signup, *, now):
    """Somebody signed up once more with an address that is known: the way to the first signup, once a day."""
    post(
        "campaigns/signup_reminded_of",
        to=signup.email,
        key=f"signup:{signup.pk}:signup_reminded_of:{now:%Y%m%d}",
        about=signup,
        language=signup.language,
    )
