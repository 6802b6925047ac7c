from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class PortalAdminSite(AdminSite):
    """The staff's desk: queues first, everything else below."""

    enable_nav_sidebar = False


class PortalAdminConfig(AdminConfig):
    default_site = "hope_portal.admin.PortalAdminSite"
