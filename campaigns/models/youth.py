"""What youth protection asks for before adults and pupils meet. Part of Event, apart from it for length."""

from django.db import models, transaction
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from hope_portal.workflow.models import IllegalMove

from .audience import PUPILS
from .clearance import Clearance
from .initiative import InitiativeRefused

CLEARED_ADULTS = 2


class YouthGate(models.Model):
    class Contact(models.TextChoices):
        """How close adults of the club come to young people, as Rotary's youth protection policy asks."""

        WITH_STAFF = "with_staff", _("Young people come with their teachers or parents, who stay")
        DIRECT = "direct", _("Adults of our club work directly with young people")

    contact_level = models.CharField(
        _("contact with young people"), max_length=20, choices=Contact.choices, blank=True
    )
    school_adult = models.CharField(
        _("adult of the school who stays in the room"), max_length=120, blank=True
    )
    parents_told_on = models.DateField(_("letter to parents sent"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def with_pupils(self):
        return self.audience in PUPILS

    @property
    def gate_is_open(self):
        """Whether the club may still say who is there."""
        return self.status in (self.Status.DRAFT, *self.IN_REVIEW, *self.RUNNING)

    def youth_refusal(self):
        """What the youth protection rules still ask for: a sentence for the club, or None."""
        if not self.contact_level:
            return __("Say how close adults of your club come to young people.")
        if self.cleared_adults().count() < CLEARED_ADULTS:
            return __("Name two adults whose clearance holds on the day of the event.")
        if not self.school_adult:
            return __("Name the adult of the school who stays in the room.")
        return None

    def cleared_adults(self):
        """As long as there is no day yet, every adult counts who was named."""
        cleared = self.clearances.order_by("pk")
        return cleared.filter(valid_until__gte=self.local_end.date()) if self.ends_at else cleared

    @transaction.atomic
    def attest(self, adults, *, by, now, contact_level, school_adult):
        """`by` says that these adults, pairs of a name and a day until which it holds, are cleared.

        Who attested somebody earlier stays. Of an event that is live nothing may go missing.
        Raises InitiativeRefused, IllegalMove.
        """
        self.lock()
        if not self.gate_is_open:
            raise IllegalMove
        self.contact_level, self.school_adult = contact_level, school_adult
        self.save(update_fields=["contact_level", "school_adult"])
        self._clear(adults, by=by, now=now)
        if self.status == self.Status.LIVE and (refusal := self.youth_refusal()):
            raise InitiativeRefused(refusal)

    def _clear(self, adults, *, by, now):
        known = {(row.name, row.valid_until): row for row in self.clearances.all()}
        gone = [row.pk for pair, row in known.items() if pair not in adults]
        self.clearances.filter(pk__in=gone).delete()
        Clearance.objects.bulk_create(
            Clearance(event=self, name=name, valid_until=until, attested_by=by, attested_at=now)
            for name, until in adults
            if (name, until) not in known
        )
