from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from hope_portal.plain_sql import insert

from .models import Message
from .nudging import nudge_on_commit
from .writing import write


def post(
    template,
    *,
    to,
    key,
    context=None,
    params=None,
    kind=Message.Kind.TRANSACTIONAL,
    about=None,
    language="",
    due=None,
    urgent=False,
):
    """Owe `to` the message `emails/<template>`, once per `key`, from `due` on (default: now).

    Call it inside the transaction that records the fact: the row commits or rolls back with it. A second call
    with the same key changes nothing. See `writing.write` for what the templates and the context hold.

    Without a context the message is written when it goes out, each time it is tried: then
    `about.message_context(message)` gives the context. `params` are small facts for it, such as
    {"version": 3}; never personal ones.
    """
    message = Message(
        key=_fitting(key),
        to=to.strip().lower(),
        kind=kind,
        template=template,
        language=language or settings.LANGUAGE_CODE,
        params=params or {},
        about=about,
        try_after=due or timezone.now(),
        urgent=urgent,
    )
    if context is not None:
        write(message, context)
    else:
        check_can_be_written(type(about))
    insert(message, unless_same=("key",))
    if due is None:
        nudge_on_commit()


def check_can_be_written(about_class):
    """Said to who posts it, not found out when it should go out."""
    if not hasattr(about_class, "message_context"):
        raise TypeError(f"{about_class.__name__} has no message_context")


def _fitting(key):
    """Keys may hold an address, and addresses may be long."""
    return key if len(key) <= 200 else key[:136] + sha256(key.encode()).hexdigest()
