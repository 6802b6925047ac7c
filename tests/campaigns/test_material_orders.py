from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from campaigns.models import Material, MaterialOrder, OrderRefused, StockEntry, StockRefused
from hope_portal import privacy
from hope_portal.outbox.models import Message
from hope_portal.workflow.models import IllegalMove
from tests import factories as make

SHIP_TO = {
    "to_name": "Sample Library",
    "street": "1 Sample Street",
    "city": "Sampletown",
    "postcode": "00000",
}


def shelf(material):
    material = Material.objects.get(pk=material.pk)
    return material.on_hand, material.reserved


def mails():
    return list(Message.objects.order_by("pk").values_list("template", "to"))


@pytest.fixture
def event(harbor, ana):
    return make.an_event(harbor)


@pytest.fixture
def leaflet(db):
    return make.a_material("Sample leaflet", stock=100, quota=60)


def test_an_order_reserves_what_it_asks_for_and_the_club_hears_of_it(event, leaflet, ana, now):
    order = MaterialOrder.place(event, {leaflet.pk: 40}, by=ana, now=now, **SHIP_TO)

    assert (order.status, shelf(leaflet)) == ("requested", (100, 40))
    assert [(line.material, line.copies) for line in order.lines.all()] == [(leaflet, 40)]
    assert mails() == [("campaigns/order_received", ana.email)]


@pytest.mark.parametrize(
    ("copies", "sentence"),
    [
        (61, "One event gets up to 60 copies of “Sample leaflet”. So far you have asked for 0."),
        (0, "Say how many copies you need of at least one item."),
    ],
)
def test_an_order_that_cannot_be_is_refused_in_words(event, leaflet, now, copies, sentence):
    wanted = {leaflet.pk: copies} if copies else {}

    with pytest.raises(OrderRefused) as refused:
        MaterialOrder.place(event, wanted, by=None, now=now, **SHIP_TO)

    assert (str(refused.value), shelf(leaflet), mails()) == (sentence, (100, 0), [])


def test_the_quota_holds_for_all_orders_of_an_event_together(event, leaflet, now):
    make.a_material_order(event, leaflet, 40, now=now)

    with pytest.raises(OrderRefused, match="So far you have asked for 40"):
        make.a_material_order(event, leaflet, 21, now=now)
    make.a_material_order(event, leaflet, 20, now=now)

    assert shelf(leaflet) == (100, 60)


def test_what_was_called_off_does_not_count_for_the_quota(event, leaflet, ana, now):
    make.a_material_order(event, leaflet, 60, now=now).cancel(by=ana, now=now)

    make.a_material_order(event, leaflet, 60, now=now)

    assert shelf(leaflet) == (100, 60)


def test_nobody_can_order_what_is_promised_to_others(harbor, leaflet, now):
    make.a_material_order(make.an_event(harbor), leaflet, 60, now=now)

    with pytest.raises(OrderRefused, match="Only 40 copies of “Sample leaflet” are left"):
        make.a_material_order(make.an_event(harbor), leaflet, 41, now=now)


@pytest.mark.parametrize("withdrawn", [{"printable": False}, {"active": False}])
def test_what_is_no_longer_offered_cannot_be_ordered(event, leaflet, now, withdrawn):
    Material.objects.filter(pk=leaflet.pk).update(**withdrawn)

    with pytest.raises(OrderRefused, match="cannot be ordered any more"):
        make.a_material_order(event, leaflet, now=now)


@pytest.mark.parametrize("status", ["draft", "submitted", "declined", "cancelled", "completed"])
def test_only_an_event_that_takes_place_gets_a_parcel(harbor, leaflet, now, status):
    with pytest.raises(OrderRefused, match="once NCMEC has said yes"):
        make.a_material_order(make.an_event(harbor, status=status), leaflet, now=now)


def test_five_days_before_the_event_it_is_too_late_for_a_parcel(event, leaflet):
    with pytest.raises(OrderRefused, match="too late for a parcel"):
        make.a_material_order(event, leaflet, now=event.starts_at - timedelta(days=5))
    make.a_material_order(event, leaflet, now=event.starts_at - timedelta(days=5, minutes=1))


