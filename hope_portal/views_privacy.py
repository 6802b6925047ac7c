from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hope_portal import privacy
from hope_portal.safety.personal import Purpose


@login_not_required
@require_safe
def policy(request):
    """What the rules say, once for each kind of data, under what it is for."""
    said = {(rule.purpose, str(rule.what)): rule for rule in reversed(privacy.rules())}
    purposes = [
        (purpose.label, [rule for (of, _what), rule in reversed(said.items()) if of == purpose])
        for purpose in Purpose
    ]
    return render(
        request, "safety/privacy.html", {"purposes": purposes, "effective_on": privacy.EFFECTIVE_ON}
    )
