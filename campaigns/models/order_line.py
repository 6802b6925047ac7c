from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .material import Material


class OrderLine(models.Model):
    """So many copies of one material in a parcel, and how many the club counted."""

    order = models.ForeignKey("campaigns.MaterialOrder", on_delete=models.CASCADE, related_name="lines")
    material = models.ForeignKey(
        Material, verbose_name=_("material"), on_delete=models.PROTECT, related_name="order_lines"
    )
    copies = models.PositiveIntegerField(_("copies"))
    arrived = models.PositiveIntegerField(_("copies that arrived"), null=True)

    class Meta:
        verbose_name = _("line of an order")
        verbose_name_plural = _("lines of an order")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("order", "material", name="one_line_a_material"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="order_line_asks_for_something"),
        ]

    def __str__(self):
        return f"{self.copies} × {self.material}"


def locked(pks):
    """Always in the same order, so that two who order at once wait for each other and do not deadlock."""
    return list(Material.objects.select_for_update().filter(pk__in=list(pks)).order_by("pk"))


def asked_before(event):
    """Copies of each material, by its pk, in the orders of an event that were not called off."""
    lines = OrderLine.objects.filter(order__event=event).exclude(order__closed_at__isnull=False, arrived=None)
    sums = lines.order_by().values("material").annotate(n=Sum("copies"))
    return {row["material"]: row["n"] for row in sums}


def copies_refusal(event, materials, copies):
    """Why this cannot be ordered, under the lock of the materials: a sentence for the club, or None."""
    if not copies:
        return __("Say how many copies you need of at least one item.")
    before = asked_before(event)
    refusals = (_line_refusal(row, copies[row.pk], before.get(row.pk, 0)) for row in materials)
    return next(filter(None, refusals), None)


def _line_refusal(material, copies, before):
    if not (material.active and material.printable):
        return __("“%(title)s” cannot be ordered any more.") % {"title": material.title}
    if copies > material.quota - before:
        return __(
            "One event gets up to %(n)s copies of “%(title)s”. So far you have asked for %(before)s."
        ) % {
            "n": material.quota,
            "title": material.title,
            "before": before,
        }
    if copies > material.available:
        return ngettext(
            "Only %(n)s copy of “%(title)s” is left.",
            "Only %(n)s copies of “%(title)s” are left.",
            material.available,
        ) % {"n": material.available, "title": material.title}
    return None
