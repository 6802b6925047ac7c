from functools import wraps
from time import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse


def recently_authenticated(view):
    """Ask once more who is there, unless they said so in the last ACCOUNT_REAUTHENTICATION_TIMEOUT seconds.

    By password or second factor where there is one. Who only ever signs in by code signs in again, by code:
    allauth by itself would let them through.
    """
    asked_by_allauth = reauthentication_required(view)

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if get_adapter().get_reauthentication_methods(request.user):
            return asked_by_allauth(request, *args, **kwargs)
        if _signed_in_recently(request):
            return view(request, *args, **kwargs)
        return redirect(reverse("accounts:sign-in-again", query={"next": request.get_full_path()}))

    return wrapped


def _signed_in_recently(request):
    times = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(times) and time() - max(times) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
