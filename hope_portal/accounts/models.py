import pghistory
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .choices import languages, zones


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username):
        return self.get(email=username.lower())

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    @transaction.atomic
    def for_confirmed_address(self, email, *, name, language=""):
        """The account of whoever has shown that `email` is theirs; a new one signs in by a mailed code.

        An account that somebody else began with this address loses its password. Safe to repeat.
        """
        email = email.lower()
        known = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
        if known:
            return known.user
        user = self.get_or_create(email=email, defaults={"name": name, "language": language})[0]
        user.set_unusable_password()
        user.save(update_fields=["password"])
        EmailAddress.objects.update_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )
        return user

    def staff_in(self, *roles):
        """Who can act as one of these roles of `roles.py` today."""
        return self.filter(is_active=True, is_staff=True, groups__name__in=roles).distinct()

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


@pghistory.track(
    pghistory.UpdateEvent(), fields=["is_staff", "is_superuser", "is_active"], model_name="UserEvent"
)
class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in.

    What they are in a club is a Membership; what they may do as staff is a group (`roles.py`).
    """

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True, choices=languages)
    zone = models.CharField(_("time zone"), max_length=64, blank=True, choices=zones)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case")
        ]

    def __str__(self):
        return self.name or self.email

    def clean(self):
        self.email = self.email.lower()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class StaffRole(User.groups.through):  # type: ignore[name-defined]  # Django makes this class
    """Who was given which powers, and when they were taken back, leaves a trail."""

    class Meta:
        proxy = True


def display_name(user):
    return str(user)
