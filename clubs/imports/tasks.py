from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from clubs.models import ImportRun

from .steps import carry_out


@shared_task
def carry_out_import(pk):
    carry_out(pk, now=timezone.now())


@shared_task
def carry_out_waiting_imports():
    """What a nudge missed, because the broker was away or a worker died."""
    for pk in ImportRun.objects.waiting().values_list("pk", flat=True):
        carry_out(pk, now=timezone.now())


def carry_out_soon(run, *, now):
    """A short list at once, a long one by a worker."""
    if run.is_long:
        transaction.on_commit(partial(carry_out_import.delay, run.pk), robust=True)
    else:
        carry_out(run.pk, now=now)
