import hashlib
import ipaddress
import time
from functools import wraps

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.shortcuts import render

SECONDS = {"m": 60, "h": 3600, "d": 86400}


def rate_limited(name, rate, **fields):
    """Let one client address POST to the view so often: `@rate_limited("activate", "20/h")`. Reading is free.

    `email="20/d"` also lets one value of the field `email` be posted so often, whoever posts it.
    Counted in whole minutes, hours or days; with the broker down, by each web process for itself.
    """
    limits = {field: _parsed(of_field) for field, of_field in {"": rate, **fields}.items()}

    def decorator(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if request.method == "POST" and (wait := _wait(request, name, limits)):
                response = render(request, "429.html", status=429)
                response.headers["Retry-After"] = wait
                return response
            return view(request, *args, **kwargs)

        return wrapped

    return decorator


def _parsed(rate):
    amount, _, unit = rate.partition("/")
    return int(amount), SECONDS[unit]


def _wait(request, name, limits):
    """Count this one; how many seconds it came too early, or 0."""
    now, counted = int(time.time()), {}
    for field, (amount, period) in limits.items():
        if who := _hashed(request.POST.get(field, "")) if field else _client(request):
            counted[f"rate:{name}:{field}:{who}:{now // period}"] = (amount, period)
    periods = {key: period for key, (_amount, period) in counted.items()}
    counts = cache.count(periods)  # type: ignore[attr-defined]  # of our FallbackRedisCache
    waits = [
        period - now % period
        for count, (amount, period) in zip(counts, counted.values(), strict=True)
        if count > amount
    ]
    return max(waits, default=0)


def _hashed(value):
    """What people type is no key to keep."""
    return value and hashlib.sha256(value.strip().lower().encode()).hexdigest()[:32]


def _client(request):
    """The address, or the network of a home for IPv6, where one client has many addresses."""
    address = get_adapter().get_client_ip(request)
    if ":" in address:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return address
