from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from clubs.models import Act, Activation, Club, Impact, Person, RotaryYear, Way
from clubs.models.membership import MembershipRefused
from clubs.showcase import exhibits_of
from hope_portal.paging import page
from hope_portal.ratelimit import rate_limited

PAGE = 20
SMALLEST = 5
"""A figure below this could point at someone, so public pages do not show it."""


@login_not_required
def club_list(request):
    text, now = request.GET.get("q", "")[:120].strip(), timezone.now()
    listed = Club.objects.with_active(now=now).select_related("district").defer("search")
    clubs, after = page(listed.matching(text), after=request.GET.get("after"), size=PAGE)
    resembling = [] if clubs else list(listed.resembling(text))
    context = {"text": text, "clubs": clubs or resembling, "resembling": bool(resembling), "after": after}
    return render(request, "clubs/club_list.html", context)


@login_not_required
def club_detail(request, slug):
    club = get_object_or_404(Club.objects.select_related("district", "sponsor"), slug=slug)
    now = timezone.now()
    year = RotaryYear.at(now, club.zone)
    activation = Activation.objects.approved_in(year).filter(club=club).first()
    context = {
        "club": club,
        "year": year,
        "activation": activation,
        "ways": planned(activation),
        "impact": Impact.objects.of_club(club, year=year, smallest=SMALLEST),
        "exhibits": exhibits_of(club, now=now),
    }
    return render(request, "clubs/club_detail.html", context)


def planned(activation):
    """What an approved activation plans, way by way."""
    acts = [Act(plan) for plan in activation.plans] if activation else []
    ways = [{"way": way, "acts": [act for act in acts if act.way == way]} for way in Way]
    return [row for row in ways if row["acts"]]


@rate_limited("ask-to-join", "20/h")
def ask(request, slug):
    club = get_object_or_404(Club, slug=slug)
    return _ask(request, club, refused="clubs:club")


@login_not_required
@rate_limited("ask-to-join", "20/h")
def join(request, token):
    """The club's own link. Whoever has it may ask; an officer still says yes."""
    club = get_object_or_404(Club, join_token=token)
    if not request.user.is_authenticated:
        return render(request, "clubs/member_join.html", {"club": club})
    return _ask(request, club, refused="clubs:club")


def _ask(request, club, *, refused):
    if request.method != "POST":
        return render(request, "clubs/member_join.html", {"club": club})
    try:
        club.ask_to_join(Person.objects.for_user(request.user), now=timezone.now())
    except MembershipRefused as reason:
        messages.info(request, str(reason))
        return redirect(refused, club.slug)
    messages.success(request, _("Your question is with the officers of %(club)s.") % {"club": club})
    return redirect("clubs:desk")
