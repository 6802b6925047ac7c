import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .where import COUNTRIES


class HelpContactQuerySet(models.QuerySet["HelpContact"]):
    def for_reader(self, country, language):
        """What `country` offers, in the reader's language, or in English where it is not translated."""
        contacts = self.filter(country=country, language__in=[language, "en"]).order_by("order", "pk")
        return [c for c in contacts if c.language == language] or list(contacts)


@pghistory.track()
class HelpContact(models.Model):
    """A place that helps, as a source describes it; which source, and when it was read, goes with it."""

    class Kind(models.TextChoices):
        CALL = "call", _("Call")
        TEXT = "text", _("Text")
        LINK = "link", _("Open")

    country = models.CharField(_("country"), max_length=2, choices=COUNTRIES)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    title = models.CharField(
        _("title"),
        max_length=120,
        help_text=_("What has happened to the reader. Rows with one title share it."),
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices)
    value = models.CharField(
        _("number or address"),
        max_length=200,
        help_text=_("Digits as a phone dials them, such as +18008435678, or an address with https://"),
    )
    display = models.CharField(_("shown as"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    urgent = models.BooleanField(_("for danger right now"), default=False)
    all_day = models.BooleanField(_("day and night"), default=False)
    source_url = models.URLField(_("source"), help_text=_("The page that says so."))
    checked_on = models.DateField(_("checked on"))

    objects = HelpContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("help contact")
        verbose_name_plural = _("help contacts")
        constraints = [
            models.UniqueConstraint("country", "language", "kind", "value", name="one_help_contact"),
            models.CheckConstraint(
                condition=Q(kind="link", value__startswith="https://")
                | Q(kind__in=["call", "text"], value__regex=r"^\+?[0-9]+$"),
                name="help_contact_can_be_reached",
                violation_error_message=_(
                    "A call or text needs a number in digits, a link begins with https://"
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.display}"

    @property
    def href(self):
        scheme = {"call": "tel:", "text": "sms:", "link": ""}
        return scheme[self.kind] + self.value

    @property
    def icon(self):
        if self.urgent:
            return "siren"
        icons = {"call": "phone", "text": "message-square", "link": "external-link"}
        return icons[self.kind]


class TipMatch(models.Model):
    """How often a field of a form was stopped on a day. That is all that is known: no text, nobody's name."""

    form = models.CharField(_("form"), max_length=100)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("stopped text")
        verbose_name_plural = _("stopped texts")
        constraints = [models.UniqueConstraint("form", "day", name="one_tip_count_a_day")]

    def __str__(self):
        return f"{self.form} {self.day}"
