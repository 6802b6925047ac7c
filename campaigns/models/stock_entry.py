import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StockEntry(models.Model):
    """Printed copies that came or went. Never edited or deleted: what was wrong is countered by a new row."""

    class Why(models.TextChoices):
        RECEIVED = "received", _("Came from the printer")
        SHIPPED = "shipped", _("Shipped")
        CORRECTED = "corrected", _("Corrected after counting")

    material = models.ForeignKey(
        "campaigns.Material",
        verbose_name=_("material"),
        on_delete=models.PROTECT,
        related_name="stock_entries",
    )
    order = models.ForeignKey(
        "campaigns.MaterialOrder",
        verbose_name=_("order"),
        null=True,
        on_delete=models.PROTECT,
        related_name="stock_entries",
    )
    change = models.IntegerField(_("copies"))
    why = models.CharField(_("why"), max_length=10, choices=Why.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("stock entry")
        verbose_name_plural = _("stock entries")
        constraints = [
            models.CheckConstraint(condition=~Q(change=0), name="stock_entry_changes_something"),
            models.UniqueConstraint("material", "order", name="an_order_ships_a_material_once"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="stock_entry_stays",
                operation=pgtrigger.Delete
                | pgtrigger.UpdateOf("material_id", "order_id", "change", "why", "at"),
            )
        ]

    def __str__(self):
        return f"{self.change:+}"
