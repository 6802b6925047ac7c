from contextlib import contextmanager

from django.contrib import messages

from clubs.models.membership import MembershipRefused
from hope_portal.workflow.models import MoveRefused


@contextmanager
def or_refused(request):
    """Run a verb; where it refuses, the reason stands at the top of the next page."""
    try:
        yield
    except (MembershipRefused, MoveRefused) as refused:
        messages.error(request, str(refused))
