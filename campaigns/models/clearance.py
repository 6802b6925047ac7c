from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Clearance(models.Model):
    """An officer attests that an adult is cleared to work with young people by the rules of their district.

    Nothing of the check itself is kept: no document, no result, only who said so and until when it holds.
    Rotary youth protection policy asks for it before direct contact with minors.
    """

    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="clearances")
    name = models.CharField(_("name of the adult"), max_length=120)
    valid_until = models.DateField(_("valid until"))
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("attested by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    attested_at = models.DateTimeField(_("attested"))

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")

    def __str__(self):
        return self.name
