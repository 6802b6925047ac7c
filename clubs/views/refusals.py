from contextlib import contextmanager

from django.contrib import messages

from clubs.models.membership import MembershipRefused


@contextmanager
def or_refused(request):
    """Run a verb; where it refuses, the reason stands at the top of the next page."""
    try:
        yield
    except MembershipRefused as refused:
        messages.error(request, str(refused))
