from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from campaigns.models import Event, Feedback
from campaigns.models.feedback import token_for
from tests import factories as make

DAY = timedelta(days=1)
ANSWERS = {"worth": "very", "learned": "partly", "better": "More time for questions."}


@pytest.fixture
def event(harbor, now):
    event = make.an_event(harbor)
    make.take_place(event, now - DAY)
    return event


def path(event, token=None):
    return reverse("campaigns:feedback", args=[token or token_for(event)])


def test_a_guest_answers_without_an_account(client, event):
    done = client.post(path(event), ANSWERS, follow=True)

    assert list(Feedback.objects.values("event", *ANSWERS)) == [{"event": event.pk, **ANSWERS}]
    assert "Thank you" in done.text


def test_two_questions_are_enough(client, event):
    client.post(path(event), {"worth": "not", "learned": "no"})
    refused = client.post(path(event), {"better": "Everything."})

    assert (Feedback.objects.count(), list(refused.context["form"].errors)) == (1, ["worth", "learned"])


def test_nothing_leads_from_an_answer_to_a_person():
    assert {field.name for field in Feedback._meta.get_fields()} == {"id", "event", *ANSWERS}


def test_everybody_has_the_same_link(event):
    assert token_for(event) == token_for(Event.objects.get())


@pytest.mark.parametrize("token", ["nonsense", "1", "1.", ".x", "{pk}.forged"])
def test_a_link_that_we_did_not_make_leads_nowhere(client, event, token):
    assert client.get(path(event, token.format(pk=event.pk))).status_code == 404


def test_the_questions_are_open_for_sixty_days_from_the_end_on(client, event, now):
    statuses = {}
    for days in (-1, 1, 59, 61):
        make.take_place(event, now - days * DAY)
        client.post(path(event), {"worth": "very", "learned": "yes"})
        statuses[days] = Feedback.objects.count()

    assert statuses == {-1: 0, 1: 1, 59: 2, 61: 2}


@pytest.mark.parametrize("said", [{"status": "cancelled"}, {"status": "draft"}, {"count_only": True}])
def test_no_questions_about_what_did_not_take_place_or_was_at_school(client, event, said):
    Event.objects.filter(pk=event.pk).update(**said)

    assert client.get(path(event)).status_code == 404


def test_one_network_answers_so_often(client, event):
    statuses = [client.post(path(event), ANSWERS).status_code for _ in range(61)]

    assert (statuses[:60], statuses[60]) == ([302] * 60, 429)


def test_a_remark_that_reads_like_a_tip_is_not_kept(client, event):
    page = client.post(path(event), {**ANSWERS, "better": "A girl told me her uncle touches her."})

    assert (list(page.context["form"].errors), Feedback.objects.count()) == (["better"], 0)


def shown(event):
    return render_to_string("campaigns/_event_feedback.html", {"event": event}).strip()


def test_the_host_sees_sums_from_five_answers_on(event):
    for _ in range(4):
        event.feedback.create(**ANSWERS)
    four = shown(event)
    event.feedback.create(worth="not", learned="yes")

    summary = event.feedback.summary()

    assert (four, "5 answers" in shown(event)) == ("", True)
    assert [question["answers"] for question in summary["questions"]] == [
        [("Very much", 4, 80), ("Mostly", 0, 0), ("A little", 0, 0), ("No", 1, 20)],
        [("Yes", 1, 20), ("Partly", 4, 80), ("No", 0, 0)],
    ]
    assert summary["remarks"] == ["More time for questions."] * 4
