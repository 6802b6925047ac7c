from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "hope_portal.safety"
    label = "safety"
