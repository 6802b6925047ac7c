from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.i18n import set_language

from hope_portal.links import absolute

PRIVATE = (
    "/accounts/",
    "/admin/",
    "/clubs/activate/",
    "/clubs/activation/",
    "/desk/",
    "/events/dates/",
    "/events/feedback/",
    "/signups/",
)


@login_not_required
def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


@login_not_required
def language(request):
    """For readers without an account; it stays in a cookie. Others say it in their profile."""
    if request.method == "POST":
        return set_language(request)
    return render(request, "language.html", {"next": request.GET.get("next", "/")})


@login_not_required
def maintenance(request):
    """What visitors see while the portal is closed: the proxy keeps a copy of this page."""
    response = render(request, "503.html", status=503)
    response["Retry-After"] = "1800"
    return response


@login_not_required
def robots(request):
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    lines.append(f"Sitemap: {absolute('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
