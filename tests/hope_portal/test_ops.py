from datetime import timedelta

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from hope_portal import ops
from tests import factories as make

HEALTHZ, READYZ = reverse("healthz"), reverse("readyz")
WELL = {"ready": True, "broker": True, "database": True, "migrations": True, "mail": True}


@pytest.fixture(autouse=True)
def not_asked_yet(monkeypatch):
    monkeypatch.setattr(ops, "_migrated", False)


def test_healthz_answers_without_asking_the_database(client):
    response = client.get(HEALTHZ)

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_that_all_is_well(client):
    response = client.get(READYZ)

    assert (response.status_code, response.json()) == (200, WELL)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_that_the_broker_is_away(client, settings):
    settings.REDIS_URL = "unix:///nowhere.sock?db=0"

    response = client.get(READYZ)

    assert (response.status_code, response.json()) == (503, {**WELL, "ready": False, "broker": False})


@pytest.mark.django_db
def test_readyz_says_that_a_migration_is_missing(client):
    last = MigrationRecorder.Migration.objects.filter(app="outbox").latest("pk")
    last.delete()

    response = client.get(READYZ)

    assert (response.status_code, response.json()) == (503, {**WELL, "ready": False, "migrations": False})


@pytest.mark.django_db(transaction=True)
def test_readyz_says_that_the_database_is_away(client):
    port = connections["default"].settings_dict["PORT"]
    connections["default"].close()
    connections["default"].settings_dict["PORT"] = "1"
    try:
        response = client.get(READYZ)
    finally:
        connections["default"].settings_dict["PORT"] = port

    away = {"ready": False, "broker": True, "database": False, "migrations": False, "mail": False}
    assert (response.status_code, response.json()) == (503, away)


@pytest.mark.django_db
@pytest.mark.parametrize(("minutes", "well"), [(14, True), (16, False)])
def test_readyz_says_that_mail_is_not_delivered(client, now, minutes, well):
    make.a_message(try_after=now - timedelta(minutes=minutes))
    make.a_message(try_after=now - timedelta(days=1), status="sent")
    make.a_message(try_after=now + timedelta(days=1))

    response = client.get(READYZ)

    assert response.status_code == (200 if well else 503)
    assert response.json() == {**WELL, "ready": well, "mail": well}


@pytest.mark.django_db
def test_only_staff_learn_how_late_the_mail_is(client, nina, carl, now):
    make.a_message(try_after=now - timedelta(minutes=20))

    client.force_login(carl)
    assert "oldest_unsent_seconds" not in client.get(READYZ).json()
    client.force_login(nina)
    assert 1200 <= client.get(READYZ).json()["oldest_unsent_seconds"] <= 1260
