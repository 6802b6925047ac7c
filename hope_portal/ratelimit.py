import ipaddress
import time
from functools import wraps

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.shortcuts import render

SECONDS = {"m": 60, "h": 3600, "d": 86400}


def rate_limited(name, rate):
    """Let one client address POST to the view so often: `@rate_limited("activate", "20/h")`. Reading is free.

    Counted in whole minutes, hours or days; with the broker down, by each web process for itself.
    """
    amount, unit = int(rate.split("/")[0]), SECONDS[rate.split("/")[1]]

    def decorator(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if request.method == "POST" and _hits(f"rate:{name}:{_client(request)}", unit) > amount:
                response = render(request, "429.html", status=429)
                response.headers["Retry-After"] = unit - int(time.time()) % unit
                return response
            return view(request, *args, **kwargs)

        return wrapped

    return decorator


def _hits(key, period):
    key = f"{key}:{int(time.time()) // period}"
    cache.add(key, 0, period)
    try:
        return cache.incr(key)
    except ValueError:  # the broker went away between the two lines
        return 1


def _client(request):
    """The address, or the network of a home for IPv6, where one client has many addresses."""
    address = get_adapter().get_client_ip(request)
    if ":" in address:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return address
