from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One email owed to one person, written with the fact it reports."""

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
    about_type = models.ForeignKey(ContentType, null=True, on_delete=models.SET_NULL, related_name="+")
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

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index("try_after", name="message_due", condition=Q(status="waiting")),
            models.Index("about_type", "about_id", name="message_by_subject"),
        ]

    def __str__(self):
        return self.key
