"""The portal's pages, and an admin of their own for the tests of the base class."""

from django.contrib.admin import AdminSite
from django.urls import path

from clubs.models import Activation
from hope_portal.outbox.admin import MessageAdmin
from hope_portal.outbox.models import Message
from hope_portal.urls import urlpatterns as portal
from hope_portal.workflow.admin import WorkflowAdmin

site = AdminSite(name="trial")


class TrialAdmin(WorkflowAdmin):
    fields = ["staff_note", "club_name"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("club")

    def move_refusal(self, obj, name):
        return "Not with this name." if name == "approve" and obj.club_name == "Refused" else None


site.register(Activation, TrialAdmin)
site.register(Message, MessageAdmin)
urlpatterns = [*portal, path("trial/", site.urls)]
