"""The clubs and the people that a list of members may be about, fetched in a few queries."""

from collections import Counter, defaultdict

from clubs.models import Club, Membership, Person

from . import values
from .text import clean, fold


def member_id(cells):
    return clean(cells.get("ri_member_id", "")).removesuffix(".0")


def club_number(cells):
    return values.bare(clean(cells.get("club_number", "")))


def club_name(cells):
    name = clean(cells.get("club_name", ""))
    return fold(values.club_name(name)) if name else ""


class KnownPeople:
    def __init__(self, rows, club=None):
        """`rows` are the cells of all lines; `club` is the only club they may be about."""
        self._find_clubs([club] if club else _clubs_of(rows))
        self._find_people(rows)
        self._find_roles()

    def _find_clubs(self, clubs):
        self.clubs = {club.pk: club for club in clubs}
        self.by_club_number = {values.bare(club.ri_number): club for club in clubs}
        names = Counter(fold(club.name) for club in clubs)
        self.by_club_name = {fold(club.name): club for club in clubs if names[fold(club.name)] == 1}

    def _find_people(self, rows):
        ids = {member_id(cells) for cells in rows} - {""}
        emails = {clean(cells.get("email", "")).lower() for cells in rows} - {""}
        self.people = Person.objects.filter(ri_member_id__in=ids).in_bulk()
        self.people |= Person.objects.filter(email__in=emails).in_bulk()
        self.people |= Person.objects.filter(memberships__club__in=self.clubs).in_bulk()
        self.by_member_id = {person.ri_member_id: person for person in self.people.values()}
        self.by_email = {person.email: person for person in self.people.values()}

    def _find_roles(self):
        """(person, club) -> memberships, person -> clubs, (club, name) -> people."""
        self.roles, self.clubs_of = defaultdict(list), defaultdict(set)
        for membership in Membership.objects.filter(person__in=self.people).order_by("starts_on", "pk"):
            self.clubs_of[membership.person_id].add(membership.club_id)
            self.roles[membership.person_id, membership.club_id].append(membership)
        self.by_name = defaultdict(list)
        for person, club in self.roles:
            self.by_name[club, fold(self.people[person].name)].append(self.people[person])

    def roles_of(self, person, club):
        return self.roles.get((person.pk, club.pk), [])

    def namesakes(self, wanted, club):
        """People of the club by this name whom no member number tells apart."""
        called_so = self.by_name.get((club.pk, fold(wanted["name"])), [])
        return [person for person in called_so if not (wanted["ri_member_id"] and person.ri_member_id)]

    def in_clubs_now(self, now):
        """(person, club) for whoever has a role in one of the clubs today."""
        today = {pk: club.today(now) for pk, club in self.clubs.items()}
        for (person, club), roles in self.roles.items():
            if club in today and any(role.confirmed_at and role.lasts_on(today[club]) for role in roles):
                yield self.people[person], self.clubs[club]


def _clubs_of(rows):
    """The listed clubs that the lines name by number or by name."""
    numbers = {club_number(cells) for cells in rows} - {""}
    names = {club_name(cells) for cells in rows} - {""}
    standing = Club.objects.values_list("pk", "ri_number", "name").iterator()
    found = [pk for pk, number, name in standing if values.bare(number) in numbers or fold(name) in names]
    return list(Club.objects.filter(pk__in=found))
