from celery import shared_task
from django.utils import timezone

from .models import Signup


@shared_task
def expire_offers():
    """Seats that nobody took in time go to the next people in line."""
    now = timezone.now()
    for signup in Signup.objects.offers_over(now).select_related("event").order_by("offered_until", "pk"):
        signup.expire(now=now)
