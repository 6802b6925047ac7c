from hashlib import sha256

from django.conf import settings
from django.db import connection, transaction
from django.template import Context, Engine
from django.utils import timezone, translation
from django.utils.translation import gettext

from .models import Message
from .preferences import DECLINABLE, unsubscribe_url
from .tasks import deliver_due


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
    with the same key changes nothing. The first line of the text template is the subject. Templates of mail
    that can be declined find `unsubscribe_url` in their context; its text part ends with it.
    """
    to, language = to.strip().lower(), language or settings.LANGUAGE_CODE
    with translation.override(language):
        subject, text, html = _render(template, {**context, **_way_out(to, kind)})
    message = Message(
        key=_fitting(key),
        to=to,
        kind=kind,
        template=template,
        language=language,
        subject=subject,
        text=text,
        html=html,
        about=about,
        try_after=due or timezone.now(),
        urgent=urgent,
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    if due is None:
        nudge_on_commit()


def _fitting(key):
    """Keys may hold an address, and addresses may be long."""
    return key if len(key) <= 200 else key[:136] + sha256(key.encode()).hexdigest()


def _way_out(to, kind):
    return {"unsubscribe_url": unsubscribe_url(to, kind)} if kind in DECLINABLE else {}


def _render(template, context):
    """Nothing is escaped in the text: O'Brien stays O'Brien."""
    engine = Engine.get_default()
    plain = engine.get_template(f"emails/{template}.txt").render(Context(context, autoescape=False))
    subject, _, text = plain.strip().partition("\n")
    subject = " ".join(subject.split())[:200]
    if way_out := context.get("unsubscribe_url"):
        text += "\n\n" + gettext("Send me no more of these: %(url)s") % {"url": way_out}
    html = engine.get_template(f"emails/{template}.html").render(Context({**context, "subject": subject}))
    return subject, text.strip() + "\n", html


def nudge_on_commit():
    """One nudge a transaction, however much is posted in it."""
    if not any(function is nudge for _savepoints, function, *_robust in connection.run_on_commit):
        transaction.on_commit(nudge, robust=True)


def nudge():
    """Ask a worker to deliver now. When the broker is away, the sweep every 30 seconds does it."""
    deliver_due.delay()
