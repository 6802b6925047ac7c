"""Something that staff have promised to answer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .calendar import business_days_after, local_day
from .models import Workflow

ANSWER_WITHIN = 5  # business days; promised on the page and in the mail
ESCALATE_AFTER = 2  # more business days, after which all who could answer hear of it


class ReviewQuerySet(models.QuerySet):
    def late(self, now):
        """Promised for a day that is over where NCMEC works."""
        today = local_day(now, settings.STAFF_ZONE)
        return self.filter(status="submitted", answer_by__lt=today)


class Review(Workflow):
    """With staff while its status is "submitted", until the evening of `answer_by`."""

    submitted_at = models.DateTimeField(_("sent"), null=True, editable=False)
    answer_by = models.DateField(_("answer by"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    staff_note = models.TextField(
        _("staff note"),
        blank=True,
        help_text=_("Only staff see this. No names of children, no details of cases."),
    )

    class Meta:
        abstract = True

    def _promise_answer(self, now):
        self.submitted_at = now
        self.answer_by = business_days_after(local_day(now, settings.STAFF_ZONE), ANSWER_WITHIN)
        self.save(update_fields=["submitted_at", "answer_by"])

    def _answered(self):
        """It is with the club now."""
        self.answer_by = None
        self.save(update_fields=["answer_by"])

    def _decided(self, now, *also):
        self.decided_at, self.answer_by = now, None
        self.save(update_fields=["decided_at", "answer_by", *also])

    def whom_to_chase(self, everyone, *, now):
        """Who hears that the promised day is over, and who hears that nobody answered even then."""
        today = local_day(now, settings.STAFF_ZONE)
        overdue = business_days_after(self.answer_by, ESCALATE_AFTER) <= today
        return [self.assignee] if self.assignee else everyone, everyone if overdue else []
