"""What the templates make of a message, in its reader's language."""

from django.template import Context, Engine
from django.utils import translation
from django.utils.translation import gettext

from .preferences import DECLINABLE, unsubscribe_url


def write(message, context=None):
    """Fill in subject, text, HTML and calendar; without a context, what the message is about is asked for it.

    The context may hold `calendar`, a whole iCalendar text. Templates of mail that can be declined find
    `unsubscribe_url` in it; their text part ends with that.
    """
    with translation.override(message.language):
        if context is None:
            context = message.about.message_context(message)
        facts = {**context, **_way_out(message)}
        message.subject, message.text, message.html = _render(message.template, facts)
    message.calendar = context.get("calendar", "")


def _way_out(message):
    if message.kind not in DECLINABLE:
        return {}
    return {"unsubscribe_url": unsubscribe_url(message.to, message.kind)}


def _render(template, context):
    """The first line of the text is the subject. Nothing is escaped in it: O'Brien stays O'Brien."""
    engine = Engine.get_default()
    plain = engine.get_template(f"emails/{template}.txt").render(Context(context, autoescape=False))
    subject, _, text = plain.strip().partition("\n")
    subject = " ".join(subject.split())[:200]
    if way_out := context.get("unsubscribe_url"):
        text += "\n\n" + gettext("Send me no more of these: %(url)s") % {"url": way_out}
    html = engine.get_template(f"emails/{template}.html").render(Context({**context, "subject": subject}))
    return subject, text.strip() + "\n", html
