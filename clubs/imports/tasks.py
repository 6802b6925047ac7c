from celery import shared_task
from django.utils import timezone

from clubs.models.imports import ImportRun

from .steps import carry_out


@shared_task
def carry_out_import(pk):
    carry_out(pk, now=timezone.now())


@shared_task
def carry_out_waiting_imports():
    """What a nudge missed, because the broker was away or a worker died."""
    for pk in ImportRun.objects.waiting().values_list("pk", flat=True):
        carry_out(pk, now=timezone.now())


@shared_task
def forget_import_rows():
    ImportRun.objects.forget_rows(timezone.now())
