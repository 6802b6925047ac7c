"""What a reviewer reads before deciding: the request, and the club behind it."""

from django.contrib import admin
from django.template.defaultfilters import linebreaksbr
from django.utils.formats import date_format
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from campaigns.matching import Match
from campaigns.models import Event, Trust
from clubs.models import Activation, RotaryYear

Status = Event.Status
FEW = 5


def _lines(lines):
    return linebreaksbr("\n".join(str(line) for line in lines if line))


@admin.display(description=_("Asked by"))
def asked_by(event):
    person = event.organiser
    return _lines([person, person.address]) if person else None


@admin.display(description=_("Where"))
def where(event):
    town = ", ".join(filter(None, [event.city, event.region]))
    return _lines([event.place, event.address, town, event.link])


@admin.display(description=_("Cleared adults"))
def cleared_adults(event):
    return _lines(
        __("%(name)s, until %(day)s")
        % {"name": adult.name, "day": date_format(adult.valid_until, "SHORT_DATE_FORMAT")}
        for adult in event.clearances.all()
    )


ASKED = [
    "kind",
    "summary",
    "why",
    "audience",
    "expected",
    "language",
    "presented_by",
    "programme",
    "needs",
    asked_by,
]
PLACE = [where, "access", "parking", "capacity"]
YOUTH = ["contact_level", cleared_adults, "school_adult", "parents_told_on"]
FIELDS: list = [*ASKED, *PLACE, *YOUTH]


def fieldsets(event):
    """What was left empty takes no room."""
    groups = [(_("What the club asks for"), ASKED), (_("Where"), PLACE)]
    if event and event.with_pupils:
        groups.append((_("Safety of the pupils"), YOUTH))
    filled = [(title, [name for name in names if _says(event, name)]) for title, names in groups]
    filled.append((_("For staff only"), ["staff_note"]))
    return [(title, {"fields": names}) for title, names in filled if names]


def _says(event, name):
    return event and bool(name(event) if callable(name) else getattr(event, name))


def unscheduled(event):
    """Whether a date, or a presenter who is asked for, is still to be found."""
    booked = not event.needs_presenter or event.bookings.standing().exists()
    return event.starts_at is None or not booked


def windows(event, *, now):
    """What the club can do, each with those who fit it best and how many do not."""
    match = Match(event, now=now)
    found = ((window, match.within(window)) for window in event.windows.all())
    return [
        {
            "window": window,
            "best": [one for one in candidates if one.eligible][:3],
            "others": [one for one in candidates if not one.eligible],
        }
        for window, candidates in found
    ]


def duplicates(event):
    """Other standing requests of the same club that may be the same one."""
    asked = Event.objects.filter(club=event.club, status__in=Event.ASKED).exclude(pk=event.pk)
    return asked.filter(kind=event.kind).prefetch_related("windows").order_by("-pk")[:FEW]


def record(event, *, now):
    """What is known of the club: whether it is active, what it did, what it still owes."""
    club = event.club
    year = RotaryYear.at(now, club.zone)
    others = Event.objects.filter(club=club).exclude(pk=event.pk).exclude(status=Status.DRAFT)
    trustable = event.kind in Trust.Kind.values
    return {
        "year": year,
        "active": Activation.objects.filter(club=club).approved_in(year).exists(),
        "unreported": others.filter(status=Status.LIVE, ends_at__lt=now).order_by("ends_at"),
        "earlier": others.order_by("-created_at")[:FEW],
        "trust": Trust.objects.standing().filter(club=club, kind=event.kind).first() if trustable else None,
        "trustable": trustable,
    }


def context(event, *, now):
    deciding = event.status == Status.SUBMITTED
    hidden = event.status not in Event.PUBLIC or event.with_pupils
    return {
        "first_elsewhere": deciding and unscheduled(event),
        "windows": windows(event, now=now) if deciding else [],
        "booking": event.bookings.standing().select_related("presenter").first(),
        "proposal": event.proposals.prefetch_related("dates__presenter").order_by("-made_at").first(),
        "duplicates": duplicates(event) if deciding else [],
        "record": record(event, now=now),
        "page_url": "" if hidden else event.get_absolute_url(),
        "report": getattr(event, "report", None),
    }
