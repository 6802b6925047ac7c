from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.forms.members import EndForm, RoleForm
from clubs.models import Club, Person
from clubs.models.membership import MembershipRefused

from .refusals import or_refused


def managed_club(request, slug):
    return get_object_or_404(Club.objects.manageable_by(request.user, now=timezone.now()), slug=slug)


def _member(club, pk):
    return get_object_or_404(Person.objects.filter(memberships__club=club).distinct(), pk=pk)


def _to_people(club):
    return HttpResponseRedirect(reverse("clubs:desk-club", args=[club.slug]) + "#people")


def detail(request, slug, pk):
    club = managed_club(request, slug)
    person, today = _member(club, pk), club.today(timezone.now())
    roles = club.memberships.filter(person=person).order_by("-starts_on", "pk")
    context = {
        "club": club,
        "person": person,
        "roles": [role for role in roles if role.lasts_on(today)],
        "earlier": [role for role in roles if not role.lasts_on(today)],
    }
    return render(request, "clubs/member_detail.html", context)


def role_add(request, slug, pk):
    club, now = managed_club(request, slug), timezone.now()
    person = _member(club, pk)
    form = RoleForm(request.POST or None, club=club, now=now)
    if form.is_valid():
        try:
            club.add_member(person, confirmed_at=now, **form.cleaned_data)
        except MembershipRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s has the role now.") % {"name": person})
            return redirect("clubs:member", club.slug, person.pk)
    return render(request, "clubs/member_role.html", {"club": club, "person": person, "form": form})


def role_end(request, slug, pk):
    club = managed_club(request, slug)
    role = get_object_or_404(club.memberships.exclude(confirmed_at=None).select_related("person"), pk=pk)
    form = EndForm(request.POST or None, today=club.today(timezone.now()))
    if form.is_valid():
        try:
            role.end(form.cleaned_data["last_day"])
        except MembershipRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The role ends. The person and the history stay."))
            return _to_people(club)
    return render(request, "clubs/member_role_end.html", {"club": club, "role": role, "form": form})


def remove(request, slug, pk):
    club = managed_club(request, slug)
    person, now = _member(club, pk), timezone.now()
    if request.method == "POST":
        with or_refused(request):
            club.remove(person, now=now)
            messages.success(request, _("%(name)s is no longer in the club.") % {"name": person})
        return _to_people(club)
    refusal = club.departure_refusal(person, now=now)
    return render(request, "clubs/member_remove.html", {"club": club, "person": person, "refusal": refusal})


def leave(request, slug):
    now = timezone.now()
    club = get_object_or_404(Club.objects.readable_by(request.user, now=now), slug=slug)
    person = request.user.person
    if request.method != "POST":
        refusal = club.departure_refusal(person, now=now)
        return render(request, "clubs/member_leave.html", {"club": club, "refusal": refusal})
    with or_refused(request):
        club.remove(person, now=now)
        messages.success(request, _("You have left %(club)s.") % {"club": club})
        return redirect("clubs:desk")
    return redirect("clubs:desk-club", club.slug)


@require_POST
def admit(request, slug, pk):
    club, now = managed_club(request, slug), timezone.now()
    asked = get_object_or_404(club.memberships.select_related("person", "club"), pk=pk)
    asked.admit(now=now)
    messages.success(request, _("%(name)s is a member now.") % {"name": asked.person})
    return _to_people(club)


@require_POST
def decline(request, slug, pk):
    club = managed_club(request, slug)
    if asked := club.memberships.filter(pk=pk).first():
        asked.decline()
    messages.success(request, _("The question is answered with no. Nobody was told."))
    return _to_people(club)


@require_POST
def join_link(request, slug):
    """A new link, or none: the button says which."""
    club = managed_club(request, slug)
    if "off" in request.POST:
        club.turn_off_join_link()
        messages.success(request, _("The join link is off. Nobody can use it any more."))
    else:
        club.renew_join_link()
        messages.success(request, _("There is a new join link. An older one works no more."))
    return _to_people(club)
