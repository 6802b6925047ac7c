from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "hope_portal.outbox"
    label = "outbox"
