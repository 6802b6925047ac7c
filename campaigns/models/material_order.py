from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns import order_mail
from hope_portal.workflow.models import Move, MoveRefused, Workflow

from .order_line import copies_refusal, locked
from .parcel import Parcel
from .stock_entry import StockEntry

NEEDED_BEFORE = timedelta(days=5)
"""A parcel that is not there by then may be too late; later than that nobody can order one."""


class OrderRefused(MoveRefused):
    """The text is for the person who asked."""


class MaterialOrderQuerySet(models.QuerySet["MaterialOrder"]):
    def open(self):
        """Not with the club yet, and still wanted."""
        return self.filter(status__in=MaterialOrder.OPEN)

    def with_warehouse(self):
        return self.filter(status__in=MaterialOrder.RESERVING)

    def call_off(self, *, by, now):
        """What the warehouse still has of an event that is cancelled, under the event's lock."""
        for order in self.with_warehouse().select_for_update().order_by("pk"):
            order.call_off(by=by, now=now)

    def late(self, now):
        """Not there five days before an event that is still ahead."""
        soon = Q(event__starts_at__lte=now + NEEDED_BEFORE, event__starts_at__gt=now)
        return self.open().filter(soon, event__status__in=["approved", "live"])

    def waiting_for_us(self, now):
        """To pack or to ship, or on its way and not there five days before the event."""
        return self.with_warehouse() | self.late(now)

    def for_paper(self):
        """With all that a pick list or a parcel slip prints."""
        return self.select_related("event__club").prefetch_related("lines__material")


