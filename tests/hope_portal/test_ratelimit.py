import pytest
from django.http import HttpResponse

from hope_portal.ratelimit import rate_limited

pytestmark = pytest.mark.django_db


@rate_limited("knock", "2/h")
def knock(request):
    return HttpResponse()


def answers(rf, address, times, method="post"):
    requests = [getattr(rf, method)("/", REMOTE_ADDR=address) for _ in range(times)]
    return [knock(request).status_code for request in requests]


def test_the_third_of_two_is_refused_and_says_when_to_come_back(rf):
    assert answers(rf, "192.0.2.1", 3) == [200, 200, 429]

    refusal = knock(rf.post("/", REMOTE_ADDR="192.0.2.1"))
    assert 0 < int(refusal.headers["Retry-After"]) <= 3600


def test_others_are_not_held_up(rf):
    answers(rf, "192.0.2.1", 3)

    assert answers(rf, "192.0.2.2", 1) == [200]


def test_reading_is_free(rf):
    assert answers(rf, "192.0.2.1", 5, "get") == [200] * 5


def test_one_home_is_one_client_however_many_addresses_it_has(rf):
    answers(rf, "2001:db8:1:2::1", 2)

    assert answers(rf, "2001:db8:1:2:ffff::9", 1) == [429]
    assert answers(rf, "2001:db8:1:3::1", 1) == [200]


def test_old_addresses_in_new_clothes_are_told_apart(rf):
    answers(rf, "::ffff:192.0.2.1", 3)

    assert answers(rf, "192.0.2.1", 1) == [429]
    assert answers(rf, "::ffff:192.0.2.2", 1) == [200]


def test_behind_a_proxy_the_client_is_the_one_the_proxy_saw(rf, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    forged = [rf.post("/", headers={"X-Forwarded-For": f"203.0.113.{n}, 192.0.2.1"}) for n in range(3)]

    assert [knock(request).status_code for request in forged] == [200, 200, 429]
