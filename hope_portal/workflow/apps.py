from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "hope_portal.workflow"
    label = "workflow"
