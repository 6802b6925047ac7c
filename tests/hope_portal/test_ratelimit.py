import pytest
from django.core.cache import cache
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


@rate_limited("write", "100/h", email="2/h")
def write(request):
    return HttpResponse()


def test_one_value_of_a_field_is_counted_whoever_posts_it(rf):
    typed = ["kim@example.org", " KIM@example.org", "kim@example.org", "lee@example.org", "", "", ""]

    statuses = [
        write(rf.post("/", {"email": email}, REMOTE_ADDR=f"192.0.2.{number}")).status_code
        for number, email in enumerate(typed)
    ]

    assert statuses == [200, 200, 429, 200, 200, 200, 200]


def test_what_is_typed_is_not_kept_as_it_is(rf):
    write(rf.post("/", {"email": "kim@example.org"}, REMOTE_ADDR="192.0.2.9"))

    client = cache._cache.get_client()
    keys = [key.decode() for key in client.scan_iter(f"*{cache.key_prefix}*")]
    assert len(keys) == 2 and not any("kim" in key for key in keys)
    assert all(0 < client.ttl(key) <= 3600 for key in keys)
