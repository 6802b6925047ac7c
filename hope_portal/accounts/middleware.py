from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _


class SecondFactorMiddleware:
    """Before a second factor was passed in this session, staff reach only public pages and their account.

    Not only the admin is behind it: a role also opens pages outside.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.STAFF_NEED_SECOND_FACTOR or not getattr(view, "login_required", True):
            return None
        if not request.user.is_staff or request.path.startswith(reverse("accounts:account")):
            return None
        if not is_mfa_enabled(request.user):
            messages.warning(request, _("Staff sign in with a second step. Set it up here, then go on."))
            return redirect("mfa_index")
        if any(record["method"] == "mfa" for record in get_authentication_records(request, request.user)):
            return None
        return redirect(reverse("mfa_reauthenticate", query={"next": request.get_full_path()}))


class PreferencesMiddleware:
    """Pages speak the language and the time zone of the one who reads them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = getattr(request.user, "language", "") or translation.get_language()
        zone = getattr(request.user, "zone", "") or settings.DEFAULT_ZONE
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
