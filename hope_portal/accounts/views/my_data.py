from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from .. import farewell
from ..forms import EraseForm
from ..reauthentication import recently_authenticated


@require_safe
@never_cache
def my_data(request):
    from hope_portal import privacy

    return render(request, "accounts/my_data.html", {"data": privacy.export_person(request.user)})


@require_safe
@never_cache
@recently_authenticated
def download(request):
    from hope_portal import privacy

    response = JsonResponse(
        privacy.export_person(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response.headers["Content-Disposition"] = f'attachment; filename="my-data-{timezone.now():%Y-%m-%d}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@recently_authenticated
def erase(request):
    from hope_portal import privacy

    now = timezone.now()
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = request.user
        logout(request)
        privacy.erase_person(user, now=now)
        return redirect("accounts:my-data-erased")
    context = {
        "form": form,
        "warnings": farewell.warnings(request.user, now=now),
        "download_url": reverse("accounts:my-data-download"),
        "back_url": reverse("accounts:my-data"),
    }
    return render(request, "accounts/my_data_erase.html", context)


@login_not_required
@require_safe
def erased(request):
    return render(request, "accounts/my_data_erased.html")
