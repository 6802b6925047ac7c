from .models import Club


def club_country(user):
    """The country of the club somebody is in; of several, the one they joined first."""
    clubs = Club.objects.filter(memberships__person__user=user).order_by("memberships__starts_on", "pk")
    return clubs.values_list("country", flat=True).first()
