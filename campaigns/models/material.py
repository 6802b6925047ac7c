from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .audience import Audience
from .stock_entry import StockEntry

NCMEC_SITES = ("missingkids.org", "kidsmartz.org", "netsmartz.org", "nsteens.org")


class StockRefused(Exception):
    """The text is for staff."""


def ncmec_page(value):
    """Links lead to NCMEC's own pages; nothing is hosted here."""
    url = urlsplit(value)
    host = url.hostname or ""
    if url.scheme != "https" or not any(host == site or host.endswith(f".{site}") for site in NCMEC_SITES):
        raise ValidationError(_("Enter the address of one of NCMEC’s own pages, beginning with https://."))


class MaterialQuerySet(models.QuerySet["Material"]):
    def shown(self):
        return self.filter(active=True).exclude(link_status=Material.LinkStatus.GONE)

    def to_order(self):
        return self.filter(active=True, printable=True)

    def gone(self):
        return self.filter(active=True, link_status=Material.LinkStatus.GONE)

    def to_check(self, before):
        """Links that nobody has looked at since `before`."""
        stale = Q(last_checked=None) | Q(last_checked__lt=before)
        return self.filter(stale, active=True).order_by(F("last_checked").asc(nulls_first=True), "pk")

    def out_of_step(self):
        """Where what is kept is not the sum of its rows: never, unless somebody wrote past the verbs."""
        rows = self.annotate(booked=Coalesce(Sum("stock_entries__change"), 0))
        return rows.exclude(booked=F("on_hand"))


class Material(models.Model):
    """One of NCMEC's safety materials: a link to its page, and printed copies where NCMEC sends some out.

    `on_hand` is the sum of its stock entries, `reserved` what open orders have asked for; both are kept with
    every change under the lock of this row.
    """

    class Programme(models.TextChoices):
        NETSMARTZ = "netsmartz", "NetSmartz"
        KIDSMARTZ = "kidsmartz", "KidSmartz"
        CONNECT = "connect", "NCMEC CONNECT"
        GENERAL = "general", _("General")

    class MadeFor(models.TextChoices):
        K2 = "k2", _("Kindergarten to grade 2")
        G35 = "g35", _("Grades 3 to 5")
        TWEEN = "tween", _("Tweens, middle school")
        TEEN = "teen", _("Teens, high school")
        ADULT = "adult", _("Parents and other adults")
        PROFESSIONAL = "professional", _("Professionals")

        @classmethod
        def fitting(cls, audience):
            """Those whom an event's audience consists of."""
            return FITTING.get(Audience(audience), (cls.ADULT,))

    class Kind(models.TextChoices):
        """In the order in which they carry a session."""

        PRESENTATION = "presentation", _("Presentation")
        LESSON = "lesson", _("Lessons")
        VIDEO = "video", _("Video")
        TRAINING = "training", _("Training")
        HANDOUT = "handout", _("Handout")
        LETTER = "letter", _("Letter to parents")

    class LinkStatus(models.TextChoices):
        UNCHECKED = "unchecked", _("Not checked yet")
        WORKS = "works", _("Works")
        GONE = "gone", _("Gone")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("what it is"), max_length=300, blank=True)
    programme = models.CharField(_("program"), max_length=12, choices=Programme.choices)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    made_for = ArrayField(
        models.CharField(max_length=12, choices=MadeFor.choices), verbose_name=_("made for")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, help_text=_("Leave it empty where NCMEC does not say.")
    )
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES), verbose_name=_("languages")
    )
    version = models.CharField(_("version"), max_length=20, blank=True)
    source_url = models.URLField(_("page at NCMEC"), max_length=300, validators=[ncmec_page])
    licence = models.CharField(_("what one may do with it"), max_length=300, blank=True)
    active = models.BooleanField(_("in the catalogue"), default=True)
    link_status = models.CharField(
        _("link"),
        max_length=10,
        choices=LinkStatus.choices,
        default=LinkStatus.UNCHECKED,
        editable=False,
    )
    last_checked = models.DateTimeField(_("last checked"), null=True, editable=False)

    printable = models.BooleanField(_("clubs can order it in print"), default=False)
    quota = models.PositiveIntegerField(_("most copies for one event"), default=100)
    on_hand = models.IntegerField(_("on hand"), default=0, editable=False)
    reserved = models.IntegerField(_("asked for in open orders"), default=0, editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        indexes = [GinIndex(fields=["made_for"], name="material_made_for")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved__gte=0, on_hand__gte=F("reserved")),
                name="never_more_promised_than_there",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("campaigns:material", args=[self.code])

    @property
    def available(self):
        return self.on_hand - self.reserved

    @property
    def readers(self):
        return [str(self.MadeFor(one).label) for one in self.made_for]

    @property
    def in_languages(self):
        names = dict(settings.LANGUAGES)
        return [str(names.get(code, code)) for code in self.languages]

    @transaction.atomic
    def add_stock(self, copies, *, why, by, now, note=""):
        """Book copies that came or, where negative, are not there. Raises StockRefused."""
        row = Material.objects.select_for_update().get(pk=self.pk)
        if refusal := row.stock_refusal(copies):
            raise StockRefused(refusal)
        entry = row.book(copies, why=why, by=by, now=now, note=note)
        self.on_hand, self.reserved = row.on_hand, row.reserved
        return entry

    def stock_refusal(self, copies):
        """A sentence for staff, or None."""
        if copies == 0:
            return __("Enter a number of copies that is not 0.")
        if self.on_hand + copies < self.reserved:
            return ngettext(
                "%(n)s copy is promised to an open order. Decline or ship that first.",
                "%(n)s copies are promised to open orders. Decline or ship some of these first.",
                self.reserved,
            ) % {"n": self.reserved}
        return None

    def book(self, copies, *, why, by, now, note="", order=None, released=0):
        """Under the lock of this row: one entry, and the sum kept with it."""
        entry = StockEntry.objects.create(
            material=self, change=copies, why=why, by=by, at=now, note=note, order=order
        )
        self.on_hand += copies
        self.reserved -= released
        self.save(update_fields=["on_hand", "reserved"])
        return entry

    def link_was_seen(self, status, *, now):
        self.link_status, self.last_checked = status, now
        self.save(update_fields=["link_status", "last_checked"])


FITTING = {
    Audience.ELEMENTARY: (Material.MadeFor.K2, Material.MadeFor.G35),
    Audience.MIDDLE: (Material.MadeFor.TWEEN,),
    Audience.HIGH: (Material.MadeFor.TEEN,),
    Audience.POLICE: (Material.MadeFor.PROFESSIONAL,),
    Audience.WELFARE: (Material.MadeFor.PROFESSIONAL,),
    Audience.HEALTH: (Material.MadeFor.PROFESSIONAL,),
}
