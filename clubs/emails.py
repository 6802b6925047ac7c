"""What clubs hear from the portal: one function a message, each with the key that names the fact told."""

from django.urls import reverse

from hope_portal.links import absolute
from hope_portal.outbox.models import Message
from hope_portal.outbox.posting import post
from hope_portal.outbox.preferences import address_hash


def _to_sender(activation, template, fact, **context):
    """Owe the sender of an activation one message about it."""
    post(
        f"clubs/{template}",
        to=activation.contact_email,
        key=f"activation:{activation.pk}:{fact}",
        context={"activation": activation, "status_url": _status_url(activation), **context},
        about=activation,
        language=activation.language,
    )


def _status_url(activation):
    return absolute(reverse("clubs:activation", args=[activation.token]))


def activation_saved(activation, *, now):
    _to_sender(activation, "activation_saved", f"saved:{now:%Y%m%dT%H}")


def activation_confirm_address(activation, *, again=""):
    path = reverse("clubs:activation-confirm", args=[activation.token, activation.confirmation_key()])
    fact = f"address:{address_hash(activation.contact_email)}{again}"
    _to_sender(activation, "activation_confirm_address", fact, confirm_url=absolute(path))


def activation_received(activation):
    _to_sender(activation, "activation_received", f"received:{activation.submitted_at:%Y%m%dT%H%M%S}")


def activation_resubmitted(activation):
    _to_sender(activation, "activation_resubmitted", f"received:{activation.submitted_at:%Y%m%dT%H%M%S}")


def activation_needs_changes(activation, change):
    _to_sender(activation, "activation_needs_changes", f"change:{change.pk}", note=change.note)


def activation_declined(activation, change):
    _to_sender(activation, "activation_declined", f"change:{change.pk}", note=change.note)


def activation_withdrawn(activation):
    _to_sender(activation, "activation_withdrawn", "withdrawn")


def activation_approved(activation, change):
    _to_sender(
        activation,
        "activation_approved",
        f"change:{change.pk}",
        note=change.note,
        first_steps=activation.first_steps(),
        desk_url=absolute(reverse("clubs:desk-club", args=[activation.club.slug])),
    )


def activation_add_me(activation, *, name, email, role, now):
    """Somebody of the same club asks the one who activated it. Once a day a person, and neither sees an
    address that the other did not give."""
    post(
        "clubs/activation_add_me",
        to=activation.contact_email,
        key=f"activation:{activation.pk}:add:{address_hash(email)}:{now:%Y%m%d}",
        context={
            "activation": activation,
            "name": name,
            "email": email,
            "role": role,
            "status_url": _status_url(activation),
        },
        about=activation,
        language=activation.language,
    )


def activation_late(activation, *, to):
    _to_staff(activation, "activation_late", to)


def activation_escalated(activation, *, to):
    _to_staff(activation, "activation_escalated", to)


def _to_staff(activation, template, user):
    path = reverse("admin:clubs_activation_change", args=[activation.pk])
    post(
        f"clubs/{template}",
        to=user.email,
        key=f"activation:{activation.pk}:{template}:{activation.answer_by:%Y%m%d}:{user.pk}",
        context={"activation": activation, "admin_url": absolute(path)},
        kind=Message.Kind.SERVICE,
        about=activation,
        language=user.language,
    )


def invitation(invitation):
    path = reverse("clubs:invitation", args=[invitation.token])
    post(
        "clubs/invitation",
        to=invitation.email,
        key=f"invitation:{invitation.pk}:sent:{invitation.times_sent}",
        context={"invitation": invitation, "url": absolute(path)},
        about=invitation,
        language=invitation.language,
    )


def someone_asks_to_join(club, officer, *, now):
    """One a day for each officer, however many ask."""
    post(
        "clubs/join_request",
        to=officer.address,
        key=f"club:{club.pk}:asked:{club.today(now):%Y%m%d}:{officer.pk}",
        context={"club": club, "url": _desk_url(club)},
        kind=Message.Kind.SERVICE,
        about=club,
        language=officer.language,
    )


def welcome_to_club(membership):
    post(
        "clubs/join_accepted",
        to=membership.person.address,
        key=f"membership:{membership.pk}:welcome",
        context={"club": membership.club, "url": _desk_url(membership.club)},
        about=membership,
        language=membership.person.language,
    )


def _desk_url(club):
    return absolute(reverse("clubs:desk-club", args=[club.slug]))
