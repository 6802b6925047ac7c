"""What the clubs app itself knows to be due on a desk."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .due import Due
from .models import Activation, Membership, RotaryYear


def people_who_ask(clubs, *, user, now):
    waiting = Membership.objects.waiting().filter(club__in=clubs)
    counts = dict(waiting.values_list("club").annotate(Count("pk")).order_by())
    return [
        Due(
            club=club,
            title=ngettext("%(n)s person asks to join", "%(n)s people ask to join", counts[club.pk])
            % {"n": counts[club.pk]},
            text=_("Say yes to the people you know. Until then they see nothing of this desk."),
            action=_("See who asks"),
            url=reverse("clubs:desk-club", args=[club.slug]) + "#asks",
            who=_("any officer"),
            minutes=2,
        )
        for club in clubs
        if club.pk in counts
    ]


def activations_that_need_us(clubs, *, user, now):
    standing = Activation.objects.filter(club__in=clubs, status__in=Activation.STANDING)
    by_club = {(row.club_id, row.rotary_year): row for row in standing}
    pairs = [(club, by_club.get((club.pk, RotaryYear.at(now, club.zone).start))) for club in clubs]
    return [_first_activation(club) for club, activation in pairs if activation is None] + [
        _question(club, activation, user)
        for club, activation in pairs
        if activation and activation.status == Activation.Status.CHANGES
    ]


def _first_activation(club):
    return Due(
        club=club,
        title=_("Activate your club"),
        text=_("Tell NCMEC who you are and what your club would like to do. You can stop and come back."),
        action=_("Activate"),
        url=f"{reverse('clubs:activate')}?q={club.ri_number or club.slug.replace('-', '+')}",
        who=_("any officer"),
        minutes=10,
    )


def _question(club, activation, user):
    """Only the sender gets the link that opens the sender's pages."""
    own = activation.contact_email.lower() == user.email
    path = ("clubs:activation", activation.token) if own else ("clubs:desk-club", club.slug)
    return Due(
        club=club,
        title=_("NCMEC has a question about your activation"),
        text=_("Answer it and send the activation again."),
        action=_("Answer") if own else _("See where it stands"),
        url=reverse(path[0], args=[path[1]]),
        who=_("you") if own else activation.contact_name,
        minutes=5,
    )
