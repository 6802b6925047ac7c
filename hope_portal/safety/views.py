from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .models import HelpContact
from .numbers import essential_contacts
from .where import COUNTRIES, chosen_country


@login_not_required
@require_safe
@cache_control(no_store=True, private=True)
def help_now(request):
    """Nothing stands before the numbers, no cache keeps the page, and no site learns from where one left."""
    try:
        country = chosen_country(request)
        contacts = HelpContact.objects.for_reader(country, get_language()[:2])
    except DatabaseError:
        country, contacts = chosen_country(request, ask=False), []
    context = {
        "contacts": contacts or essential_contacts(country),
        "countries": COUNTRIES.items(),
        "country": country,
        "helpbar_stays": True,
    }
    response = render(request, "safety/help.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
