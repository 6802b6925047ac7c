"""Orders of printed material at the same moment. Each test fails when its lock is taken out."""

import pytest

from campaigns.models import Event, Material, MaterialOrder, OrderRefused
from hope_portal.workflow.models import IllegalMove
from tests import factories as make
from tests.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def shelf(material):
    material = Material.objects.get(pk=material.pk)
    return material.on_hand, material.reserved


def kinds(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


def test_of_eight_clubs_that_want_the_last_copies_as_many_get_them_as_there_are(now):
    leaflet = make.a_material(stock=100)
    events = [make.an_event() for _ in range(8)]

    outcomes = at_once(lambda n: make.a_material_order(events[n], leaflet, 20, now=now))

    assert kinds(outcomes) == ["MaterialOrder"] * 5 + ["OrderRefused"] * 3
    assert shelf(leaflet) == (100, 100)


def test_eight_orders_at_once_for_one_event_stay_within_its_quota(now):
    leaflet = make.a_material(stock=1000, quota=50)
    event = make.an_event()

    outcomes = at_once(lambda n: make.a_material_order(Event.objects.get(), leaflet, 20, now=now))

    assert kinds(outcomes) == ["MaterialOrder"] * 2 + ["OrderRefused"] * 6
    assert (shelf(leaflet), event.material_orders.count()) == ((1000, 40), 2)


def test_a_parcel_that_is_shipped_and_declined_at_once_is_one_of_the_two(now):
    leaflet = make.a_material(stock=100)
    order = make.a_material_order(make.an_event(), leaflet, 40, now=now)
    order.pack(by=None, now=now)
    MaterialOrder.objects.update(tracking="by hand")
    verbs = ["ship", "decline"] * 4

    def decide(number):
        copy = MaterialOrder.objects.get(pk=order.pk)
        return getattr(copy, verbs[number])(by=None, note="Because.", now=now)

    outcomes = at_once(decide)

    status = MaterialOrder.objects.get().status
    assert [type(outcome) for outcome in outcomes if outcome] == [IllegalMove] * 7
    assert shelf(leaflet) == {"shipped": (60, 0), "declined": (100, 0)}[status]
    assert list(Material.objects.out_of_step()) == []


def test_orders_for_the_same_things_in_another_order_wait_and_do_not_block_each_other(now):
    shelves = [make.a_material(stock=100) for _ in range(4)]
    events = [make.an_event() for _ in range(8)]

    def place(number):
        wanted = shelves if number % 2 else list(reversed(shelves))
        return MaterialOrder.place(
            events[number], {row.pk: 5 for row in wanted}, by=None, now=now, to_name="A", street="B"
        )

    outcomes = at_once(place)

    assert kinds(outcomes) == ["MaterialOrder"] * 8
    assert [shelf(row) for row in shelves] == [(100, 40)] * 4


def test_an_event_cancelled_while_people_order_for_it_holds_nothing_back(now):
    leaflet = make.a_material(stock=100)
    event = make.an_event()

    def act(number):
        mine = Event.objects.get(pk=event.pk)
        if number == 3:
            return mine.cancel(by=None, now=now, note="The room is flooded.")
        return make.a_material_order(mine, leaflet, 5, now=now)

    outcomes = at_once(act)

    assert {type(outcome) for outcome in outcomes} <= {MaterialOrder, OrderRefused, type(None)}
    assert shelf(leaflet) == (100, 0)


def test_stock_booked_at_once_is_all_counted(now):
    leaflet = make.a_material(stock=100)

    at_once(lambda n: Material.objects.get(pk=leaflet.pk).add_stock(10, why="received", by=None, now=now))

    assert (shelf(leaflet), list(Material.objects.out_of_step())) == ((180, 0), [])
