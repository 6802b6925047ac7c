from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """Someone in a club, with or without an account. An account joins by its confirmed email address.

    The member number of Rotary International has served as a log-in secret elsewhere: it is never shown,
    exported or put in an address.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"), null=True, blank=True, unique=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    ri_member_id = models.CharField(max_length=20, null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="person_email_is_lower_case"
            )
        ]

    def __str__(self):
        return self.name
