"""Redis as the cache, with memory of the process in its place while the broker is away.

Sign-in counts its attempts in the cache, so a cache that raises would lock everybody out, and one that
forgets would lift the limits. Values are JSON: whoever can write to Redis must not be able to run code here.
"""

import json
import time
from functools import cached_property

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

PAUSE = 5  # seconds before a server that failed is asked again
COUNT = """
    local counts = {}
    for i, key in ipairs(KEYS) do
        counts[i] = redis.call('INCR', key)
        if counts[i] == 1 then redis.call('EXPIRE', key, ARGV[i]) end
    end
    return counts
"""


class JSONSerializer:
    def dumps(self, value):
        return value if type(value) is int else json.dumps(value, separators=(",", ":")).encode()

    def loads(self, data):
        try:
            return int(data)
        except ValueError:
            return json.loads(data)


class FallbackRedisCache(RedisCache):
    def __init__(self, server, params):
        options = {**params.get("OPTIONS", {}), "serializer": JSONSerializer()}
        super().__init__(server, {**params, "OPTIONS": options})
        self._memory = LocMemCache("redis-fallback", {})
        self._down_until = 0.0

    def count(self, keys):
        """One more for each key of {key: seconds until it is forgotten}; what each has come to by now.

        All in one round trip.
        """
        if time.monotonic() >= self._down_until:
            try:
                return self._count_in_redis(keys)
            except RedisError:
                self._down_until = time.monotonic() + PAUSE
        for key, seconds in keys.items():
            self._memory.add(key, 0, seconds)
        return [self._memory.incr(key) for key in keys]

    def _count_in_redis(self, keys):
        return self._script([self.make_and_validate_key(key) for key in keys], list(keys.values()))

    @cached_property
    def _script(self):
        return self._cache.get_client(write=True).register_script(COUNT)


def _guarded(name):
    def method(self, *args, **kwargs):
        if time.monotonic() >= self._down_until:
            try:
                return getattr(RedisCache, name)(self, *args, **kwargs)
            except RedisError:
                self._down_until = time.monotonic() + PAUSE
        return getattr(self._memory, name)(*args, **kwargs)

    return method


for _name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
    "clear",
):
    setattr(FallbackRedisCache, _name, _guarded(_name))
