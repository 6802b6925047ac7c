from datetime import timedelta

import pytest
import time_machine

from campaigns.tasks import chase_late_initiatives
from hope_portal.outbox.models import Message

from .reviewing import a_request

LATE = ("campaigns/initiative_late", "nina@example.org")
ESCALATED = ("campaigns/initiative_escalated", "nina@example.org")


@pytest.mark.parametrize(("days", "mails"), [(7, []), (8, [LATE]), (9, [ESCALATED, LATE])])
def test_who_took_a_request_hears_that_it_is_late_and_later_everybody(nina, now, days, mails):
    monday = (now - timedelta(days=now.weekday())).replace(hour=15)
    event = a_request(now=monday)
    event.take(by=nina)

    with time_machine.travel(monday + timedelta(days=days), tick=False):
        chase_late_initiatives()
        chase_late_initiatives()

    owed = Message.objects.filter(kind=Message.Kind.SERVICE).values_list("template", "to")
    assert sorted(owed) == mails


def test_nobody_is_chased_about_what_is_decided(nina, now):
    event = a_request(now=now - timedelta(days=30))
    event.decline(by=nina, now=now, note="No.")
    Message.objects.all().delete()

    chase_late_initiatives()

    assert not Message.objects.exists()
