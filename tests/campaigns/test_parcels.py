"""What clubs and the warehouse see of a parcel once it is ordered."""

from datetime import timedelta

import pytest

from campaigns import tasks
from campaigns.models import Material, MaterialOrder
from clubs.due import due_for
from clubs.models import Club
from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.models import Message
from tests import factories as make
from tests import papers

ADMIN = "/admin/campaigns/materialorder/"


def body(response):
    return " ".join(response.content.decode().split())


def words(response):
    return papers.words(response.content)


@pytest.fixture
def event(harbor, ana):
    return make.an_event(harbor)


@pytest.fixture
def leaflet(db):
    return make.a_material("Sample leaflet", stock=100, quota=60)


@pytest.fixture
def warehouse(db, client, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    client.force_login(make.a_staff_member("warehouse", name="Will House"))
    return client


def titles(user, now):
    clubs = Club.objects.manageable_by(user, now=now)
    return [row.title for row in due_for(clubs, user=user, now=now) if "arcel" in row.title]


def test_the_desk_asks_for_the_parcel_and_warns_five_days_before(event, leaflet, ana, now):
    order = make.a_material_order(event, leaflet, 10, now=now)
    assert titles(ana, now) == []

    make.a_parcel_on_its_way(event, leaflet, now=now)
    order.cancel(by=ana, now=now)

    assert titles(ana, now) == ["A parcel for An evening for parents is on its way"]
    late = event.starts_at - timedelta(days=5)
    assert titles(ana, late) == ["The parcel for An evening for parents is not there yet"]
    assert titles(ana, event.ends_at) == []


def test_the_warning_goes_out_once_with_the_pages_to_print_from(harbor, ana, leaflet, now):
    event = make.an_event(harbor, day=now.date() + timedelta(days=4))
    before = now - timedelta(days=10)
    make.a_material_order(event, leaflet, 10, now=before)

    for _ in range(2):
        tasks.warn_of_late_parcels()
    deliver()

    mail = Message.objects.get(template="campaigns/order_late")
    assert (mail.status, mail.to) == ("sent", ana.email)
    assert mail.subject == f"The parcel is not there yet, {MaterialOrder.objects.get().reference}"
    assert f"- Sample leaflet: {leaflet.source_url}" in mail.text


def test_every_message_about_an_order_is_written(event, leaflet, ana, nina, now):
    make.a_parcel_on_its_way(event, leaflet, now=now)
    make.a_material_order(event, leaflet, 5, now=now).decline(by=nina, now=now, note="We print more in May.")

    deliver()

    sent = {mail.template: mail for mail in Message.objects.filter(status="sent")}
    assert sorted(sent) == [f"campaigns/order_{what}" for what in ("declined", "received", "shipped")]
    assert "- 10 × Sample leaflet" in sent["campaigns/order_shipped"].text
    assert "tLabels=94001000" in sent["campaigns/order_shipped"].html
    assert "We print more in May." in sent["campaigns/order_declined"].text
    assert all(mail.subject.count("\n") == 0 and "&" not in mail.text for mail in sent.values())


# --- The warehouse ------------------------------------------------------------------------------------------


def test_the_warehouse_packs_and_ships_by_buttons(warehouse, event, leaflet, now):
    order = make.a_material_order(event, leaflet, 40, now=now)
    url = f"{ADMIN}{order.pk}/change/"

    warehouse.post(url, {"carrier": "ups", "tracking": "", "_move": "pack", "move_note": ""})
    refused = warehouse.post(url, {"carrier": "ups", "tracking": "", "_move": "ship", "move_note": ""})
    warehouse.post(url, {"carrier": "ups", "tracking": "1Z 99", "_move": "ship", "move_note": ""})

    order.refresh_from_db()
    assert "Enter the tracking number first" in body(refused)
    assert (order.status, order.tracking_url) == ("shipped", "https://www.ups.com/track?tracknum=1Z99")
    assert Material.objects.get(pk=leaflet.pk).on_hand == 60


def test_the_queue_shows_what_is_needed_first_and_what_is_late(warehouse, harbor, leaflet, now):
    later = make.a_material_order(make.an_event(harbor), leaflet, 5, now=now)
    soon = make.an_event(harbor, day=now.date() + timedelta(days=4))
    first = make.a_material_order(soon, leaflet, 5, now=now - timedelta(days=10))
    lost = make.a_parcel_on_its_way(soon, leaflet, now=now - timedelta(days=10))
    make.a_parcel_on_its_way(make.an_event(harbor), leaflet, now=now)
    make.a_material_order(make.an_event(harbor), leaflet, 5, now=now).cancel(by=None, now=now)

    page = warehouse.get(ADMIN)

    assert list(page.context["cl"].result_list) == [first, lost, later]
    assert "late: the event is on" in body(page)


def test_the_queue_asks_the_same_number_of_questions_for_one_and_for_three(
    warehouse, leaflet, django_assert_num_queries
):
    warehouse.get(ADMIN)  # what is looked up once and remembered

    for more in (1, 2):
        for _ in range(more):
            make.a_material_order(make.an_event(), leaflet, 5)
        with django_assert_num_queries(8):
            warehouse.get(ADMIN)


def test_one_pick_list_serves_several_orders(warehouse, leaflet, now):
    poster = make.a_material("Sample poster", stock=50)
    orders = [make.a_material_order(make.an_event(), leaflet, 20, now=now) for _ in range(2)]
    orders.append(make.a_material_order(make.an_event(), poster, 3, now=now))
    chosen = {"action": "print_pick_list", "_selected_action": [row.pk for row in orders]}

    paper = warehouse.post(ADMIN, chosen)

    found = words(paper)
    assert f"Sample leaflet {leaflet.code} 40" in found and f"Sample poster {poster.code} 3" in found
    assert [order.reference in found for order in orders] == [True] * 3
    assert papers.info(paper.content)["accessible"]


def test_each_parcel_has_a_slip_of_its_own(warehouse, event, leaflet, now):
    orders = [make.a_material_order(event, leaflet, 20, now=now) for _ in range(2)]
    chosen = {"action": "print_slips", "_selected_action": [row.pk for row in orders]}

    both, one = warehouse.post(ADMIN, chosen), warehouse.get(f"{ADMIN}{orders[0].pk}/slip.pdf")

    assert (papers.page_count(both.content), papers.page_count(one.content)) == (2, 1)
    assert "Sampletown Library 1 Sample Street Sampletown, OH 00000" in words(one)
    assert orders[0].reference in words(one) and "Sample leaflet 20" in words(one)


def test_a_slip_with_many_lines_goes_over_to_the_next_sheet(warehouse, event, now):
    shelves = [make.a_material(f"Sample {n} *#[" + "long title " * 8, stock=9) for n in range(60)]
    order = MaterialOrder.place(
        event, {row.pk: 2 for row in shelves}, by=None, now=now, to_name="#emph[A]", street="*B*"
    )

    paper = warehouse.get(f"{ADMIN}{order.pk}/slip.pdf")

    assert papers.page_count(paper.content) > 1
    assert "#emph[A] *B*" in words(paper) and "Sample 59 *#[" in words(paper)


@pytest.mark.parametrize("paper", ["slip.pdf", "pick-list.pdf"])
def test_papers_with_addresses_are_for_the_warehouse_alone(client, settings, event, leaflet, paper, carl):
    settings.STAFF_NEED_SECOND_FACTOR = False
    url = f"{ADMIN}{make.a_material_order(event, leaflet, 5).pk}/{paper}"

    statuses = {}
    for who in ("warehouse", "auditor", "reviewer", "treasurer"):
        client.force_login(make.a_staff_member(who))
        statuses[who] = client.get(url).status_code
    client.force_login(carl)

    assert statuses == {"warehouse": 200, "auditor": 200, "reviewer": 403, "treasurer": 403}
    assert client.get(url).status_code == 302
