from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from hope_portal.admin import ChangedFieldsAdmin, ReadOnly

from .models import User

# allauth's own pages show secrets and session keys, and let whoever may look confirm an address.
for model in (EmailAddress, Authenticator, UserSession, Group):
    admin.site.unregister(model)


class EmailAddressInline(ReadOnly, admin.StackedInline):
    model = EmailAddress
    fields = ["email", "verified", "primary"]


class AuthenticatorInline(ReadOnly, admin.StackedInline):
    """Deleting all of them is how a person comes back who lost phone and recovery codes."""

    model = Authenticator
    fields = ["type", "created_at", "last_used_at"]

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


@admin.register(User)
class UserAdmin(ChangedFieldsAdmin):
    """Who may sign in and what they may do as staff. A password is its owner's; people leave by “my data”."""

    list_display = ["email", "name", "is_staff", "roles", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "name", "language", "zone", "is_active"]}),
        (_("Staff"), {"fields": ["is_staff", "groups", "is_superuser"]}),
        (_("Dates"), {"fields": ["date_joined", "last_login"]}),
    ]
    formfield_overrides = {models.ManyToManyField: {"widget": CheckboxSelectMultiple, "help_text": ""}}
    readonly_fields = ["date_joined", "last_login"]
    inlines = [EmailAddressInline, AuthenticatorInline]

    @admin.display(description=_("roles"))
    def roles(self, user):
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_readonly_fields(self, request, obj=None):
        """Only a superuser makes staff. An address changes by its owner, who confirms the new one."""
        fields = [*self.readonly_fields, *(["email"] if obj else [])]
        return fields if request.user.is_superuser else [*fields, "is_staff", "groups", "is_superuser"]

    def has_change_permission(self, request, obj=None):
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            EmailAddress.objects.create(user=obj, email=obj.email, primary=True)


@admin.register(Group)
class RoleAdmin(ReadOnly, admin.ModelAdmin):
    """To look at; the table in roles.py is applied after each migrate."""

    list_display = ["name"]
    fields = ["name", "permissions"]
    ordering = ["name"]
