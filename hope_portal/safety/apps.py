from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class SafetyConfig(AppConfig):
    name = "hope_portal.safety"
    label = "safety"

    def ready(self):
        from hope_portal import privacy  # noqa: F401 with its system check

        from .numbers import forget

        for changed in (post_save, post_delete):
            changed.connect(forget, sender="safety.HelpContact", dispatch_uid="help numbers")
