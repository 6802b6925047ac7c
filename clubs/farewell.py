from django.utils.translation import gettext as _

from .models import Club
from .models.person import person_of


def sole_officer(*, user, now):
    """A sentence for each club that nobody could reach any more without this person."""
    person = person_of(user)
    clubs = Club.objects.manageable_by(user, now=now) if person else []
    return [
        _("You are the last officer of the %(club)s whom we can reach. Please name another one first.")
        % {"club": club.full_name}
        for club in clubs
        if club.departure_refusal(person, now=now)
    ]
