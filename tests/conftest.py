"""The cast. Each feature has its test with carl, who must never get in."""

import os
import shutil
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connections
from django.utils import timezone
from playwright.sync_api import sync_playwright

from campaigns.models import Material
from clubs.models import Membership, ReasonTemplate
from hope_portal.safety.models import HelpContact

from . import factories as make
from .addresses import arguments, people

__all__ = ["arguments", "people"]

CHROMIUM = shutil.which("chromium")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright leaves a loop running in our thread


def pytest_collection_modifyitems(items):
    if not CHROMIUM:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def playwright():
    """Django has other connections when a loop runs in the thread: each side closes its own, or they stay."""
    connections.close_all()
    with sync_playwright() as running:
        yield running
        connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    quiet = ["background-networking", "component-update", "gpu", "quic", "sync"]
    switches = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    return {"executable_path": CHROMIUM, "args": switches}


@pytest.fixture(autouse=True)
def fresh_cache(settings):
    """Rate limits count from zero, apart from the tests that run at the same time."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": uuid4().hex}}


@pytest.fixture(autouse=True)
def own_mailbox(settings, tmp_path):
    """Not the demo's, in which somebody may have mail."""
    settings.MAILBOX_DIR = tmp_path / "mailbox"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database, and the rows that migrations brought into it."""
    with django_db_blocker.unblock():
        return {model: list(model.objects.all()) for model in (HelpContact, ReasonTemplate, Material)}


@pytest.fixture(autouse=True)
def what_migrations_brought(request, django_db_blocker):
    """Comes back after a test that leaves its tables empty, as those with threads or a browser do."""
    yield
    if "transactional_db" in request.fixturenames or _is_transactional(request.node):
        with django_db_blocker.unblock():
            for model, rows in request.getfixturevalue("django_db_setup").items():
                model.objects.bulk_create(rows, ignore_conflicts=True)


def _is_transactional(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def harbor(db):
    return make.a_club("Harbor", ri_number="10001", city="Sample Harbor", region="WA")


@pytest.fixture
def ana(harbor):
    """Secretary of the Harbor club."""
    user = make.a_user("ana@example.org", name="Ana Sample")
    make.a_membership(make.a_person(user=user), of=harbor, role=Membership.Role.SECRETARY)
    return user


@pytest.fixture
def ben(harbor):
    """A member of the Harbor club, without an office."""
    user = make.a_user("ben@example.org", name="Ben Example")
    make.a_membership(make.a_person(user=user), of=harbor)
    return user


@pytest.fixture
def carl(db):
    """President of another club."""
    user = make.a_user("carl@example.org", name="Carl Testman")
    club = make.a_club("Trialton", ri_number="10002", city="Trialton")
    make.a_membership(make.a_person(user=user), of=club, role=Membership.Role.PRESIDENT)
    return user


@pytest.fixture
def nina(db):
    """Reviewer at NCMEC."""
    user = make.a_user("nina@example.org", name="Nina Reviewer", is_staff=True)
    user.groups.add(Group.objects.get(name="reviewer"))
    return user
