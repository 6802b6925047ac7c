from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

FEWEST = 5
"""Below so many answers they could point at someone, so nobody sees them."""
OPEN_FOR = timedelta(days=60)

QUESTIONS = {
    "worth": _("Was it worth your time?"),
    "learned": _("Do you know better now what to do?"),
    "better": _("What should we do better?"),
}

_signer = Signer(salt="campaigns.feedback", sep=".")


def token_for(event):
    """The same for everybody who was there: it says which event, and not who."""
    return _signer.sign(event.pk)


def event_pk_in(token):
    """None where nobody made this token."""
    try:
        return int(_signer.unsign(token))
    except BadSignature:
        return None


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def summary(self):
        """What the answers to each question come to; None while there are too few."""
        total = self.count()
        if total < FEWEST:
            return None
        remarks = self.exclude(better="").order_by("better").values_list("better", flat=True)
        return {
            "total": total,
            "questions": [
                self._tally("worth", Feedback.Worth, total),
                self._tally("learned", Feedback.Learned, total),
            ],
            "remarks_title": QUESTIONS["better"],
            "remarks": list(remarks),
        }

    def _tally(self, name, answers, total):
        counts = dict(self.values_list(name).annotate(Count("pk")).order_by())
        each = [(answer.label, counts.get(answer.value, 0)) for answer in answers]
        return {
            "question": QUESTIONS[name],
            "answers": [(label, n, round(100 * n / total)) for label, n in each],
        }


class Feedback(models.Model):
    """Three answers after an event. Nobody can tell who gave them: no person, no time, only the event."""

    class Worth(models.TextChoices):
        VERY = "very", _("Very much")
        RATHER = "rather", _("Mostly")
        LITTLE = "little", _("A little")
        NOT = "not", _("No")

    class Learned(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    event = models.ForeignKey("campaigns.Event", on_delete=models.CASCADE, related_name="feedback")
    worth = models.CharField(QUESTIONS["worth"], max_length=10, choices=Worth.choices)
    learned = models.CharField(QUESTIONS["learned"], max_length=10, choices=Learned.choices)
    better = models.TextField(QUESTIONS["better"], max_length=500, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self):
        return self.worth
