from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hope_portal.outbox.preferences import DECLINABLE, declined, set_declined

from ..forms import PreferencesForm


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    email, all_kinds = request.user.email, DECLINABLE
    data = request.POST if request.method == "POST" else None
    form = PreferencesForm(data, initial={"wanted": list(all_kinds - declined(email))})
    if form.is_valid():
        set_declined(email, all_kinds - set(form.cleaned_data["wanted"]))
        messages.success(request, _("Your choice is saved. It holds from now on."))
        return redirect("accounts:preferences")
    return render(request, "accounts/preferences.html", {"form": form, "email": email})
