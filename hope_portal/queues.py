"""What waits for staff. Upper apps register their queues in AppConfig.ready; the bar above every admin page
shows those that the reader may see."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from hope_portal.texts import Text


@dataclass(frozen=True)
class Queue:
    label: Text
    count: Callable[[], int]
    url_name: str
    permission: str
    query: str = ""

    @property
    def url(self):
        return reverse(self.url_name) + self.query


_queues: list[Queue] = []


def register(label, count, url_name, permission, query=""):
    """Show a queue under `label` to holders of `permission`; `count()` is how many rows wait in it."""
    _queues.append(Queue(label, count, url_name, permission, query))


def queues_for(user, path=""):
    return [
        {
            "label": queue.label,
            "count": queue.count(),
            "url": queue.url,
            "current": bool(path) and path.startswith(reverse(queue.url_name)),
        }
        for queue in _queues
        if user.has_perm(queue.permission)
    ]