def test_a_form_sent_twice_is_one_order(event, leaflet, now):
    once = uuid4()

    orders = [make.a_material_order(event, leaflet, once=once, now=now) for _ in range(2)]

    assert (orders[0], shelf(leaflet)) == (orders[1], (100, 10))


def test_a_parcel_leaves_the_stock_when_it_is_shipped(event, leaflet, ana, now):
    order = make.a_parcel_on_its_way(event, leaflet, 40, now=now)

    assert shelf(leaflet) == (60, 0)
    assert list(order.stock_entries.values_list("change", "why")) == [(-40, "shipped")]
    assert mails()[-1] == ("campaigns/order_shipped", ana.email)


def test_nothing_is_shipped_without_a_tracking_number(event, leaflet, now):
    order = make.a_material_order(event, leaflet, now=now)
    order.pack(by=None, now=now)

    with pytest.raises(OrderRefused, match="tracking number"):
        order.ship(by=None, now=now)

    assert (MaterialOrder.objects.get().status, shelf(leaflet)) == ("packed", (100, 10))


def test_the_club_says_what_arrived_line_by_line(event, leaflet, ana, now):
    poster = make.a_material("Sample poster", stock=10)
    order = MaterialOrder.place(event, {leaflet.pk: 10, poster.pk: 2}, by=ana, now=now, **SHIP_TO)
    order.pack(by=None, now=now)
    order.tracking = "by hand"
    order.ship(by=None, now=now)

    order.receive({order.lines.get(material=leaflet).pk: 8}, by=ana, now=now)

    assert list(order.lines.values_list("copies", "arrived")) == [(10, 8), (2, 2)]
    assert (order.status, order.closed_at) == ("received", now)


def test_a_declined_order_gives_back_what_it_held_and_says_why(event, leaflet, ana, nina, now):
    order = make.a_material_order(event, leaflet, 40, now=now)

    order.decline(by=nina, now=now, note="We print more in May.")

    assert (order.status, shelf(leaflet)) == ("declined", (100, 0))
    assert mails()[-1] == ("campaigns/order_declined", ana.email)


def test_what_is_packed_or_shipped_cannot_be_called_off_by_the_club(event, leaflet, ana, now):
    order = make.a_material_order(event, leaflet, now=now)
    stale = MaterialOrder.objects.get(pk=order.pk)
    order.pack(by=None, now=now)

    for copy in (order, stale):
        with pytest.raises(IllegalMove):
            copy.cancel(by=ana, now=now)

    assert shelf(leaflet) == (100, 10)


def test_a_cancelled_event_calls_off_what_has_not_left(event, leaflet, ana, now):
    on_its_way = make.a_parcel_on_its_way(event, leaflet, 20, now=now)
    packed = make.a_material_order(event, leaflet, now=now)
    packed.pack(by=None, now=now)
    asked = make.a_material_order(event, leaflet, now=now)

    event.cancel(by=ana, now=now, note="The room is flooded.")

    statuses = [MaterialOrder.objects.get(pk=row.pk).status for row in (on_its_way, packed, asked)]
    assert (statuses, shelf(leaflet)) == (["shipped", "cancelled", "cancelled"], (80, 0))


# --- The ledger ---------------------------------------------------------------------------------------------


def test_stock_is_the_sum_of_its_entries(event, leaflet, nina, now):
    make.a_parcel_on_its_way(event, leaflet, 40, now=now)
    leaflet.add_stock(-3, why="corrected", by=nina, now=now, note="Three were torn.")

    assert list(StockEntry.objects.order_by("pk").values_list("change", flat=True)) == [100, -40, -3]
    assert (shelf(leaflet), list(Material.objects.out_of_step())) == ((57, 0), [])


