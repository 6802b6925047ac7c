import hashlib
import json
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import OpClass
from django.db import connection, models
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MAX_TRIES = 8
TAKE = """
    SET LOCAL synchronous_commit = off;
    UPDATE outbox_message SET status = 'sent', sent_at = %(now)s, tries = tries + 1, reason = ''
    WHERE id = COALESCE(
        (SELECT id FROM outbox_message WHERE status = 'waiting' AND urgent AND try_after <= %(now)s
         ORDER BY try_after LIMIT 1 FOR UPDATE SKIP LOCKED),
        (SELECT id FROM outbox_message WHERE status = 'waiting' AND NOT urgent AND try_after <= %(now)s
         ORDER BY try_after LIMIT 1 FOR UPDATE SKIP LOCKED)
    )
    RETURNING *
"""


class MessageQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(status=Message.Status.WAITING, try_after__lte=now)

    def failed(self):
        return self.filter(status=Message.Status.FAILED)

    def about_these(self, subjects):
        """Mail about the rows of a queryset; a row that extends another may be named as either of the two."""
        models = [subjects.model, *subjects.model._meta.get_parent_list()]
        types = ContentType.objects.get_for_models(*models).values()
        return self.filter(about_type__in=types, about_id__in=subjects.values("pk"))

    def tally(self):
        """How mail stands: a dict for each template, with a count for each status and their `total`."""
        counts = {status.value: Count("pk", filter=Q(status=status)) for status in Message.Status}
        return self.order_by("template").values("template").annotate(**counts, total=Count("pk"))

    def take(self, now):
        """The next message, urgent ones first, already marked as sent; None when nothing is free and due.

        The caller sends it before the transaction ends, or says otherwise (`skip`, `put_off`, `give_up`).
        Plain SQL in one round trip: with the ORM this took longer than sending. Each SELECT finds its row at
        the front of the index `message_due`. The commit does not wait for the disk, which costs as much as
        sending: should the database server itself crash, what it sent in its last half second is sent again.
        """
        with connection.cursor() as cursor:
            cursor.execute(TAKE, {"now": now})
            row = cursor.fetchone()
            names = [column.name for column in cursor.description]
        return row and self._message(dict(zip(names, row, strict=True)))

    def _message(self, row):
        row["params"] = json.loads(row["params"])
        names = [field.attname for field in self.model._meta.concrete_fields]
        return self.model.from_db(self.db, names, [row[name] for name in names])


class Message(models.Model):
    """One email owed to one person, inserted with the fact it reports.

    Its words are there from then on, or made each time it is tried and kept once it is sent.

    It waits until it is sent, not needed any more, or given up. There is no state of being sent: a worker has
    the row's lock instead, and a worker that dies lets go of it.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Not needed any more")
        FAILED = "failed", _("Given up")

    class Kind(models.TextChoices):
        """Transactional mail cannot be declined; the others can, each by itself."""

        TRANSACTIONAL = "transactional", _("About something you did")
        SERVICE = "service", _("Reminders and tasks")
        NEWS = "news", _("News")

    key = models.CharField(_("key"), max_length=200, unique=True)
    to = models.EmailField(_("to"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    template = models.CharField(_("template"), max_length=100)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"))
    calendar = models.TextField(_("calendar entry"), default="", db_default="")
    params = models.JSONField(_("facts to write it with"), default=dict, db_default={})
    about_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    about_id = models.BigIntegerField(null=True)
    about = GenericForeignKey("about_type", "about_id")
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.WAITING, editable=False
    )
    urgent = models.BooleanField(_("urgent"), default=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    try_after = models.DateTimeField(_("try after"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    reason = models.TextField(_("why it was not sent"), blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index("urgent", "try_after", name="message_due", condition=Q(status="waiting")),
            models.Index("status", "id", name="message_by_status"),
            models.Index("try_after", name="message_with_body", condition=~Q(text="", reason="")),
            models.Index("about_type", "about_id", name="message_by_subject"),
            models.Index("to", name="message_by_address"),
            models.Index("template", "id", name="message_by_template"),
            models.Index(OpClass("subject", "varchar_pattern_ops"), name="message_by_subject_line"),
        ]

    def __str__(self):
        return self.key

    @property
    def message_id(self):
        """Made of the key, so that a repeat is recognisable as one."""
        digest = hashlib.sha256(self.key.encode()).hexdigest()[:40]
        return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"

    @property
    def about_class(self):
        """Known without a query, or None."""
        return self.about_type_id and ContentType.objects.get_for_id(self.about_type_id).model_class()

    @property
    def is_unwritten(self):
        """It is written when it goes out. Wiped mail has no subject either, and no reader."""
        return bool(self.to) and not self.subject

    @property
    def title(self):
        return self.subject or self.template

    @property
    def can_be_declined(self):
        return self.kind != self.Kind.TRANSACTIONAL

    def skip(self, reason):
        self._unsent(self.Status.SKIPPED, reason)
        self.forget_codes()

    def give_up(self, reason):
        self._unsent(self.Status.FAILED, reason)
        self.forget_codes()

    def put_off(self, reason, *, now):
        """Try again in 2, 4, 8 ... minutes; after eight tries it is given up."""
        if self.tries >= MAX_TRIES:
            return self.give_up(reason)
        self.try_after = now + timedelta(minutes=2**self.tries)
        self._unsent(self.Status.WAITING, reason)

    def _unsent(self, status, reason):
        self.status, self.reason, self.sent_at = status, reason, None
        self.save(update_fields=["status", "reason", "sent_at", "try_after"])

    def forget_codes(self):
        """Urgent mail carries codes that let people in: nothing of them stays once the matter is settled."""
        if self.urgent:
            self.text = self.html = self.calendar = ""
            self.save(update_fields=["text", "html", "calendar"])

    def try_again_refusal(self):
        if self.status != self.Status.FAILED:
            return gettext("This message is not one that was given up.")
        if not self.text and not self.is_unwritten:
            return gettext("The text of this message is no longer kept, so it cannot be sent again.")
        return None

    def try_again(self, *, now):
        """Eight new tries for what was given up. Anything else is left as it is."""
        if not self.try_again_refusal():
            Message.objects.failed().filter(pk=self.pk).update(
                status=self.Status.WAITING, tries=0, try_after=now, reason=""
            )


class OptOut(models.Model):
    """A kind of mail that an address wants no more of. See `preferences`."""

    address_hash = models.CharField(max_length=43)
    kind = models.CharField(_("kind"), max_length=15, choices=Message.Kind.choices)
    at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("opt-out")
        verbose_name_plural = _("opt-outs")
        constraints = [models.UniqueConstraint("address_hash", "kind", name="one_opt_out_a_kind")]

    def __str__(self):
        return f"{self.kind} {self.address_hash[:6]}"
