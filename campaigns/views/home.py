from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.showcase import next_events
from clubs.models import Act, Activation, RotaryYear, Way

SMALLEST = 5
"""A figure below this is told in words: it could point at someone."""


@login_not_required
def home(request):
    now = timezone.now()
    year = RotaryYear.at(now, settings.STAFF_ZONE)
    context = {
        "year": year,
        "ways": ways(),
        "figures": figures(year),
        "beginning": beginning(),
        "rows": next_events(now=now),
    }
    return render(request, "campaigns/home.html", context)


def ways():
    """Each way with its acts, in the order of the bridge."""
    return [{"way": way, "acts": [act for act in Act if act.way == way]} for way in Way]


def figures(year):
    """How many clubs are active in `year`, in how many states, and how many of them plan each way."""
    counts = Activation.objects.filter(rotary_year=year.start, status=Activation.Status.APPROVED).aggregate(
        clubs=Count("club", distinct=True),
        states=Count("club__region", distinct=True, filter=Q(club__country="US")),
        **{
            way["way"].value: Count("club", distinct=True, filter=Q(plans__overlap=way["acts"]))
            for way in ways()
        },
    )
    return {name: count if count >= SMALLEST else None for name, count in counts.items()}


def beginning():
    """The first steps of a club, for `_crossing.html`."""
    texts = [
        (_("Tell us who you are"), _("10 minutes. You need your club number and one email address.")),
        (_("NCMEC says yes"), _("Within 5 working days. You can prepare while you wait.")),
        (_("Choose a first step"), _("A shared poster takes 15 minutes. A bag drive takes about 6 weeks.")),
        (_("See what it did"), _("Every bag and every talk is counted and confirmed.")),
    ]
    return [
        {"name": name, "who": text, "state": "ahead" if number else "now"}
        for number, (name, text) in enumerate(texts)
    ]
