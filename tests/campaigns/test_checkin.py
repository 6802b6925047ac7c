from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest

from campaigns.models import CheckinRefused, Event, HeadCount
from tests import factories as make

from .door import MINUTE, an_open_door, arrived, path


@pytest.fixture
def event(harbor, now):
    return an_open_door(harbor, now)


@pytest.fixture
def kim(event):
    return event.signups.get(name="Kim Example")


# --- Parties


def test_of_a_party_the_latest_word_counts_in_whatever_order_it_comes(event, kim, now):
    seen = [(2, now - 3 * MINUTE), (0, now - 2 * MINUTE), (1, now - MINUTE)]

    for order in permutations(seen):
        event.signups.update(arrived=0, arrival_noted_at=None)
        for people, at in [*order, *order]:
            kim.note_arrival(people, at=at, now=now)

        assert arrived(event) == {"Kim Example": 1}


def test_a_phone_whose_clock_is_ahead_does_not_win_forever(event, kim, now):
    kim.note_arrival(2, at=now + 60 * MINUTE, now=now)

    kim.note_arrival(1, at=now + MINUTE, now=now + MINUTE)

    assert arrived(event) == {"Kim Example": 1}


def test_more_than_the_party_may_come(event, kim, now):
    kim.note_arrival(3, now=now)

    assert arrived(event) == {"Kim Example": 3}


@pytest.mark.parametrize("status", ["draft", "submitted", "cancelled"])
def test_nobody_is_checked_in_to_what_does_not_take_place(event, kim, now, status):
    Event.objects.filter(pk=event.pk).update(status=status)
    kim.refresh_from_db()

    with pytest.raises(CheckinRefused, match="does not take place"):
        kim.note_arrival(2, now=now)


def test_the_door_opens_a_day_before(event, kim, now):
    make.take_place(event, now + timedelta(days=2))

    with pytest.raises(CheckinRefused, match="one day before"):
        kim.note_arrival(2, now=now)
    kim.note_arrival(2, now=now + timedelta(days=1, minutes=1))


# --- Head counts


def test_head_counts_of_two_phones_add_up_and_a_repeat_counts_once(event, now):
    key = uuid4()
    for change, name in [(5, key), (3, uuid4()), (5, key)]:
        event.count_heads("walk_ins", change, now=now, key=name)

    assert event.head_counts.sums() == {"walk_ins": 8}


def test_there_are_never_fewer_than_none(event, now):
    event.count_heads("walk_ins", 2, now=now)

    event.count_heads("walk_ins", -5, now=now)

    assert event.head_counts.sums() == {"walk_ins": 0}


# --- The page, without a script


def test_a_tap_on_a_name_says_that_all_are_here_and_can_be_undone(client, ana, event, kim):
    client.force_login(ana)

    done = client.post(path(event), {"seen": f"{kim.pk}:2"}, follow=True)

    assert (arrived(event), done.context["here"], done.context["seats"]) == ({"Kim Example": 2}, 2, 4)
    assert done.context["last"] == kim
    client.post(path(event), {"seen": f"{kim.pk}:0"})
    assert arrived(event) == {}


def test_the_list_holds_those_with_seats_by_name(client, ana, event):
    client.force_login(ana)

    page = client.get(path(event))

    assert [party.name for party in page.context["parties"]] == ["José Testman", "Kim Example", "Lee Sample"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("jose", ["José Testman"]), ("sam le", ["Lee Sample"]), ("kim sample", []), ("", 3), ("nobody", [])],
)
def test_a_name_is_found_by_how_its_words_begin(client, ana, event, typed, found):
    client.force_login(ana)

    page = client.get(path(event), {"q": typed})

    names = [party.name for party in page.context["parties"] if party.found]
    assert (len(names) if typed == "" else names) == found


def test_a_code_is_found_as_people_type_it(client, ana, event, kim):
    client.force_login(ana)

    for typed in (kim.code, kim.legible_code.lower(), f" {kim.code[:4]} {kim.code[4:]} "):
        page = client.get(path(event), {"q": typed})

        assert [party.pk for party in page.context["parties"] if party.found] == [kim.pk]


def test_people_without_a_signup_are_counted_one_by_one_or_typed(client, ana, event):
    client.force_login(ana)
    client.post(path(event), {"seen": "walk_ins:1"})

    client.post(path(event, "-numbers"), {"walk_ins": "6", "walk_ins_was": "1"})

    assert event.head_counts.sums() == {"walk_ins": 6}


def test_numbers_typed_on_an_old_page_do_not_undo_what_others_counted(client, ana, event, now):
    client.force_login(ana)
    event.count_heads("walk_ins", 4, now=now)

    client.post(path(event, "-numbers"), {"walk_ins": "2", "walk_ins_was": "0"})

    assert event.head_counts.sums() == {"walk_ins": 6}


def test_at_school_only_heads_are_counted(client, ana, harbor, now):
    event = make.an_event(harbor, kind="school", audience="middle")
    make.take_place(event, now)
    client.force_login(ana)

    client.post(path(event), {"seen": "middle:1"})
    page = client.get(path(event))

    assert [counter["counted_as"] for counter in page.context["counters"]][:2] == ["middle", "adults"]
    assert page.context["counters"][0]["people"] == 1
    assert 'id="find"' not in page.text


@pytest.mark.parametrize("sent", ["", "12", "x:1", ":", "1:-3", "walk_ins:0", "walk_ins:x", "1:1000"])
def test_a_button_that_is_none_of_ours_changes_nothing(client, ana, event, sent):
    client.force_login(ana)

    assert client.post(path(event), {"seen": sent}).status_code == 400
    assert (arrived(event), HeadCount.objects.count()) == ({}, 0)


def test_the_camera_is_allowed_at_the_door_and_nowhere_else(client, ana, event):
    client.force_login(ana)

    here, elsewhere = client.get(path(event)), client.get("/desk/")

    assert "camera=(self)" in here.headers["Permissions-Policy"]
    assert "camera=()" in elsewhere.headers["Permissions-Policy"]
    assert "no-store" in here.headers["Cache-Control"]


def test_the_printed_list_has_a_box_for_each_seat(client, ana, event):
    client.force_login(ana)

    page = client.get(path(event, "-print"))

    assert page.text.count("<span></span>") == 4
    assert page.text.index("José") < page.text.index("Kim") < page.text.index("Lee")


# --- Who


@pytest.mark.parametrize("of_door", ["", "-numbers", "-print", "-sync"])
def test_members_and_officers_of_other_clubs_find_no_door(client, ben, carl, event, kim, of_door):
    for user in (ben, carl):
        client.force_login(user)

        assert client.get(path(event, of_door)).status_code == 404
        assert client.post(path(event, of_door), {"seen": f"{kim.pk}:2"}).status_code == 404

    assert arrived(event) == {}


@pytest.mark.parametrize("of_door", ["", "-print", "-sync"])
def test_the_door_asks_the_database_no_more_often_for_many(
    client, ana, event, django_assert_num_queries, of_door
):
    client.force_login(ana)
    client.get(path(event, of_door))
    queries = 5

    with django_assert_num_queries(queries):
        client.get(path(event, of_door))
    event.signups.filter(name__in=["Kim Example", "Lee Sample"]).delete()
    with django_assert_num_queries(queries):
        client.get(path(event, of_door))