class MaterialOrder(Parcel, Workflow):
    """Printed material for one event, sent in one parcel.

    What it asks for is reserved from the moment it is placed, and leaves the stock when it is shipped. The
    address is forgotten once it has served (`privacy.py`).
    """

    class Status(models.TextChoices):
        REQUESTED = "requested", _("Asked for")
        PACKED = "packed", _("Packed")
        SHIPPED = "shipped", _("On its way")
        RECEIVED = "received", _("Arrived")
        CANCELLED = "cancelled", _("Called off")
        DECLINED = "declined", _("Declined")

    RESERVING = (Status.REQUESTED, Status.PACKED)
    OPEN = (Status.REQUESTED, Status.PACKED, Status.SHIPPED)

    MOVES = {
        "pack": Move(_("Packed"), {Status.REQUESTED}, Status.PACKED, by_staff=True),
        "ship": Move(_("Shipped"), {Status.PACKED}, Status.SHIPPED, by_staff=True),
        "receive": Move(_("It has arrived"), {Status.SHIPPED}, Status.RECEIVED),
        "cancel": Move(_("Call off"), {Status.REQUESTED}, Status.CANCELLED),
        "call_off": Move(_("Event cancelled"), {Status.REQUESTED, Status.PACKED}, Status.CANCELLED),
        "decline": Move(
            _("Decline"),
            {Status.REQUESTED, Status.PACKED},
            Status.DECLINED,
            note_required=True,
            by_staff=True,
        ),
    }

    status = models.CharField(_("status"), max_length=20, choices=Status.choices, editable=False)
    event = models.ForeignKey(
        "campaigns.Event",
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="material_orders",
        editable=False,
    )
    once = models.UUIDField(unique=True, default=uuid4, editable=False)
    """Comes with the form: sent twice, it is one order."""
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ordered by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    ordered_at = models.DateTimeField(_("ordered"), editable=False)
    shipped_at = models.DateTimeField(_("shipped"), null=True, editable=False)
    closed_at = models.DateTimeField(_("arrived or called off"), null=True, editable=False)

    objects = MaterialOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order of material")
        verbose_name_plural = _("orders of material")
        indexes = [
            models.Index("status", "id", name="order_by_status"),
            models.Index(
                "event", "id", condition=Q(status__in=["requested", "packed", "shipped"]), name="order_open"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        """On the parcel: leads to the event, and tells its orders apart."""
        return f"{self.event.reference}-M{self.pk}"

    @property
    def needed_by(self):
        return (self.event.local_start - NEEDED_BEFORE).date()

    @property
    def is_open(self):
        return self.status in self.OPEN

    def is_late(self, now):
        event = self.event
        if not self.is_open or event.status not in (event.Status.APPROVED, event.Status.LIVE):
            return False
        return now < event.starts_at <= now + NEEDED_BEFORE

    @classmethod
    def refusal(cls, event, *, now):
        """Why nothing can be ordered for an event: a sentence for the club, or None."""
        if event.status not in (event.Status.APPROVED, event.Status.LIVE):
            return __("You can order printed material once NCMEC has said yes to the event.")
        if event.starts_at <= now + NEEDED_BEFORE:
            return __("It is too late for a parcel. Please print from NCMEC’s own pages.")
        return None

    @classmethod
    @transaction.atomic
    def place(cls, event, copies, *, by, now, once=None, **ship_to):
        """Reserve `copies`, a number for each material's pk, and owe the warehouse a parcel.

        All or nothing. Locks the event and, in order, each material. Sent twice with the same `once`, the
        first order comes back. Raises OrderRefused.
        """
        event.lock()
        if known := once and cls.objects.filter(once=once, event=event).first():
            return known
        if refusal := cls.refusal(event, now=now):
            raise OrderRefused(refusal)
        materials = locked(copies)
        if refusal := copies_refusal(event, materials, copies):
            raise OrderRefused(refusal)
        order = cls.objects.create(
            event=event,
            once=once or uuid4(),
            status=cls.Status.REQUESTED,
            ordered_by=by,
            ordered_at=now,
            **ship_to,
        )
        order._reserve(materials, copies)
        order_mail.order_received(order, now=now)
        return order

    def _reserve(self, materials, copies):
        for material in materials:
            self.lines.create(material=material, copies=copies[material.pk])
            material.reserved += copies[material.pk]
            material.save(update_fields=["reserved"])

    @transaction.atomic
    def pack(self, *, by, now, note=""):
        self._move("pack", by=by, now=now, note=note)

    def ship_refusal(self):
        """A sentence for staff, or None."""
        if not self.tracking.strip():
            return __("Enter the tracking number first, or “by hand” where somebody brings it.")
        return None

    @transaction.atomic
    def ship(self, *, by, now, note=""):
        """The copies leave the stock. Raises OrderRefused, IllegalMove."""
        if refusal := self.ship_refusal():
            raise OrderRefused(refusal)
        change = self._move("ship", by=by, now=now, note=note)
        for line, material in self._lines_with_locked_material():
            material.book(
                -line.copies,
                why=StockEntry.Why.SHIPPED,
                by=by,
                now=now,
                order=self,
                released=line.copies,
            )
        self.shipped_at = now
        self.save(update_fields=["shipped_at"])
        order_mail.order_shipped(self, change, now=now)

    @transaction.atomic
    def receive(self, counted, *, by, now):
        """The club has it: how many of each line came, by the line's pk; all where it is not said."""
        self._move("receive", by=by, now=now)
        for line in self.lines.all():
            line.arrived = counted.get(line.pk, line.copies)
            line.save(update_fields=["arrived"])
        self._close(now)

    @transaction.atomic
    def cancel(self, *, by, now, note=""):
        """By the club, as long as nobody has packed it. Raises IllegalMove."""
        self._move("cancel", by=by, now=now, note=note)
        self._release(now)

    @transaction.atomic
    def call_off(self, *, by, now):
        """Its event does not take place. Raises IllegalMove."""
        self._move("call_off", by=by, now=now)
        self._release(now)

    @transaction.atomic
    def decline(self, *, by, now, note):
        change = self._move("decline", by=by, now=now, note=note)
        self._release(now)
        order_mail.order_declined(self, change, now=now)

    def _release(self, now):
        for line, material in self._lines_with_locked_material():
            material.reserved -= line.copies
            material.save(update_fields=["reserved"])
        self._close(now)

    def _close(self, now):
        self.closed_at = now
        self.save(update_fields=["closed_at"])

    def _lines_with_locked_material(self):
        lines = {line.material_id: line for line in self.lines.all()}
        return [(lines[material.pk], material) for material in locked(lines)]

    @transaction.atomic
    def warn(self, *, now):
        """Tell the club that it is not there and what to do. Once for each day the event is set for."""
        order_mail.order_late(self, now=now)

    def message_refusal(self, message):
        return order_mail.refusal(self, message)

    def message_context(self, message):
        return order_mail.context(self, message)
