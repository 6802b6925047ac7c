from hope_portal.outbox.models import Message

from .. import factories as make


def a_message(to, *, at, status=Message.Status.SENT, **fields):
    return Message.objects.create(
        key=f"test:{next(make.numbers)}",
        to=to,
        kind=Message.Kind.TRANSACTIONAL,
        template="test",
        language="en",
        subject="Hello",
        text=f"Dear {to}",
        html=f"<p>Dear {to}</p>",
        status=status,
        try_after=at,
        **fields,
    )
