import structlog
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .models import Message

log = structlog.get_logger()


def post(
    template,
    *,
    to,
    key,
    context,
    kind=Message.Kind.TRANSACTIONAL,
    about=None,
    language="",
    due=None,
    urgent=False,
):
    """Owe `to` the message `emails/<template>`, once per `key`, from `due` on (default: now).

    Call it inside the transaction that records the fact: the row commits or rolls back with it. A second call
    with the same key changes nothing. The first line of the text template is the subject.
    """
    with translation.override(language or settings.LANGUAGE_CODE):
        subject, _, text = render_to_string(f"emails/{template}.txt", context).strip().partition("\n")
        html = render_to_string(f"emails/{template}.html", {**context, "subject": subject})
    message = Message(
        key=key,
        to=to,
        kind=kind,
        template=template,
        language=language or settings.LANGUAGE_CODE,
        subject=subject,
        text=text.strip() + "\n",
        html=html,
        about=about,
        try_after=due or timezone.now(),
        urgent=urgent,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    if due is None:
        transaction.on_commit(nudge, robust=True)


def nudge():
    """Ask a worker to deliver now. When the broker is away, the sweep every 30 seconds does it."""
    from .tasks import deliver_due

    deliver_due.delay()
