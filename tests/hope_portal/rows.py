from hope_portal.outbox.models import Message

from .. import factories as make


def a_message(to, *, at, status=Message.Status.SENT):
    text = f"Dear {to}"
    return make.a_message(
        to=to, try_after=at, status=status, subject="Hello", text=text, html=f"<p>{text}</p>"
    )
