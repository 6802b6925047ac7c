from functools import reduce
from itertools import chain, count
from operator import and_

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models, transaction
from django.db.models import Case, FloatField, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, RTrim
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from clubs.countries import country_choices
from clubs.search import Resembling, SearchText, means, words
from hope_portal.texts import Text

from .district import District, DistrictTerm
from .membership import Membership
from .roster import Roster
from .term import not_over

RESERVED = {"activate", "import"}
"""Words that stand in the place of a slug in addresses."""


class RunningYear(Func):
    """The Rotary year that runs in a zone at a moment, as the database computes it."""

    template = "EXTRACT(YEAR FROM timezone(%(expressions)s) - INTERVAL '6 months')::int"
    output_field = models.IntegerField()


def slug_candidates(name, ri_number):
    plain = slugify(name)[:120] or "club"
    return [plain, f"{plain}-{ri_number}"] if ri_number else [plain]


class ClubQuerySet(models.QuerySet["Club"]):
    def manageable_by(self, user, *, now):
        """Clubs in which the user holds an office today, on the club's own calendar."""
        return self._of(user, Membership.objects.officers(), now)

    def readable_by(self, user, *, now):
        return self._of(user, Membership.objects.all(), now)

    def _of(self, user, memberships, now):
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=memberships.valid_at(now).filter(person__user=user).values("club"))

    def matching(self, text):
        """Each word of `text` begins a word of the name, city or region, or is the number or the district.
        The club with exactly this number comes first, then names that begin so, then the others."""
        text = text.replace("\0", " ")
        typed = words(text)
        if not typed:
            return self.none() if text.strip() else self.alias(rank=Value(0)).order_by("name", "pk")
        rank = Case(
            When(ri_number=text.strip(), then=0),
            When(search__startswith=RTrim(SearchText(Value(" ".join(typed)))), then=1),
            default=2,
        )
        found = self.filter(reduce(and_, (means(word, Club.Kind.values) for word in typed)))
        return found.annotate(rank=rank).order_by("rank", "name", "pk")

    def resembling(self, text):
        """At most ten clubs that look like `text`, the closest first: for when nothing is spelled so."""
        typed = SearchText(Value(" ".join(words(text.replace("\0", " ")))))
        likeness = Func(typed, "search", function="word_similarity", output_field=FloatField())
        return self.filter(pk__in=Resembling(typed)).order_by(likeness.desc(), "name", "pk")

    def with_active(self, *, now):
        """`active`: whether the club has an approved activation for the Rotary year that runs where it is."""
        activations = apps.get_model("clubs.Activation").objects.filter(
            club=OuterRef("pk"), status="approved", rotary_year=RunningYear(OuterRef("zone"), Value(now))
        )
        # A scalar subquery runs for the rows of the page only; EXISTS may be answered for all clubs at once.
        return self.annotate(active=Coalesce(Subquery(activations.values(yes=Value(True))[:1]), False))

    def enter(self, *, name, ri_number=None, district="", **fields):
        """A club that the directory does not have yet."""
        club = self.create(name=name, ri_number=ri_number, slug=self.free_slug(name, ri_number), **fields)
        if district:
            club.place_in(District.objects.get_or_create(label=district.upper())[0])
        return club

    def free_slug(self, name, ri_number):
        plain, *candidates = slug_candidates(name, ri_number)
        taken = {*RESERVED, *self.filter(slug__startswith=plain).values_list("slug", flat=True)}
        numbered = (f"{plain}-{n}" for n in count(2))
        return next(slug for slug in chain([plain], candidates, numbered) if slug not in taken)


FULL_NAMES: dict[str, Text] = {
    "rotary": _("Rotary Club of %(name)s"),
    "rotaract": _("Rotaract Club of %(name)s"),
    "interact": _("Interact Club of %(name)s"),
    "satellite": "%(name)s",
}


class Club(Roster):
    """A club as Rotary International lists it. The key is its club number, not the charter number."""

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
        expression=SearchText(
            Concat(
                "name",
                Value(" "),
                "city",
                Value(" "),
                "region",
                Value(" "),
                Coalesce("ri_number", Value("")),
            )
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ClubQuerySet.as_manager()

    class Meta:
        verbose_name = _("club")
        verbose_name_plural = _("clubs")
        indexes = [
            # Rows that an import leaves pending would make every search slow until the next vacuum.
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="club_search", fastupdate=False),
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
        return FULL_NAMES[self.kind] % {"name": self.name}

    @transaction.atomic
    def place_in(self, district):
        """The club belongs to `district`, since nobody knows when."""
        DistrictTerm.objects.begin([(self.pk, district.pk, None)])
        self.district = district
        self.save(update_fields=["district"])

    def follow_district_terms(self, *, now):
        """Belong to the district whose dates are running."""
        today = self.today(now)
        terms = self.district_terms.filter(Q(starts_on=None) | Q(starts_on__lte=today))
        running = terms.filter(not_over(today)).first()
        self.district = running.district if running else None
        self.save(update_fields=["district"])

    @property
    def country_name(self):
        return dict(country_choices()).get(self.country, self.country)

    def get_absolute_url(self):
        return reverse("clubs:club", args=[self.slug])
