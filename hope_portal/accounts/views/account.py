from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..forms import ProfileForm


@require_safe
def account(request):
    return render(request, "accounts/account.html", {"has_second_factor": is_mfa_enabled(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request):
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        form.instance.save(update_fields=form.Meta.fields)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_again(request):
    """For those who sign in by code: the code is the only thing that can be asked of them."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted = reverse("accounts:account")
    if request.method == "POST" or not request.user.is_authenticated:
        logout(request)
        return redirect(reverse("account_request_login_code", query={"next": wanted}))
    return render(request, "accounts/sign_in_again.html", {"next": wanted})
