from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clubs.forms.invitations import InviteForm
from clubs.models import Invitation
from clubs.models.invitation import InvitationRefused
from hope_portal.ratelimit import rate_limited

from .members import managed_club
from .refusals import or_refused


@rate_limited("invite", "100/h")
def create(request, slug):
    club, now = managed_club(request, slug), timezone.now()
    form = InviteForm(request.POST or None, club=club, now=now)
    if form.is_valid():
        try:
            club.invite(by=request.user, now=now, language=get_language(), **form.cleaned_data)
        except InvitationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("clubs:desk-club", club.slug)
    return render(request, "clubs/invitation_create.html", {"club": club, "form": form})


@require_POST
def resend(request, slug, pk):
    club = managed_club(request, slug)
    invitation = get_object_or_404(club.invitations, pk=pk)
    with or_refused(request):
        invitation.resend(now=timezone.now())
        messages.success(request, _("The invitation is on its way again, with 30 new days."))
    return redirect("clubs:desk-club", club.slug)


@require_POST
def revoke(request, slug, pk):
    club = managed_club(request, slug)
    get_object_or_404(club.invitations, pk=pk).revoke(now=timezone.now())
    messages.success(request, _("The invitation is taken back. Its link works no more."))
    return redirect("clubs:desk-club", club.slug)


@login_not_required
def detail(request, token):
    """What the mail leads to. GET only shows; accepting needs the invited address."""
    invitation = get_object_or_404(Invitation.objects.select_related("club", "invited_by"), token=token)
    if request.method == "POST":
        return _accept(request, invitation)
    context = {
        "invitation": invitation,
        "refusal": invitation.refusal(now=timezone.now()),
        "fits": invitation.is_for(request.user),
    }
    return render(request, "clubs/invitation_detail.html", context)


def _accept(request, invitation):
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    with or_refused(request):
        invitation.accept(request.user, now=timezone.now())
        messages.success(request, _("Welcome to %(club)s.") % {"club": invitation.club})
        return redirect("clubs:desk")
    return redirect("clubs:invitation", invitation.token)
