import pytest

from hope_portal.outbox.models import Message
from tests import factories as make

from .helpers import PASSWORD


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def production(settings):
    """Staff as they are outside of the demo."""
    settings.STAFF_NEED_SECOND_FACTOR = True


@pytest.fixture
def last_mail(db):
    return lambda: Message.objects.latest("pk")


@pytest.fixture
def dora(db):
    """An account of no club, with a password."""
    return make.a_user("dora@example.org", name="Dora", password=PASSWORD)
