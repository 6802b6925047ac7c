"""What a reviewer should compare an activation with before deciding."""

from django.contrib.admin.utils import label_for_field
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q
from django.utils.translation import gettext as _

from .models import Activation, Club
from .models.application import as_listed

ALIKE = 0.45  # trigram similarity from which two names may be one club's


def differences(activation):
    """Row by row what the club said and what the directory says: label, said, listed, whether they differ."""
    club = activation.club
    listed = as_listed(club) or dict.fromkeys(as_listed(Club()), "")
    rows = []
    for name, value in listed.items():
        said = getattr(activation, name)
        label = label_for_field(name, Activation)
        rows.append(
            {"label": label, "said": said, "listed": value, "differs": bool(club) and _differ(said, value)}
        )
    return rows


def _differ(said, listed):
    return said.strip().casefold().lstrip("0") != listed.strip().casefold().lstrip("0")


def same_club_elsewhere(activation):
    """Other activations of this year that may be the same club's."""
    same = Q(club_number=activation.club_number) & ~Q(club_number="")
    if activation.club_id:
        same |= Q(club=activation.club)
    alike = Activation.objects.annotate(alike=TrigramSimilarity("club_name", activation.club_name))
    return (
        alike.filter(
            same | Q(alike__gte=ALIKE, club_country=activation.club_country, club_city=activation.club_city)
        )
        .filter(rotary_year=activation.rotary_year, status__in=Activation.STANDING)
        .exclude(pk=activation.pk)
        .order_by("-alike")[:5]
    )


def listed_clubs_like(activation):
    """Clubs of the directory that an unlisted club may be."""
    if activation.club_id:
        return Club.objects.none()
    alike = Club.objects.annotate(alike=TrigramSimilarity("name", activation.club_name))
    same_number = Q(ri_number=activation.club_number) & ~Q(ri_number=None)
    nearby = Q(alike__gte=ALIKE, country=activation.club_country)
    return alike.filter(same_number | nearby).select_related("district").order_by("-alike")[:5]


def warning(activation):
    """One sentence for a list of many, or an empty text."""
    if same_club_elsewhere(activation).exists():
        return _("May be a duplicate")
    if activation.club is None:
        return _("Not in the directory")
    return ""