def test_the_check_finds_a_sum_that_somebody_wrote_past_the_verbs(leaflet):
    Material.objects.filter(pk=leaflet.pk).update(on_hand=101)

    assert list(Material.objects.out_of_step()) == [leaflet]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: StockEntry.objects.update(change=7),
        lambda: StockEntry.objects.all().delete(),
        lambda: StockEntry.objects.update(why="corrected"),
    ],
)
def test_no_entry_is_ever_edited_or_deleted(leaflet, tamper):
    with pytest.raises(DatabaseError, match="stock_entry_stays"), transaction.atomic():
        tamper()

    assert list(StockEntry.objects.values_list("change", "why")) == [(100, "received")]


def test_counted_copies_never_fall_below_what_is_promised(event, leaflet, nina, now):
    make.a_material_order(event, leaflet, 40, now=now)

    with pytest.raises(StockRefused, match="40 copies are promised to open orders"):
        leaflet.add_stock(-61, why="corrected", by=nina, now=now)
    leaflet.add_stock(-60, why="corrected", by=nina, now=now)

    assert shelf(leaflet) == (40, 40)


def test_the_database_itself_refuses_to_promise_more_than_there_is(leaflet):
    with pytest.raises(IntegrityError), transaction.atomic():
        Material.objects.filter(pk=leaflet.pk).update(reserved=101)


# --- Late ---------------------------------------------------------------------------------------------------


def test_five_days_before_the_event_the_club_is_warned_once(event, leaflet, ana, now):
    order = make.a_parcel_on_its_way(event, leaflet, now=now)
    late = event.starts_at - timedelta(days=5)

    assert not MaterialOrder.objects.late(late - timedelta(minutes=1))
    for _ in range(2):
        for row in MaterialOrder.objects.late(late):
            row.warn(now=late)

    assert (list(MaterialOrder.objects.late(late)), order.is_late(late)) == ([order], True)
    assert [mail for mail in mails() if mail[0] == "campaigns/order_late"] == [
        ("campaigns/order_late", ana.email)
    ]


def test_a_parcel_that_came_in_the_meantime_takes_the_warning_back(event, leaflet, ana, now):
    order = make.a_parcel_on_its_way(event, leaflet, now=now)
    order.warn(now=now)
    warning = Message.objects.get(template="campaigns/order_late")
    warning.sent_at = event.starts_at - timedelta(days=4)
    assert order.message_refusal(warning) is None

    order.receive({}, by=ana, now=now)

    assert order.message_refusal(warning) == "The parcel has arrived or is not needed any more."


def test_after_the_event_nobody_is_warned(event, leaflet, now):
    make.a_parcel_on_its_way(event, leaflet, now=now)

    assert not MaterialOrder.objects.late(event.starts_at)


# --- The address --------------------------------------------------------------------------------------------


def test_the_address_is_forgotten_two_weeks_after_the_parcel_arrived(event, leaflet, ana, now):
    order = make.a_parcel_on_its_way(event, leaflet, now=now)
    order.receive({}, by=ana, now=now)

    privacy.purge(now=now + timedelta(days=14))
    assert MaterialOrder.objects.get().street == "1 Sample Street"
    privacy.purge(now=now + timedelta(days=14, minutes=1))

    kept = MaterialOrder.objects.get()
    assert (kept.address, kept.to_name, kept.tracking, kept.city) == ([], "", "", "")


def test_the_address_is_forgotten_after_the_event_even_when_nobody_said_that_it_came(event, leaflet, now):
    make.a_parcel_on_its_way(event, leaflet, now=now)

    privacy.purge(now=event.ends_at + timedelta(days=14, minutes=1))

    assert MaterialOrder.objects.get().address == []


@pytest.mark.parametrize(
    ("carrier", "url"),
    [
        ("usps", "https://tools.usps.com/go/TrackConfirmAction?tLabels=94001%26x"),
        ("other", ""),
    ],
)
def test_a_tracking_number_leads_to_its_carrier_and_nowhere_else(carrier, url):
    assert MaterialOrder(carrier=carrier, tracking="9400 1&x").tracking_url == url
