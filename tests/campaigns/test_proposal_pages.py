"""A club answers proposed dates from the mail."""

from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.models import Event
from tests import factories as make

from .asking import text

Status = Event.Status


def test_the_club_accepts_a_date_without_signing_in(client, proposal):
    url, chosen = proposal.get_absolute_url(), proposal.dates.last()

    scanned = [client.get(url).status_code, client.head(url).status_code]
    answer = client.post(url, {"date": chosen.pk}, follow=True).content.decode()

    assert (scanned, "The date is set" in answer) == ([200, 200], True)
    assert (Event.objects.get().status, Event.objects.get().day) == (Status.LIVE, chosen.day)


def test_none_of_the_dates_suits(client, proposal):
    answer = client.post(proposal.get_absolute_url(), {"none": "1"}, follow=True).content.decode()

    assert "Your club has answered already." in answer
    assert Event.objects.get().status == Status.SUBMITTED


def test_a_double_click_says_what_was_decided(client, proposal):
    url, (first, second) = proposal.get_absolute_url(), proposal.dates.all()

    client.post(url, {"date": first.pk})
    answer = client.post(url, {"date": second.pk}, follow=True).content.decode()

    assert ["answered already" in answer, Event.objects.get().day] == [True, first.day]


def test_a_presenter_who_has_gone_is_told_in_a_sentence(client, proposal):
    chosen = proposal.dates.first()
    other = make.an_event(day=chosen.day, start=chosen.start)
    make.a_booking(chosen.presenter, other)

    answer = client.post(proposal.get_absolute_url(), {"date": chosen.pk}, follow=True).content.decode()

    assert ["can no longer come" in answer, "Which date suits" in answer] == [True, True]


@pytest.mark.parametrize("said", [{}, {"date": "abc"}, {"date": "999999"}])
def test_a_date_that_is_not_among_them_changes_nothing(client, proposal, said):
    assert client.post(proposal.get_absolute_url(), said).status_code == 404
    assert Event.objects.get().status == Status.PROPOSED


def test_a_foreign_token_opens_nothing(client, proposal):
    assert client.get(reverse("campaigns:proposal", args=["x" * 32])).status_code == 404


def test_dates_that_lapsed_say_so(client, proposal, now):
    proposal.answer_by = now.date() - timedelta(days=3)
    proposal.save()

    assert "These dates are closed" in text(client, proposal.get_absolute_url())
