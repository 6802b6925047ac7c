"""Who of the staff has a request. Part of Initiative, apart from it for length."""

from django.db import transaction

from campaigns import emails
from hope_portal.workflow.review import Review


class Assigned(Review):
    class Meta:
        abstract = True

    def take(self, *, by):
        """From whoever had it."""
        self.assignee = by
        self.save(update_fields=["assignee"])

    @transaction.atomic
    def hand_over(self, to, *, by, now, note):
        """To a colleague, who hears of it. Raises IllegalMove."""
        change = self._move("hand_over", by=by, now=now, note=note)
        self.take(by=to)
        emails.initiative_handed_over(self, change, to=to)
