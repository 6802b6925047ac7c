from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns import announcements

from .signup import Signup

A_DAY = timedelta(days=1)
MOST_A_DAY = 3
OPEN_FOR = timedelta(days=7)
"""After the event: for what was left behind, and for thanks."""


class NoticeRefused(Exception):
    """The text is for the person who writes."""


class Notice(models.Model):
    """What an officer wrote to the people of an event. It stays as it went out."""

    class Audience(models.TextChoices):
        CONFIRMED = "confirmed", _("People with seats")
        WAITING = "waiting", _("People on the waiting list")
        ALL = "all", _("Both")

    READERS: ClassVar[dict[str, list]] = {
        Audience.CONFIRMED: [Signup.Status.CONFIRMED],
        Audience.WAITING: [Signup.Status.WAITING, Signup.Status.OFFERED],
        Audience.ALL: list(Signup.ACTIVE),
    }

    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="notices")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    audience = models.CharField(_("to"), max_length=10, choices=Audience.choices, default=Audience.CONFIRMED)
    text = models.TextField(_("text"), max_length=2000)
    sent_to = models.PositiveIntegerField(_("people"), default=0)
    at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        get_latest_by = "at"

    def __str__(self):
        return str(self.at)

    def readers(self):
        return self.event.signups.filter(status__in=self.READERS[self.audience]).exclude(email=None)

    def refusal(self, *, now):
        """Why it cannot be sent now: a sentence, or None."""
        if self.event.status not in self.event.PUBLIC:
            return __("You can write to people once the event is public.")
        if self.event.is_over(now - OPEN_FOR):
            return __("The event is over for more than a week. Its people have heard enough of it.")
        lately = self.event.notices.filter(at__gt=now - A_DAY)
        if lately.filter(text=self.text, audience=self.audience).exists():
            return __("You have sent exactly this already.")
        if lately.count() >= MOST_A_DAY:
            return __("You can write to the people of an event three times a day.")
        return None if self.readers().exists() else __("There is nobody to write to.")

    @transaction.atomic
    def send(self, *, now):
        """One message to each reader, logged here. Waits for others who write. Raises NoticeRefused."""
        self.event.lock()
        if refusal := self.refusal(now=now):
            raise NoticeRefused(refusal)
        self.at = now
        self.save()
        self.sent_to = announcements.notice(self, now=now)
        self.save(update_fields=["sent_to"])
