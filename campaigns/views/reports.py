from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.forms.reports import ReportForm
from campaigns.models import ReportRefused

from .own import own_event


def report(request, reference):
    """How it went. The first time it is filled in from the door, later with what was told."""
    event, now = own_event(request, reference), timezone.now()
    filed, refusal = event.filed_report(), event.report_refusal(now=now)
    initial = filed.__dict__ if filed else event.people_counted()
    form = ReportForm(request.POST or None, event=event, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            event.file_report(by=request.user, now=now, **form.cleaned_data)
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Thank you. NCMEC has your report."))
            return redirect("campaigns:event-report", reference)
    shown = filed and (refusal or ("correct" not in request.GET and not form.is_bound))
    template = "campaigns/report_filed.html" if shown else "campaigns/report.html"
    context = {"event": event, "report": filed, "form": form, "refusal": refusal}
    return render(request, template, context)
