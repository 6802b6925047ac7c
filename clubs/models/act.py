from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    PREVENT = "prevent", _("Prevent")
    RECOVER = "recover", _("Recover")
    REBUILD = "rebuild", _("Rebuild")

    @property
    def glyph(self):
        """The drawing of three arches with this one lit."""
        return f"glyph-{list(Way).index(self) + 1}"


class Act(models.TextChoices):
    """What a club can do, and `first`: the smallest way to begin."""

    PRESENTATION = "presentation", _("Ask NCMEC to present")
    SCHOOL_TALK = "school_talk", _("Host talks in schools")
    HIGH_RISK_POSTERS = "high_risk_posters", _("Support the High-Risk Child Poster Initiative")
    SHARE_POSTERS = "share_posters", _("Share posters of missing children near you")
    PHOTO_PARTNERS = "photo_partners", _("Win local businesses as Photo Partners")
    HOPE_BAGS = "hope_bags", _("Hold a Hope bag drive")
    TRAININGS = "trainings", _("Fund child-safety trainings")
    FUNDRAISER = "fundraiser", _("Hold a fundraiser for victim services")
    PROFESSIONALS = "professionals", _("Invite therapists to give their time")
    SUPPORT = "support", _("Fund supportive services")

    @property
    def way(self):
        return WAYS[self]

    @property
    def first(self):
        return FIRST[self]


WAYS = {
    Act.PRESENTATION: Way.PREVENT,
    Act.SCHOOL_TALK: Way.PREVENT,
    Act.HIGH_RISK_POSTERS: Way.PREVENT,
    Act.SHARE_POSTERS: Way.PREVENT,
    Act.PHOTO_PARTNERS: Way.PREVENT,
    Act.HOPE_BAGS: Way.RECOVER,
    Act.TRAININGS: Way.RECOVER,
    Act.FUNDRAISER: Way.REBUILD,
    Act.PROFESSIONALS: Way.REBUILD,
    Act.SUPPORT: Way.REBUILD,
}

FIRST = {
    Act.PRESENTATION: _("Pick three weeks that suit your club. 15 minutes."),
    Act.SCHOOL_TALK: _("Write down one school and one person there. 10 minutes."),
    Act.HIGH_RISK_POSTERS: _("Let one member take the short training. 1 hour."),
    Act.SHARE_POSTERS: _("Find one notice board and ask its owner. 15 minutes."),
    Act.PHOTO_PARTNERS: _("Name two shops that know your club. 10 minutes."),
    Act.HOPE_BAGS: _("Ask two members to run it together. 10 minutes."),
    Act.TRAININGS: _("Ask your police chief what training is missing. One call."),
    Act.FUNDRAISER: _("Choose a goal and a date with your treasurer. 20 minutes."),
    Act.PROFESSIONALS: _("Think of one therapist whom a member knows. 5 minutes."),
    Act.SUPPORT: _("Put it on the agenda of your next board meeting. 5 minutes."),
}
