from datetime import timedelta

import pytest
from django.conf import settings

from campaigns.views.home import figures
from clubs.models import Activation, RotaryYear
from tests import factories as make
from tests.look.pages import in_our_layout


def an_active_club(*, region, plans, now, status=Activation.Status.APPROVED):
    return make.an_activation(make.a_club(region=region), status=status, plans=plans, now=now)


@pytest.mark.django_db
def test_the_home_page_tells_few_clubs_in_words_and_shows_the_three_ways(client):
    response = client.get("/")

    assert response.status_code == 200
    assert in_our_layout(response)
    assert "The first clubs are joining" in response.text
    assert [way in response.text for way in ("Prevent", "Recover", "Rebuild")] == [True] * 3


@pytest.mark.django_db
def test_figures_below_five_are_not_told(now):
    year = RotaryYear.at(now, settings.STAFF_ZONE)
    for region in ("AL", "AK", "AZ", "AR"):
        an_active_club(region=region, plans=["hope_bags"], now=now)
    an_active_club(region="CA", plans=["fundraiser"], now=now)
    an_active_club(region="CO", plans=["hope_bags"], now=now, status=Activation.Status.SUBMITTED)
    an_active_club(region="CT", plans=["hope_bags"], now=now - timedelta(days=366))

    assert figures(year) == {"clubs": 5, "states": 5, "prevent": None, "recover": None, "rebuild": None}


@pytest.mark.django_db
def test_the_home_page_needs_two_queries(client, django_assert_num_queries):
    client.get("/")  # the help numbers are kept ready from here on

    with django_assert_num_queries(2):
        client.get("/")
