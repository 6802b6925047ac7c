from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hope_portal import privacy

from .. import farewell
from ..forms import EraseForm
from ..reauthentication import recently_authenticated


@require_safe
@never_cache
@recently_authenticated
def my_data(request):
    account_first = reversed(privacy.export_person(request.user).items())
    sections = {title: [_readable(row) for row in rows] for title, rows in account_first}
    return render(request, "accounts/my_data.html", {"sections": sections})


def _readable(row):
    return [(label, _in_words(value)) for label, value in row.items()]


def _in_words(value):
    match value:
        case None | "":
            return "–"
        case bool():
            return _("Yes") if value else _("No")
        case list():
            return ", ".join(str(item) for item in value) or "–"
        case dict():
            return ", ".join(f"{name}: {item}" for name, item in value.items()) or "–"
        case str() if day := _read(parse_date, value):
            return localize(day)
        case str() if moment := _read(parse_datetime, value):
            return localize(localtime(moment) if timezone.is_aware(moment) else moment)
    return value


def _read(parse, text):
    """What the text means, if it is a date at all."""
    try:
        return parse(text)
    except ValueError:
        return None


@require_safe
@never_cache
@recently_authenticated
def download(request):
    data = privacy.export_person(request.user)
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    name = f"my-data-{timezone.now():%Y-%m-%d}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@recently_authenticated
def erase(request):
    user, now = request.user, timezone.now()
    refusal = privacy.erasure_refusal(user)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not refusal:
        privacy.erase_person(user, now=now)
        logout(request)
        return redirect("accounts:my-data-erased")
    context = {
        "form": form,
        "refusal": refusal,
        "warnings": farewell.warnings(user, now=now),
        "download_url": reverse("accounts:my-data-download"),
        "back_url": reverse("accounts:my-data"),
    }
    return render(request, "accounts/my_data_erase.html", context)


@login_not_required
@require_safe
def erased(request):
    return render(request, "accounts/my_data_erased.html")
