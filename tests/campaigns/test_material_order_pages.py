from datetime import timedelta

import pytest
from django.urls import reverse

from campaigns.models import Material, MaterialOrder
from tests import factories as make

SHIP_TO = {
    "to_name": "Sample Library",
    "street": "1 Sample Street",
    "street_more": "",
    "city": "Sampletown",
    "region": "OH",
    "postcode": "00000",
    "country": "US",
    "once": "6f1f7a8e-8a4b-4a44-9a5e-2f9e7c4f7a10",
}


def body(response):
    return " ".join(response.content.decode().split())


def desk(event):
    return reverse("campaigns:material-order", args=[event.reference])


@pytest.fixture
def event(harbor, ana):
    return make.an_event(harbor)


@pytest.fixture
def leaflet(db):
    return make.a_material("Sample leaflet", stock=100, quota=60)


@pytest.fixture
def officer(client, ana):
    client.force_login(ana)
    return client


def test_an_officer_orders_copies(officer, event, leaflet):
    answer = officer.post(desk(event), {**SHIP_TO, f"copies_{leaflet.pk}": "40"}, follow=True)

    order = MaterialOrder.objects.get()
    assert "We have your order." in body(answer)
    assert [(line.copies, line.material) for line in order.lines.all()] == [(40, leaflet)]
    assert order.address == ["Sample Library", "1 Sample Street", "Sampletown, OH 00000"]


def test_a_double_click_orders_once(officer, event, leaflet):
    said = {**SHIP_TO, f"copies_{leaflet.pk}": "40"}

    answers = [officer.post(desk(event), said).status_code for _ in range(2)]

    assert (answers, MaterialOrder.objects.count()) == ([302, 302], 1)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Say how many copies you need of at least one item."),
        ({"copies": "61"}, "One event gets up to 60 copies of “Sample leaflet”."),
        ({"copies": "-1"}, "greater than or equal to 0"),
        ({"copies": "many"}, "Enter a whole number."),
        ({"copies": "5", "street": ""}, "This field is required."),
        ({"copies": "5", "once": "x"}, "Enter a valid UUID."),
    ],
)
def test_an_order_that_is_wrong_comes_back_with_what_was_typed(officer, event, leaflet, said, sentence):
    data = {**SHIP_TO, **said}
    data[f"copies_{leaflet.pk}"] = data.pop("copies", "")

    page = body(officer.post(desk(event), data))

    assert sentence in page and 'value="Sample Library"' in page
    assert not MaterialOrder.objects.exists()


def test_what_was_taken_while_the_page_was_open_is_said(officer, event, leaflet, harbor):
    officer.get(desk(event))
    Material.objects.filter(pk=leaflet.pk).update(on_hand=60)
    make.a_material_order(make.an_event(harbor), leaflet, 60)

    page = body(officer.post(desk(event), {**SHIP_TO, f"copies_{leaflet.pk}": "40"}))

    assert "Only 0 copies of “Sample leaflet” are left." in page


def test_near_the_event_the_page_offers_what_to_print_instead(officer, harbor, now, leaflet):
    soon = make.an_event(harbor, day=now.date() + timedelta(days=3))

    page = body(officer.get(desk(soon)))

    assert "It is too late for a parcel." in page and "<form" not in page.split("<main")[1].split("</main")[0]
    assert "Protecting Your Kids Online" in page


def test_the_page_of_orders_asks_the_same_number_of_questions_for_one_and_for_three(
    officer, event, leaflet, django_assert_num_queries
):
    officer.get(desk(event))  # the numbers to call are remembered from then on

    for more in (1, 2):
        for _ in range(more):
            make.a_material_order(event, leaflet, 5)
        with django_assert_num_queries(9):
            officer.get(desk(event))


def test_an_officer_calls_an_order_off_as_long_as_it_is_not_packed(officer, event, leaflet, now):
    orders = [make.a_material_order(event, leaflet, 5) for _ in range(2)]
    orders[1].pack(by=None, now=now)
    urls = [reverse("campaigns:material-order-cancel", args=[event.reference, row.pk]) for row in orders]

    assert "Call the order off?" in body(officer.get(urls[0]))
    answers = [body(officer.post(url, follow=True)) for url in urls]

    assert "The order is called off." in answers[0]
    assert "cannot be called off any more" in answers[1]
    statuses = MaterialOrder.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["cancelled", "packed"]


def test_an_officer_counts_a_parcel_once(officer, event, leaflet, now):
    order = make.a_parcel_on_its_way(event, leaflet, now=now)
    url = reverse("campaigns:material-order-received", args=[event.reference, order.pk])
    line = order.lines.get()

    assert 'value="10"' in body(officer.get(url))
    officer.post(url, {f"line_{line.pk}": "8"})
    again = officer.post(url, {f"line_{line.pk}": "3"}, follow=True)

    line.refresh_from_db()
    assert (MaterialOrder.objects.get().status, line.arrived) == ("received", 8)
    assert "it was counted already" in body(again)


def test_carl_gets_nowhere_near_the_parcels_of_another_club(client, carl, event, leaflet, now):
    order = make.a_parcel_on_its_way(event, leaflet, now=now)
    client.force_login(carl)
    urls = [
        desk(event),
        reverse("campaigns:material-order-cancel", args=[event.reference, order.pk]),
        reverse("campaigns:material-order-received", args=[event.reference, order.pk]),
        reverse("campaigns:event-parents-told", args=[event.reference]),
    ]

    answers = [client.post(url, SHIP_TO).status_code for url in urls]

    assert answers == [404] * 4
    assert MaterialOrder.objects.get().status == "shipped"


def test_an_order_of_another_event_of_the_club_is_not_found_under_this_one(officer, event, leaflet, harbor):
    other = make.a_material_order(make.an_event(harbor), leaflet, 5)

    url = reverse("campaigns:material-order-cancel", args=[event.reference, other.pk])

    assert officer.post(url).status_code == 404
