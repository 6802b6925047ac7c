import pytest

from clubs.models import Membership
from tests import factories as make


@pytest.fixture
def officer(client, ana):
    client.force_login(ana)
    return client


@pytest.fixture
def active(harbor, now):
    make.an_activation(harbor, status="approved", now=now)
    return harbor


@pytest.fixture
def proposal(active):
    return make.a_proposal(active)


@pytest.fixture
def staff(client, nina):
    client.force_login(nina)
    return client


@pytest.fixture
def colleague(db):
    return make.a_staff_member("scheduler", name="Sky Scheduler")


@pytest.fixture
def port(db):
    """A club whose secretary has an address."""
    club = make.a_club("Port Sample", city="Port Sample", district=make.a_district())
    make.a_membership(make.a_person(email="pat@example.org"), of=club, role=Membership.Role.SECRETARY)
    return club
