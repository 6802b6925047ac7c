from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from campaigns.forms.feedback import FeedbackForm
from campaigns.models import Event
from campaigns.models.feedback import OPEN_FOR, event_pk_in
from hope_portal.ratelimit import rate_limited


def _event(token):
    """Of an event with signups that takes place, or did."""
    invited = Event.objects.filter(status__in=(Event.Status.LIVE, Event.Status.COMPLETED), count_only=False)
    return get_object_or_404(invited, pk=event_pk_in(token))


@login_not_required
@rate_limited("feedback", "60/h")
def feedback(request, token):
    """The link is the same for everybody, so nobody can tell whose answers these are."""
    event, now = _event(token), timezone.now()
    if not event.is_over(now) or now > event.ends_at + OPEN_FOR:
        return render(request, "campaigns/feedback_closed.html", {"event": event, "over": event.is_over(now)})
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        event.feedback.create(**form.cleaned_data)
        return redirect("campaigns:feedback-thanks", token)
    return render(request, "campaigns/feedback.html", {"event": event, "form": form})


@login_not_required
def thanks(request, token):
    return render(request, "campaigns/feedback_thanks.html", {"event": _event(token)})
