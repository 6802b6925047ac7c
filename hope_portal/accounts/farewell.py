"""What a person should know before the portal forgets them. Upper apps know; they say so in AppConfig.ready:

    farewell.warns(sole_officer)

`sole_officer(user=user, now=now)` returns sentences, none when there is nothing to say.
"""

from collections.abc import Callable

_callbacks: list[Callable[..., list[str]]] = []


def warns(callback):
    _callbacks.append(callback)
    return callback


def warnings(user, *, now):
    return [sentence for callback in _callbacks for sentence in callback(user=user, now=now)]
