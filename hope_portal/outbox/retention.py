from datetime import timedelta

from .models import Message

KEPT = timedelta(days=90)


def wipe_bodies(now):
    """Forget the texts of what was settled long ago; that it was sent stays. Returns how many."""
    settled = Message.objects.exclude(status=Message.Status.WAITING).exclude(text="")
    return settled.filter(try_after__lt=now - KEPT).update(text="", html="")
