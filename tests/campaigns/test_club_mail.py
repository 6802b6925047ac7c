"""What clubs and staff read about a request."""

from datetime import timedelta

import pytest

from campaigns import emails
from campaigns.models import Event, Initiative
from clubs.models import Membership
from hope_portal.outbox.models import Message
from hope_portal.workflow.models import StatusChange
from tests import factories as make

from .mailing import LONG_BEFORE, an_evening, refused, written

pytestmark = pytest.mark.django_db
Status = Event.Status


@pytest.fixture
def event(harbor, ana):
    return an_evening(harbor)


def a_change(event, note=""):
    return StatusChange.objects.create(
        subject=event, move="any", was="any", became=event.status, note=note, at=LONG_BEFORE
    )


def in_status(event, status):
    Event.objects.filter(pk=event.pk).update(status=status, answer_by=LONG_BEFORE.date())
    event.refresh_from_db()


SENT = {
    "initiative_received": (emails.initiative_received, Status.SUBMITTED),
    "initiative_needs_changes": (emails.initiative_needs_changes, Status.CHANGES),
    "initiative_declined": (emails.initiative_declined, Status.DECLINED),
    "initiative_withdrawn": (emails.initiative_withdrawn, Status.WITHDRAWN),
    "initiative_approved": (emails.initiative_approved, Status.LIVE),
    "initiative_merged": (emails.initiative_merged, Status.MERGED),
}


def owed(event, name):
    tell, status = SENT[name]
    if status == Status.MERGED:
        other = make.an_event(event.club)
        Initiative.objects.filter(pk=event.pk).update(merged_into=other.pk)
    in_status(event, status)
    tell(event, a_change(event, "Please name the room."), now=LONG_BEFORE)
    return Message.objects.get(template=f"campaigns/{name}")


@pytest.mark.parametrize("name", SENT)
def test_a_club_reads_where_its_request_stands(event, ana, name):
    message = owed(event, name)

    mail = written(message)

    assert (message.to, refused(message)) == (ana.email, None)
    assert event.reference in mail.subject + mail.text
    assert event.title not in mail.subject
    assert f"“{event.title}”" in mail.text
    assert ("Please name the room." in mail.text) == (name != "initiative_merged")
    assert "because you look after this request for Rotary Club of Harbor" in mail.text
    assert "\n\n\n" not in mail.text
    assert event.title in mail.html


@pytest.mark.parametrize(
    ("name", "later"),
    [
        ("initiative_received", Status.APPROVED),
        ("initiative_needs_changes", Status.SUBMITTED),
        ("initiative_approved", Status.CANCELLED),
    ],
)
def test_what_has_moved_on_is_not_told_any_more(event, name, later):
    message = owed(event, name)

    in_status(event, later)

    assert refused(message) == "It has moved on in the meantime."


def test_a_yes_says_what_is_missing(event):
    Event.objects.update(audience="middle", count_only=True, contact_level="")
    event.refresh_from_db()
    in_status(event, Status.APPROVED)
    emails.initiative_approved(event, a_change(event), now=LONG_BEFORE)

    text = written(Message.objects.get()).text

    assert "One thing is missing: Say how close adults of your club come to young people." in text


def test_a_yes_to_what_is_live_brings_the_link_to_send_around(event):
    message = owed(event, "initiative_approved")

    assert f"Send them this link: http://localhost:8000/events/{event.slug}/" in written(message).text


def test_proposed_dates_are_answered_by_a_link_that_needs_no_sign_in(harbor, ana):
    proposal = make.a_proposal(harbor)
    message = Message.objects.get(template="campaigns/dates_proposed")

    mail = written(message)

    date = proposal.dates.first()
    assert (message.to, refused(message)) == (ana.email, None)
    assert proposal.get_absolute_url() in mail.text
    assert proposal.get_absolute_url() in mail.html
    assert f"{date.day:%B} {date.day.day}, {date.day.year}" in mail.text
    in_status(proposal.event, Status.APPROVED)
    assert refused(message)


def test_staff_are_asked_for_late_answers_while_they_are_owed(event, nina):
    in_status(event, Status.SUBMITTED)
    emails.initiative_late(event, to=nina)
    emails.initiative_escalated(event, to=nina)

    for message in Message.objects.all():
        text = written(message).text
        assert f"/admin/campaigns/event/{event.pk}/change/" in text
        assert "because you answer requests of clubs" in text
        assert refused(message) is None
    in_status(event, Status.APPROVED)
    assert all(refused(message) for message in Message.objects.all())


def test_mail_goes_to_the_organiser_or_to_all_officers_in_their_language_where_they_have_an_address(
    event, harbor, ana
):
    other = make.a_membership(of=harbor, role=Membership.Role.PRESIDENT).person
    other.language = "es"
    other.save()
    phone_only = make.a_membership(of=harbor, role=Membership.Role.TREASURER).person
    phone_only.email = None
    phone_only.save()
    in_status(event, Status.SUBMITTED)
    emails.initiative_received(event, a_change(event), now=LONG_BEFORE)
    assert dict(Message.objects.values_list("to", "language")) == {ana.email: "en-us", other.email: "es"}

    Message.objects.all().delete()
    event.organiser = other
    event.save()
    emails.initiative_received(event, a_change(event), now=LONG_BEFORE + timedelta(days=1))

    assert list(Message.objects.values_list("to", flat=True)) == [other.email]
