from django.db import models
from django.utils.translation import gettext_lazy as _


class ReasonTemplate(models.Model):
    """Words that staff keep ready for a decision. Each says how to get a yes."""

    class Move(models.TextChoices):
        ASK_FOR_CHANGES = "ask_for_changes", _("Ask for changes")
        DECLINE = "decline", _("Decline")

    class About(models.TextChoices):
        ACTIVATION = "activation", _("Activations")
        EVENT = "event", _("Requests for events")

    about = models.CharField(_("about"), max_length=20, choices=About.choices, default=About.ACTIVATION)
    move = models.CharField(_("for"), max_length=20, choices=Move.choices)
    title = models.CharField(_("title"), max_length=80, unique=True)
    text = models.TextField(_("text"), help_text=_("Goes to the club as it is, before your own note."))

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")

    def __str__(self):
        return f"{self.get_move_display()}: {self.title}"
