from django.shortcuts import get_object_or_404
from django.utils import timezone

from campaigns.forms.clock import in_words
from campaigns.models import Event
from campaigns.wording import zone_name


def own_event(request, reference):
    """An event of a club in which the reader holds an office today; to anybody else it does not exist."""
    manageable = Event.objects.manageable_by(request.user, now=timezone.now()).select_related("club")
    return get_object_or_404(manageable, reference=reference)


def said(event):
    """What `campaigns/_request_summary.html` tells of an event, beside its fields."""
    return {
        "event": event,
        "by_windows": event.needs_presenter and event.status not in (*event.RUNNING, *event.PUBLIC),
        "zone": zone_name(event.zone),
        "length": in_words(event.minutes),
        "youth_refusal": event.youth_refusal() if event.with_pupils else None,
    }
