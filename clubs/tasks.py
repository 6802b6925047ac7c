from celery import shared_task
from django.utils import timezone

from .models import Activation


@shared_task
def chase_late_activations():
    """Remind whoever took a late activation; after two more business days, every reviewer."""
    now = timezone.now()
    for activation in Activation.objects.late(now).select_related("assignee"):
        activation.chase(now=now)
