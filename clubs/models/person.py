from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.indexes import OpClass
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext_lazy as _


def person_of(user):
    """The person behind an account, or None: a stranger, or somebody who never was in a club."""
    return getattr(user, "person", None) if user.is_authenticated else None


class PersonQuerySet(models.QuerySet["Person"]):
    def beginning_with(self, text):
        """Whose name or address begins so; both are found by index."""
        return self.filter(Q(name__istartswith=text) | Q(email__startswith=text.lower()))

    def officers_of(self, club, day):
        """Reachable people in an office of the club on `day`, each once."""
        offices = club.memberships.officers().on(day)
        return self.reachable().filter(pk__in=offices.values("person")).select_related("user")

    def reachable(self):
        return self.exclude(email=None, user=None)

    @transaction.atomic
    def for_user(self, user):
        """The person behind an account: found by its confirmed addresses, or made. Safe to repeat."""
        get_user_model().objects.select_for_update().get(pk=user.pk)
        if person := self.filter(user=user).first():
            return person
        confirmed = EmailAddress.objects.filter(user=user, verified=True).order_by("-primary")
        addresses = [address.lower() for address in confirmed.values_list("email", flat=True)]
        for address in addresses:
            self.attach(user, address)
        if person := self.filter(user=user).first():
            return person
        free = [address for address in addresses if not self.filter(email=address).exists()]
        name = user.name or user.email.partition("@")[0]
        return self.create(user=user, name=name[:120], email=next(iter(free), None), language=user.language)

    @transaction.atomic
    def attach(self, user, email):
        """`user` has proved to own `email`: whoever the clubs know by that address is them."""
        found = self.select_for_update().filter(email=email, user=None).first()
        if found is None:
            return
        if known := self.filter(user=user).first():
            known.absorb(found)
        else:
            found.user = user
            found.save(update_fields=["user"])

    def at_address(self, email, *, name, language=""):
        """The person clubs know by this address; somebody new is noted under `name`."""
        return self.get_or_create(email=email.lower(), defaults={"name": name, "language": language})[0]


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

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(OpClass(Upper("name"), "text_pattern_ops"), name="person_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="person_email_is_lower_case"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def address(self):
        """Where mail reaches them, or an empty text."""
        return self.email or (self.user.email if self.user else "")

    @transaction.atomic
    def absorb(self, other):
        """`other` is the same person. What hung on it hangs on this one; what both have, hangs once."""
        for relation in self._meta.related_objects:
            if relation.on_delete is models.DO_NOTHING:  # history tables
                continue
            for row in relation.related_model._base_manager.filter(**{relation.field.name: other}):
                _hand_over(row, relation.field.name, self)
        other.delete()


def _hand_over(row, field, person):
    try:
        with transaction.atomic():
            setattr(row, field, person)
            row.save(update_fields=[field])
    except IntegrityError:
        row.delete()
