from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Concat, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .district import District


class Unaccent(models.Func):
    """The `unaccent` dictionary behind a function that PostgreSQL may use in indexes and generated columns."""

    function = "immutable_unaccent"
    output_field = models.TextField()


class Club(models.Model):
    """A club as Rotary International lists it. The key is the club number, which is not the charter number."""

    class Kind(models.TextChoices):
        ROTARY = "rotary", _("Rotary club")
        ROTARACT = "rotaract", _("Rotaract club")
        INTERACT = "interact", _("Interact club")
        SATELLITE = "satellite", _("Satellite club")

    ri_number = models.CharField(
        _("club number"),
        max_length=12,
        unique=True,
        null=True,
        blank=True,
        help_text=_("The number Rotary International gave the club. It is not the charter number."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.ROTARY)
    sponsor = models.ForeignKey(
        "self", verbose_name=_("sponsor club"), null=True, blank=True, on_delete=models.SET_NULL
    )
    name = models.CharField(_("name"), max_length=120, help_text=_("Without “Rotary Club of”."))
    slug = models.SlugField(max_length=150, unique=True, editable=False)
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.CharField(_("state or region"), max_length=60, blank=True)
    country = models.CharField(_("country"), max_length=2, default="US")
    zone = models.CharField(_("time zone"), max_length=64, default="America/New_York")
    language = models.CharField(_("language"), max_length=10, default="en")
    latitude = models.FloatField(null=True, blank=True, editable=False)
    longitude = models.FloatField(null=True, blank=True, editable=False)
    district = models.ForeignKey(
        District, verbose_name=_("district"), null=True, blank=True, on_delete=models.PROTECT
    )
    website = models.URLField(_("website"), blank=True)
    search = models.GeneratedField(
        expression=Lower(
            Unaccent(
                Concat(
                    "name",
                    models.Value(" "),
                    "city",
                    models.Value(" "),
                    "region",
                    models.Value(" "),
                    Coalesce("ri_number", models.Value("")),
                )
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("club")
        verbose_name_plural = _("clubs")
        indexes = [
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="club_search"),
            models.Index("name", "id", name="club_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sponsor=None) | ~Q(sponsor=models.F("id")), name="club_does_not_sponsor_itself"
            )
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self):
        prefix = {"rotary": "Rotary Club of", "rotaract": "Rotaract Club of", "interact": "Interact Club of"}
        return f"{prefix[self.kind]} {self.name}" if self.kind in prefix else self.name

    def get_absolute_url(self):
        return reverse("clubs:club", args=[self.slug])
