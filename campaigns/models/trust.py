from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clubs.models import Club


class TrustQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(taken_at=None)

    def holds(self, club, kind):
        return self.standing().filter(club=club, kind=kind).exists()

    def give(self, club, kind, *, by, now):
        """From now on. Harmless to repeat."""
        fresh = self.model(club=club, kind=kind, given_by=by, given_at=now)
        self.bulk_create([fresh], ignore_conflicts=True)

    def take_back(self, club, kind, *, by, now):
        """What is open stays open; from now on NCMEC reviews again. Harmless to repeat."""
        self.standing().filter(club=club, kind=kind).update(taken_by=by, taken_at=now)


class Trust(models.Model):
    """NCMEC lets a club go live with one kind of initiative without a review, until it takes this back."""

    class Kind(models.TextChoices):
        AWARENESS = "awareness", _("Our own awareness event")

    club = models.ForeignKey(Club, verbose_name=_("club"), on_delete=models.CASCADE, related_name="trusts")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    given_at = models.DateTimeField(_("given"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    taken_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = TrustQuerySet.as_manager()

    class Meta:
        verbose_name = _("trust")
        verbose_name_plural = _("trusts")
        constraints = [
            models.UniqueConstraint("club", "kind", condition=Q(taken_at=None), name="one_trust_a_kind")
        ]

    def __str__(self):
        return f"{self.club}: {self.get_kind_display()}"
