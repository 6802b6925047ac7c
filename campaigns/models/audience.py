from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    ADULTS = "adults", _("Adults in the community")
    PARENTS = "parents", _("Parents and caregivers")
    ELEMENTARY = "elementary", _("Elementary school")
    MIDDLE = "middle", _("Middle school")
    HIGH = "high", _("High school")
    EDUCATORS = "educators", _("Teachers and school staff")
    POLICE = "police", _("Police and prosecutors")
    WELFARE = "welfare", _("Child-welfare workers")
    HEALTH = "health", _("Health-care workers")
    MEMBERS = "members", _("Members of our club")


PUPILS = frozenset({Audience.ELEMENTARY, Audience.MIDDLE, Audience.HIGH})
"""Young people at school: they are head counts only, and two cleared adults must be named."""
