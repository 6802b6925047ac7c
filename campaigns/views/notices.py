from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from campaigns.forms.notices import NoticeForm
from campaigns.models import Notice
from campaigns.models.notice import NoticeRefused
from hope_portal.ratelimit import rate_limited

from .people import managed_event


@never_cache
@rate_limited("notice", "60/h")
def write(request, reference):
    """First the text, then a preview of what goes to how many, then the button that sends it."""
    event = managed_event(request, reference)
    form = NoticeForm(request.POST or None)
    if form.is_valid() and "change" not in request.POST:
        notice = Notice(event=event, by=request.user, **form.cleaned_data)
        if response := _go_on(request, form, notice):
            return response
    earlier = event.notices.select_related("by").order_by("-at", "-pk")[:20]
    return render(request, "campaigns/event_write.html", {"event": event, "form": form, "earlier": earlier})


def _go_on(request, form, notice):
    """The preview, or the page after sending; None where it is refused, and the form says why."""
    now = timezone.now()
    try:
        if "send" in request.POST:
            notice.send(now=now)
            return _sent(request, notice)
    except NoticeRefused as refused:
        form.add_error(None, str(refused))
        return None
    if refusal := notice.refusal(now=now):
        form.add_error(None, refusal)
        return None
    context = {"event": notice.event, "form": form, "notice": notice, "count": notice.readers().count()}
    return render(request, "campaigns/event_write_check.html", context)


def _sent(request, notice):
    said = ngettext(
        "It is on its way to %(n)s person.", "It is on its way to %(n)s people.", notice.sent_to
    ) % {"n": notice.sent_to}
    messages.success(request, said)
    return redirect("campaigns:event-people", notice.event.reference)
