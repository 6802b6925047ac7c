from datetime import timedelta

import pytest
from django.db import connection, transaction

from hope_portal import privacy
from hope_portal.outbox.models import Message
from hope_portal.outbox.nudging import nudge
from hope_portal.outbox.posting import post
from hope_portal.outbox.preferences import unsubscribe_url
from tests import factories as make

pytestmark = pytest.mark.django_db
CONTEXT = {"name": "O'Brien", "word": "<hello>"}


def posted(template, **changes):
    post(template, **{"to": "Ana@Example.org", "key": "fact:1", "context": CONTEXT, **changes})
    return Message.objects.get()


def test_the_first_line_is_the_subject_and_only_the_html_is_escaped(hello):
    message = posted(hello)

    assert message.subject == "A subject for O'Brien"
    assert message.text == "Hello O'Brien, <hello>\n"
    assert "<p>&lt;hello&gt;</p>" in message.html
    assert message.to == "ana@example.org"


def test_a_fact_is_told_once(hello):
    posted(hello)
    again = posted(hello, context={**CONTEXT, "word": "again"})

    assert again.text == "Hello O'Brien, <hello>\n"


def test_a_subject_is_one_line_that_fits(hello):
    message = posted(hello, context={"name": "a\r\tb" + "x" * 300, "word": ""})

    assert message.subject.startswith("A subject for a bxxx")
    assert len(message.subject) == 200


def test_a_key_that_is_too_long_still_tells_its_fact_once(hello):
    first = posted(hello, key="fact:" + "x" * 300)
    post(hello, to="a@example.org", key="fact:" + "x" * 299 + "y", context=CONTEXT)

    assert len(first.key) == 200
    assert Message.objects.count() == 2


def test_a_row_goes_with_the_transaction_that_wrote_it(hello):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        posted(hello)
        raise ZeroDivisionError

    assert Message.objects.count() == 0


def test_many_messages_of_a_transaction_are_one_nudge(hello, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for number in range(3):
            post(hello, to="a@example.org", key=f"fact:{number}", context=CONTEXT)

    assert callbacks == [nudge]
    assert all(robust for _, _, robust in connection.run_on_commit)


def test_what_is_due_later_nudges_nobody_now(hello, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        message = posted(hello, due=now + timedelta(days=1))

    assert callbacks == []
    assert message.try_after == now + timedelta(days=1)


def test_mail_that_can_be_declined_ends_with_the_way_out(hello):
    message = posted(hello, kind=Message.Kind.NEWS)

    way_out = unsubscribe_url("ana@example.org", Message.Kind.NEWS)
    assert message.text.endswith(f"\n\nSend me no more of these: {way_out}\n")
    assert f'href="{way_out}"' in message.html


def test_the_purge_wipes_bodies_after_ninety_days_and_never_while_they_wait(now):
    day = timedelta(days=1)
    make.a_message("old", try_after=now - 91 * day, status="sent")
    make.a_message("young", try_after=now - 89 * day, status="sent")
    make.a_message("waiting", try_after=now - 91 * day)

    privacy.purge(now=now)

    assert list(Message.objects.filter(text="").values_list("key", "html")) == [("old", "")]
