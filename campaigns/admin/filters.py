"""What narrows the queue. Choices come from what is in review, not from all requests ever made."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaigns.models import Event
from hope_portal.accounts.models import User

Status = Event.Status
GROUPS = {
    "with_us": (_("Needs us"), [Status.SUBMITTED]),
    "with_club": (_("With the club"), [Status.CHANGES, Status.PROPOSED]),
    "settled": (_("Approved or open"), [Status.APPROVED, Status.LIVE]),
    "over": (
        _("Over"),
        [Status.COMPLETED, Status.CANCELLED, Status.DECLINED, Status.WITHDRAWN, Status.MERGED],
    ),
}
ALL = "all"


class StatusFilter(admin.SimpleListFilter):
    """Without a choice: what is not decided, or everything where somebody searches."""

    title = _("status")
    parameter_name = "state"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.searching = bool(request.GET.get("q"))

    def lookups(self, request, model_admin):
        return [*((name, label) for name, (label, _statuses) in GROUPS.items()), (ALL, _("All"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Not decided")}
        yield from others

    def queryset(self, request, events):
        """What waits for nobody stands newest first: so half a million of them are no sorting."""
        if self.value() == ALL or (self.searching and not self.value()):
            return events.order_by("-id")
        _label, statuses = GROUPS.get(self.value() or "", ("", None))
        if statuses is None:
            return events.filter(status__in=Event.IN_REVIEW)
        found = events.filter(status__in=statuses)
        return found if set(statuses) <= set(Event.IN_REVIEW) else found.order_by("-id")


class FilterByOpen(admin.SimpleListFilter):
    """Choices are what requests in review have in `parameter_name`."""

    parameter_name: str

    def lookups(self, request, model_admin):
        in_review = Event.objects.filter(status__in=Event.IN_REVIEW)
        found = in_review.order_by().values_list(self.parameter_name, flat=True).distinct()
        return [(value, value) for value in sorted({*found, self.value()} - {None, ""})]

    def queryset(self, request, events):
        return events.filter(**{self.parameter_name: self.value()}) if self.value() else events


class RegionFilter(FilterByOpen):
    title = _("state or region")
    parameter_name = "region"


class DistrictFilter(FilterByOpen):
    title = _("district")
    parameter_name = "club__district__label"


class AssigneeFilter(admin.SimpleListFilter):
    title = _("who has it")
    parameter_name = "assignee"

    def lookups(self, request, model_admin):
        colleagues = User.objects.staff_in("reviewer", "scheduler").exclude(pk=request.user.pk)
        named = [(str(user.pk), str(user)) for user in colleagues.order_by("name")]
        return [(str(request.user.pk), _("Me")), ("nobody", _("Nobody yet")), *named]

    def queryset(self, request, events):
        if self.value() == "nobody":
            return events.filter(assignee=None)
        chosen = self.value() or ""
        return events.filter(assignee=chosen) if chosen.isdecimal() else events
