from itertools import groupby
from operator import attrgetter

from allauth.account.models import EmailAddress
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from clubs import crossing
from clubs.due import due_for
from clubs.models import Activation, Club, Invitation, Membership, RotaryYear
from clubs.sections import sections_of
from hope_portal.paging import page

MEMBERS = 100
EARLIER = 50


def desk(request):
    now = timezone.now()
    manageable = Club.objects.manageable_by(request.user, now=now)
    due = due_for(manageable, user=request.user, now=now)
    memberships = Membership.objects.filter(person__user=request.user).order_by(
        "club__name", "club_id", "starts_on", "pk"
    )
    addresses = EmailAddress.objects.filter(user=request.user, verified=True).values("email")
    invitations = Invitation.objects.open().filter(email__in=addresses, expires_at__gt=now)
    context = {
        "due": due,
        "clubs": _by_club(memberships.select_related("club"), now),
        "invitations": invitations.select_related("club"),
    }
    return render(request, "clubs/desk.html", context)


def _by_club(memberships, now):
    """Clubs with the roles that last, and whether the desk is open to the reader or they wait for a yes."""
    lasting = [row for row in memberships if row.lasts(now)]
    return [
        {
            "club": club,
            "roles": roles,
            "open": any(role.is_valid(now) for role in roles),
            "asked": any(role.confirmed_at is None for role in roles),
        }
        for club, roles in ((club, list(roles)) for club, roles in groupby(lasting, key=attrgetter("club")))
    ]


def desk_club(request, slug):
    now = timezone.now()
    club = get_object_or_404(
        Club.objects.readable_by(request.user, now=now).select_related("district"), slug=slug
    )
    officer = Club.objects.manageable_by(request.user, now=now).filter(pk=club.pk).exists()
    year = RotaryYear.at(now, club.zone)
    context = {
        "club": club,
        "year": year,
        "today": club.today(now),
        "officer": officer,
        **_people(club, after=request.GET.get("after"), now=now),
        **_activation(club, year, now=now),
        **(_for_officers(club, request.user, now=now) if officer else {}),
    }
    return render(request, "clubs/desk_club.html", context)


def _people(club, *, after, now):
    confirmed = club.memberships.current(club.today(now)).exclude(confirmed_at=None).select_related("person")
    members = confirmed.exclude(role__in=Membership.OFFICERS).order_by("person__name", "pk")
    members, after = page(members, after=after, size=MEMBERS)
    return {
        "officers": confirmed.officers().order_by("starts_on", "person__name"),
        "members": members,
        "after": after,
    }


def _activation(club, year, *, now):
    standing = Activation.objects.standing(club, year=year)
    if standing is None:
        return {"activation": None}
    return {
        "activation": standing,
        "steps": crossing.steps(standing),
        "holder": crossing.holder(standing, now=now),
    }


def _for_officers(club, user, *, now):
    due = due_for([club], user=user, now=now)
    earlier = club.memberships.filter(ends_on__lt=club.today(now)).select_related("person")
    return {
        "next": due[0] if due else None,
        "due": due[1:],
        "sections": sections_of(club),
        "asks": club.memberships.waiting().select_related("person").order_by("pk"),
        "invitations": club.invitations.open().order_by("pk"),
        "earlier": earlier.order_by("-ends_on", "pk")[:EARLIER],
    }
