from typing import ClassVar
from urllib.parse import quote

from django.db import models
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _


class Parcel(models.Model):
    """Where an order goes, and how one follows it there. Part of MaterialOrder, apart from it for length."""

    class Carrier(models.TextChoices):
        USPS = "usps", "USPS"
        UPS = "ups", "UPS"
        FEDEX = "fedex", "FedEx"
        OTHER = "other", _("Another, or by hand")

    TRACKERS: ClassVar[dict[str, str]] = {
        Carrier.USPS: "https://tools.usps.com/go/TrackConfirmAction?tLabels={}",
        Carrier.UPS: "https://www.ups.com/track?tracknum={}",
        Carrier.FEDEX: "https://www.fedex.com/fedextrack/?trknbr={}",
    }

    to_name = models.CharField(_("to the attention of"), max_length=120)
    street = models.CharField(_("street and number"), max_length=120)
    street_more = models.CharField(_("building or room"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=100)
    region = models.CharField(_("state or region"), max_length=60, blank=True)
    postcode = models.CharField(_("ZIP or postal code"), max_length=20)
    country = models.CharField(_("country"), max_length=2, default="US")
    carrier = models.CharField(
        _("carrier"), max_length=10, choices=Carrier.choices, default=Carrier.USPS, blank=True
    )
    tracking = models.CharField(
        _("tracking number"),
        max_length=60,
        blank=True,
        help_text=_("The club gets it by mail. Write “by hand” where somebody brings the parcel."),
    )

    class Meta:
        abstract = True

    @property
    def address(self):
        """Its lines, as they stand on the parcel; none once it is forgotten."""
        if not self.street:
            return []
        town = (
            f"{self.city}, {self.region} {self.postcode}" if self.region else f"{self.city} {self.postcode}"
        )
        abroad = self.country if self.country != "US" else ""
        return [line for line in (self.to_name, self.street, self.street_more, town, abroad) if line]

    @property
    def tracking_url(self):
        """Where the carrier shows it, or nothing."""
        pattern = self.TRACKERS.get(self.carrier) if self.tracking else None
        return pattern.format(quote(self.tracking.replace(" ", ""), safe="")) if pattern else ""

    def ship_refusal(self):
        """A sentence for staff, or None."""
        if not self.tracking.strip():
            return __("Enter the tracking number first, or “by hand” where somebody brings it.")
        return None
