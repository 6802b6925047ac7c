from time import monotonic

from celery import shared_task

from .delivery import deliver

SECONDS = 20


@shared_task
def deliver_due():
    """Deliver for a while; when more is left, get in line again, so that other tasks have their turn."""
    started = monotonic()
    deliver(seconds=SECONDS)
    if monotonic() - started >= SECONDS:
        deliver_due.delay()
