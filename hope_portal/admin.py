from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from .queues import queues_for


class PortalAdminSite(AdminSite):
    """The staff's desk: queues first, everything else below."""

    enable_nav_sidebar = False

    @method_decorator([never_cache, login_not_required])
    def login(self, request, extra_context=None):
        """The same sign-in as everyone's, with its limits and its second factor."""
        from allauth.account.decorators import secure_admin_login  # needs the models, which come after us

        return secure_admin_login(super().login)(request, extra_context)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def each_context(self, request):
        return {**super().each_context(request), "queues": queues_for(request.user, request.path)}


class PortalAdminConfig(AdminConfig):
    default_site = "hope_portal.admin.PortalAdminSite"
