"""Two addresses for machines. A load balancer asks /healthz, because pages work without broker and mail.
Whoever watches or rolls out asks /readyz."""

from contextlib import suppress
from datetime import timedelta

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hope_portal.outbox.models import Message

LATE = timedelta(minutes=15)
"""Mail that waits longer than this means that nothing delivers it."""


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """200 when all is well, else 503. How late the mail is, is for staff only."""
    checks = {"broker": _broker_answers(), "database": False, "migrations": False, "mail": False}
    figures = {}
    with suppress(DatabaseError):
        waiting = _oldest_unsent(timezone.now())
        checks |= {"database": True, "migrations": _all_is_migrated(), "mail": waiting < LATE}
        if request.user.is_staff:
            figures = {"oldest_unsent_seconds": round(waiting.total_seconds())}
    ready = all(checks.values())
    return JsonResponse({"ready": ready, **checks, **figures}, status=200 if ready else 503)


def _oldest_unsent(now):
    """For how long the oldest message that is due has waited."""
    oldest = Message.objects.due(now).aggregate(oldest=Min("try_after"))["oldest"]
    return now - (oldest or now)


def _broker_answers():
    client = redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


_migrated = False


def _all_is_migrated():
    """Asked until it is true: this code needs no more migrations afterwards, and the question is slow."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated
