"""How a list of members is written to the people of a club, and how that is taken back."""

from collections import defaultdict
from datetime import date

from clubs.models import Membership, Person
from clubs.models.membership import MembershipRefused

from .member_people import KnownPeople
from .sets import one_at_a_time, replace_rows, update_many

DETAILS = ["name", "email", "phone", "language", "ri_member_id"]
WHOSE = ["person", "club", "pk"]
ROLE = ["role", "title", "starts_on", "ends_on", "confirmed_at"]


class MemberStore:
    model = Person
    own_relations = (Membership,)
    known: KnownPeople

    def __init__(self, run, *, now):
        self.run, self.now = run, now

    def lock(self):
        """Wait for whoever else changes the people of the club; lists of several clubs go one at a time."""
        if self.run.club:
            self.run.club.lock()
        else:
            one_at_a_time("members")

    def key(self, row):
        return row.subject, row.club_id

    def write(self, judgements):
        """Returns row key -> what stood before (or None), for each line that did something."""
        new = [judgement for judgement in judgements if judgement.creates]
        changed = [judgement for judgement in judgements if judgement.updates]
        was = self.states({self.key(judgement) for judgement in changed})
        self._create(new)
        _set_all(Person, DETAILS, {one.subject: one.wanted["details"] for one in changed})
        self._write_roles(new + changed)
        return {judgement.row.pk: was.get(self.key(judgement)) for judgement in new + changed}

    def _create(self, judgements):
        people = [Person(**{name: judgement.wanted[name] for name in DETAILS}) for judgement in judgements]
        for judgement, person in zip(judgements, Person.objects.bulk_create(people), strict=True):
            judgement.subject = person.pk
            judgement.wanted["roles"] = judgement.wanted["roles_if_new"]

    def _write_roles(self, judgements):
        """What ends, ends before what follows begins."""
        plans = [judgement.wanted["roles"] for judgement in judgements]
        _set_all(Membership, ROLE, {pk: new for plan in plans for pk, new in plan.change.items()})
        Membership.objects.bulk_create(
            Membership(person_id=one.subject, club_id=one.club_id, confirmed_at=self.now, **new)
            for one, plan in zip(judgements, plans, strict=True)
            for new in plan.begin
        )

    def end(self, row):
        """The roles of somebody no longer listed end. Returns why not, or None."""
        try:
            self.known.clubs[row.club_id].remove(self.known.people[row.subject], now=self.now)
        except MembershipRefused as refused:
            return str(refused)
        return None

    def finish(self):
        """Everything is written with each batch."""
        return []

    def states(self, keys):
        """(person, club) -> all that an import may write: the details, the roles in this club; and the other
        clubs, as who joined one since must not go with an undo."""
        found = Person.objects.filter(pk__in={person for person, _club in keys})
        people = {row.pop("pk"): row for row in found.values("pk", "user_id", *DETAILS)}
        states = {key: {"person": people[key[0]]} for key in keys if key[0] in people}
        rows = defaultdict(list)
        memberships = Membership.objects.filter(person__in=people).order_by("pk")
        for person, *role in memberships.values_list(*WHOSE, *ROLE):
            rows[person].append(role)
        for (person, club), state in states.items():
            theirs = rows[person]
            state["roles"] = [[pk, *map(_plain, role)] for of, pk, *role in theirs if of == club]
            state["clubs"] = sorted({of for of, *_role in theirs} - {club})
        return states

    def restore(self, rows):
        """Back to what was."""
        people = [(row.subject, row.undo["was"]["person"]) for row in rows]
        update_many(Person, DETAILS, [(pk, *(was[name] for name in DETAILS)) for pk, was in people])
        for club in {row.club_id for row in rows}:
            roles = {row.subject: row.undo["was"]["roles"] for row in rows if row.club_id == club}
            replace_rows(Membership, "person", roles, ROLE, club=club)

    def remove(self, rows):
        Person.objects.filter(pk__in=[row.subject for row in rows]).delete()


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _set_all(model, names, changes):
    """Write {key: {field: value}} over what stands there."""
    standing = model.objects.in_bulk([pk for pk, new in changes.items() if new])
    for pk, row in standing.items():
        for name, value in changes[pk].items():
            setattr(row, name, value)
    update_many(model, names, [(pk, *(getattr(row, name) for name in names)) for pk, row in standing.items()])
