from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig

from .queues import queues_for


class PortalAdminSite(AdminSite):
    """The staff's desk: queues first, everything else below."""

    enable_nav_sidebar = False

    def each_context(self, request):
        return {**super().each_context(request), "queues": queues_for(request.user, request.path)}


class PortalAdminConfig(AdminConfig):
    default_site = "hope_portal.admin.PortalAdminSite"
