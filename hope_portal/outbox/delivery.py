"""Hands what is owed to the mail server.

A row stays locked while it is sent and is committed on its own. So two workers never send the same one, and a
worker that is killed leaves it owed. A crash between the mail server's yes and our commit, or of the database
within half a second after it, means a second copy with the same Message-ID: there, delivery is at least once;
everywhere else, exactly once.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from time import monotonic

import structlog
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext

from .models import Message
from .preferences import declined
from .server import MailServer, Refused, Unreachable
from .writing import write

log = structlog.get_logger()
MANY = 20


def deliver(*, seconds=20):
    """Send what is due until nothing is left, the server is away or time is up; how many were settled.

    Many are sent with two hands, each with its own line to the mail server and to the database: while one
    waits for an answer, the other works. A caller inside a transaction gets one hand, because only its own
    connection sees the rows.
    """
    until = monotonic() + seconds
    if connection.in_atomic_block or not _many_are_due():
        return _hand(until)
    with ThreadPoolExecutor(max_workers=1) as pool:
        other = pool.submit(_second_hand, until)
        return _hand(until) + other.result()


def _many_are_due():
    return Message.objects.due(timezone.now())[:MANY].count() == MANY


def _hand(until):
    settled = 0
    with closing(MailServer()) as server:
        while monotonic() < until and not server.gone and _settle_next(server):
            settled += 1
    return settled


def _second_hand(until):
    try:
        return _hand(until)
    finally:
        connection.close()


def _settle_next(server):
    """False when nothing was left, or the mail server was away before the row was touched."""
    try:
        with transaction.atomic():
            message = Message.objects.take(timezone.now())
            if message:
                _settle(message, server)
    except Unreachable as error:
        log.warning("mail_server_away", error=type(error.__cause__).__name__)
        return False
    return bool(message)


def _settle(message, server):
    try:
        if reason := _refusal(message):
            return message.skip(reason)
        _send(message, server)
    except Refused as refused:
        log.warning("message_refused", message=message.pk, for_good=refused.for_good)
        if refused.for_good:
            message.give_up(str(refused))
        else:
            message.put_off(str(refused), now=timezone.now())
    except Unreachable as error:
        if not error.attempted:
            raise
        message.put_off(str(error), now=timezone.now())
    else:
        message.forget_codes()


def _send(message, server):
    """What is written now is kept only when it is sent; the next try writes anew."""
    if not message.is_unwritten:
        return server.send(message)
    with transaction.atomic():
        with _own_fault(message):
            write(message)
            message.save(update_fields=["subject", "text", "html", "calendar"])
        server.send(message)


def _refusal(message):
    """Why this is not to be sent any more: declined by the reader, or no longer true."""
    if message.can_be_declined and message.kind in declined(message.to):
        return gettext("The reader wants no more mail of this kind.")
    asked = message.is_unwritten or hasattr(message.about_class, "message_refusal")
    return _ask_subject(message) if asked else None


def _ask_subject(message):
    with _own_fault(message), transaction.atomic():
        if message.about is None:
            return gettext("What it is about no longer exists.")
        ask = getattr(message.about, "message_refusal", None)
        return ask(message) if ask else None


@contextmanager
def _own_fault(message):
    """A subject that fails to answer puts off its own message only."""
    try:
        yield
    except Exception as error:
        log.exception("message_not_ready", message=message.pk)
        raise Refused(repr(error), for_good=False) from error
