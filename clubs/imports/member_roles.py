"""What a line of a member list means for the roles a person has in a club. Nothing here ends because it is
not in the file; only a membership whose kind the file gives otherwise is followed by one of that kind."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from clubs.models import Membership, RotaryYear

Role = Membership.Role
BASE = (Role.MEMBER, Role.HONORARY)


@dataclass
class RolePlan:
    begin: list[dict] = field(default_factory=list)
    change: dict[int, dict] = field(default_factory=dict)
    """Key of a membership -> its new values."""
    shown: dict[str, list[str]] = field(default_factory=dict)


def plan_roles(standing, wanted, club, now):
    plan, today = RolePlan(), club.today(now)
    _plan_base(plan, standing, wanted, today)
    _plan_offices(plan, standing, wanted["offices"][0], today)
    return plan


def _plan_base(plan, standing, wanted, today):
    """Member or honorary member, since when, and the titles that are no roles."""
    kind, title = wanted["kind"], "; ".join(wanted["offices"][1])[:80]
    base = [membership for membership in standing if membership.role in BASE]
    lasting = [membership for membership in base if membership.lasts_on(today)]
    current = next((m for m in lasting if m.role == kind), lasting[0] if lasting else None)
    if current is None:
        kind = kind or Role.MEMBER
        plan.begin.append({"role": kind, "title": title, "starts_on": _free_from(base, kind, wanted, today)})
        plan.shown["member_type"] = ["", kind]
        return
    changed = {}
    if title and title != current.title:
        changed["title"] = title
        plan.shown["role"] = [current.title, title]
    if kind and kind != current.role:
        plan.shown["member_type"] = [current.role, kind]
        _change_kind(plan, current, kind, changed, today)
    elif (
        (joined := wanted["joined_on"]) and joined != current.starts_on and len(base) == 1 and joined <= today
    ):
        changed["starts_on"] = joined
        plan.shown["joined_on"] = [current.starts_on.isoformat(), joined.isoformat()]
    if changed:
        plan.change[current.pk] = changed


def _change_kind(plan, current, kind, changed, today):
    """The other kind begins today; what began today anyway only changes its name."""
    if current.starts_on >= today:
        changed["role"] = kind
        return
    changed["ends_on"] = today - timedelta(days=1)
    plan.begin.append({"role": kind, "title": changed.pop("title", current.title), "starts_on": today})


def _free_from(base, kind, wanted, today):
    """When they joined; after somebody was a member before, not earlier than that ended."""
    ended = [membership.ends_on for membership in base if membership.role == kind]
    return max([wanted["joined_on"] or today, *(day + timedelta(days=1) for day in ended)])


def _plan_offices(plan, standing, offices, today):
    """An office lasts for its Rotary year; where the person had it on any day of that, it stands as it is."""
    begun = []
    for role, year in dict(offices).items():
        year = year or RotaryYear.of(today)
        held = [m for m in standing if m.role == role and _overlaps(m, year.starts_on, year.ends_on)]
        if not held:
            begun.append({"role": role, "title": "", "starts_on": year.starts_on, "ends_on": year.ends_on})
    if begun:
        plan.begin += begun
        plan.shown.setdefault("role", ["", ""])[1] = ", ".join(
            filter(None, [plan.shown.get("role", ["", ""])[1], *(new["role"] for new in begun)])
        )


def _overlaps(membership, first: date, last: date):
    return membership.starts_on <= last and membership.lasts_on(first)
