from django.contrib.admin import AdminSite, ModelAdmin
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


class ReadOnly:
    """Rows to look at: what writes them is elsewhere."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ChangedFieldsAdmin(ModelAdmin):
    """Saves what the form changed and nothing else: a page that was open for an hour undoes no one's work."""

    show_full_result_count = False
    list_per_page = 50

    def save_model(self, request, obj, form, change):
        if not change:
            return obj.save()
        columns = {field.name for field in obj._meta.concrete_fields}
        return obj.save(update_fields=columns.intersection(form.changed_data))


class PortalAdminConfig(AdminConfig):
    default_site = "hope_portal.admin.PortalAdminSite"
