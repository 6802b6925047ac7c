from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from . import clock_changes, digest, link_check, nags, reminders
from .models import Initiative, Material, MaterialOrder, Proposal, Signup

WEEK = timedelta(days=7)
LINKS_AT_ONCE = 50


@shared_task
def expire_offers():
    """Seats that nobody took in time go to the next people in line."""
    now = timezone.now()
    for signup in Signup.objects.offers_over(now).select_related("event").order_by("offered_until", "pk"):
        signup.expire(now=now)


@shared_task
def ask_for_reports():
    """Clubs whose event is over and who have not told how it went: on the due day, and twice more."""
    nags.ask_for_reports(now=timezone.now())


@shared_task
def owe_reminders():
    """Reminders and thanks that are due, to everybody at once."""
    now = timezone.now()
    reminders.owe_reminders(now=now)
    reminders.owe_thanks(now=now)


@shared_task
def owe_digests():
    digest.owe_digests(now=timezone.now())


@shared_task
def recompute_times():
    clock_changes.recompute_times(now=timezone.now())


@shared_task
def chase_late_initiatives():
    """Remind whoever took a late request; after two more business days, everybody who could answer."""
    now = timezone.now()
    for initiative in Initiative.objects.late(now).select_related("assignee"):
        initiative.chase(now=now)


@shared_task
def warn_of_late_parcels():
    """Five days before their event, clubs hear that the parcel is not there and what to print."""
    now = timezone.now()
    for order in MaterialOrder.objects.late(now).select_related("event__club"):
        order.warn(now=now)


@shared_task
def check_links():
    """Each link to NCMEC once a week, some a day. The demo asks nobody."""
    now = timezone.now()
    if not settings.DEMO:
        link_check.check(Material.objects.to_check(now - WEEK)[:LINKS_AT_ONCE], now=now)


@shared_task
def lapse_proposals():
    """Dates that no club answered in time: NCMEC has the request again."""
    now = timezone.now()
    for proposal in Proposal.objects.over(now).select_related("event__club").order_by("pk"):
        proposal.lapse(now=now)
