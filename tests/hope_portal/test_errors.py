import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import path
from django.views import defaults

from hope_portal.urls import urlpatterns as real_patterns
from hope_portal.views import maintenance
from tests.look.pages import forbidden, in_our_layout


def broken(request):
    raise RuntimeError("something broke")


def forbidden_view(request):
    return defaults.permission_denied(request, PermissionError())


broken.login_required = forbidden_view.login_required = False
urlpatterns = [path("broken/", broken), path("forbidden/", forbidden_view), *real_patterns]


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_a_page_of_trouble_renders_without_context_or_database(status):
    text = get_template(f"{status}.html").render()

    assert 'class="helpbar' in text
    assert 'href="tel:+18008435678"' in text
    assert "Hope Portal" in text
    assert forbidden(text) == []


@pytest.mark.django_db
def test_an_unknown_address_is_answered_calmly(client):
    response = client.get("/no-such-page/")

    assert response.status_code == 404
    assert in_our_layout(response)
    assert "There is no page here" in response.text


@pytest.mark.django_db
@pytest.mark.urls("tests.hope_portal.test_errors")
def test_a_forbidden_page_is_answered_calmly(client):
    response = client.get("/forbidden/")

    assert response.status_code == 403
    assert in_our_layout(response)


@pytest.mark.urls("tests.hope_portal.test_errors")
def test_a_failure_needs_no_database_to_be_told(client):
    client.raise_request_exception = False

    response = client.get("/broken/")

    assert response.status_code == 500
    assert in_our_layout(response)
    assert "Something broke on our side" in response.text


@pytest.mark.django_db
def test_an_old_form_is_refused_with_the_way_on(db):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/accounts/login/", {})

    assert response.status_code == 403
    assert "The page was open too long" in response.text


@pytest.mark.django_db
def test_an_address_of_another_host_is_refused_in_our_look(client):
    response = client.get("/", headers={"host": "elsewhere.example"})

    assert response.status_code == 400
    assert in_our_layout(response)


@pytest.mark.django_db
def test_maintenance_says_when_to_come_back(rf):
    response = maintenance(rf.get("/"))

    assert response.status_code == 503
    assert response["Retry-After"] == "1800"
