from datetime import date

from django.urls import reverse

from campaigns.models import Presenter
from tests import factories as make

from .reviewing import said

PRESENTER = {
    "name": "Robin Speaker",
    "email": "robin@example.org",
    "language": "en",
    "active": "on",
    "languages": ["en", "es"],
    "audiences": ["adults", "parents"],
    "city": "Dayton",
    "region": "OH",
    "country": "US",
    "travel_miles": "60",
    "regions": "oh, Ontario",
    "travel_minutes": "120",
    "weekdays": ["0", "1"],
    "absences-TOTAL_FORMS": "1",
    "absences-INITIAL_FORMS": "0",
    "absences-0-first_day": "2031-03-01",
    "absences-0-last_day": "2031-03-09",
}


def test_a_presenter_is_entered_with_boxes_and_found_on_the_map(client, db):
    client.force_login(make.a_staff_member("scheduler"))

    client.post(reverse("admin:campaigns_presenter_add"), PRESENTER)

    presenter = Presenter.objects.get()
    assert (presenter.languages, presenter.weekdays, presenter.regions) == (
        ["en", "es"],
        [0, 1],
        ["OH", "Ontario"],
    )
    assert (round(presenter.latitude), round(presenter.longitude)) == (40, -84)
    assert presenter.absences.get().last_day == date(2031, 3, 9)


def test_a_town_nobody_knows_is_said(client, db):
    client.force_login(make.a_staff_member("scheduler"))

    entered = client.post(
        reverse("admin:campaigns_presenter_add"), {**PRESENTER, "city": "Nowhereville"}, follow=True
    )

    assert "We do not know where Nowhereville is" in said(entered)
    assert Presenter.objects.get().latitude is None


def test_a_reviewer_reads_presenters_and_changes_none(client, nina):
    client.force_login(nina)
    presenter = make.a_presenter()

    address = reverse("admin:campaigns_presenter_change", args=[presenter.pk])

    assert (client.get(address).status_code, client.post(address, PRESENTER).status_code) == (200, 403)
