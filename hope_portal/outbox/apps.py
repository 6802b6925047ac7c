from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hope_portal import queues


class OutboxConfig(AppConfig):
    name = "hope_portal.outbox"
    label = "outbox"
    verbose_name = _("Mail")

    def ready(self):
        from .models import Message

        queues.register(
            _("Unsent mail"),
            lambda: Message.objects.failed().count(),
            "admin:outbox_message_changelist",
            "outbox.view_message",
            query="?status__exact=failed",
        )
