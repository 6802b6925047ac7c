from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """What is counted of the work of clubs."""

    EVENTS = "events", _("events held")
    ELEMENTARY_REACHED = "elementary_reached", _("children up to grade 5 reached")
    MIDDLE_REACHED = "middle_reached", _("middle school students reached")
    HIGH_REACHED = "high_reached", _("high school students reached")
    ADULTS_REACHED = "adults_reached", _("adults reached")
    PROFESSIONALS_REACHED = "professionals_reached", _("professionals reached")
    HOURS = "hours", _("hours given by members")
    MATERIALS = "materials", _("safety materials handed out")
