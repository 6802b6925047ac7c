from django.contrib.postgres.fields import ArrayField
from django.core.signing import BadSignature, TimestampSigner
from django.db import models
from django.utils.translation import gettext_lazy as _

from hope_portal.workflow.models import IllegalMove
from hope_portal.workflow.review import Review

from .act import Act
from .membership import Membership

CONFIRM_WITHIN = 14 * 24 * 3600  # seconds that the link in the first mail works


def as_listed(club):
    """What the directory says of a club, in the words of an application."""
    if club is None:
        return {}
    return {
        "club_name": club.name,
        "club_number": club.ri_number or "",
        "club_city": club.city,
        "club_region": club.region,
        "club_country": club.country,
        "club_district": str(club.district or ""),
    }


class Application(Review):
    """What a club says of itself when it asks to be activated. It stays as it was said."""

    club_name = models.CharField(_("name of the club"), max_length=120)
    club_number = models.CharField(_("club number"), max_length=12, blank=True)
    club_city = models.CharField(_("city"), max_length=100)
    club_region = models.CharField(_("state or region"), max_length=60, blank=True)
    club_country = models.CharField(_("country"), max_length=2, default="US")
    club_district = models.CharField(_("district"), max_length=12, blank=True)

    contact_name = models.CharField(_("your name"), max_length=120)
    contact_email = models.EmailField(_("your email address"))
    contact_role = models.CharField(
        _("your office in the club"), max_length=20, choices=Membership.Role.choices
    )
    language = models.CharField(_("language"), max_length=10, default="en", editable=False)
    plans = ArrayField(
        models.CharField(max_length=20, choices=Act.choices),
        verbose_name=_("what the club plans"),
        default=list,
    )
    note = models.TextField(_("anything NCMEC should know"), max_length=1000, blank=True)

    EDITABLE: tuple[str, ...] = ()
    """States in which it is with the sender."""

    class Meta:
        abstract = True

    @property
    def planned(self):
        return [Act(plan) for plan in self.plans]

    def first_steps(self):
        """Three acts to begin with: what the club chose, then the ones that take the least."""
        easy = (Act.SHARE_POSTERS, Act.PHOTO_PARTNERS, Act.PROFESSIONALS)
        return list(dict.fromkeys([*self.planned, *easy]))[:3]

    @property
    def contact_initial(self):
        """How the sender is named to others of the club: enough to know them by, and no more."""
        return f"{self.contact_name[:1].upper()}."

    def amend(self, **said):
        """The sender says something else, as long as it is with them.

        Only these columns are written, and only in an editable state: a second tab cannot take back what the
        first one sent. Raises IllegalMove.
        """
        mine = type(self)._base_manager.filter(pk=self.pk, status__in=self.EDITABLE)
        if not mine.update(**said):
            raise IllegalMove
        for name, value in said.items():
            setattr(self, name, value)

    def missing(self):
        """The first step of the form that is not filled in yet, or None."""
        if not (self.club_name and self.club_city):
            return "club"
        if not (self.contact_name and self.contact_email and self.contact_role):
            return "you"
        return None if self.plans else "plans"

    def confirmation_key(self):
        return TimestampSigner(salt="activation-address").sign_object([self.pk, self.contact_email])

    def key_fits(self, key):
        """Whether `key` came with the mail to this very address, at most two weeks ago."""
        try:
            told = TimestampSigner(salt="activation-address").unsign_object(key, max_age=CONFIRM_WITHIN)
        except BadSignature:
            return False
        return told == [self.pk, self.contact_email]
