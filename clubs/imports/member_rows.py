"""Lines of a list of members: what each means for the people of a club."""

from clubs.models import ImportRow

from . import titles, values
from .judging import Judgement, Verdict, refused
from .member_people import KnownPeople, club_name, club_number, member_id
from .member_roles import plan_roles
from .member_store import DETAILS, MemberStore
from .refusals import Wrong
from .text import clean, fold

SHOWN = ["name", "email", "phone", "language"]


class MemberList(MemberStore):
    def prepare(self, rows):
        rows = [cells for _line, cells in rows]
        self.known = KnownPeople(rows, self.run.club)
        self.matched, self.unreadable, self.lines = set(), set(), {}
        joined = [cells.get("joined_on", "") for cells in rows]
        self.day_first = values.is_day_first(joined, self.run.club.country if self.run.club else "US")

    def judge(self, pairs):
        return [self._judgement(row, cells) for row, cells in pairs]

    def _judgement(self, row, cells):
        try:
            wanted, club = self._read(cells), self._club(cells)
            judgement = Judgement(row, Verdict.NEW, wanted["name"], club_id=club.pk, wanted=wanted)
            self._judge(judgement, cells, club)
        except Wrong as wrong:
            name = _name(cells)
            self.unreadable.add(fold(name))
            return refused(row, wrong, name or clean(cells.get("email", "")))
        return judgement

    def _read(self, cells):
        return {
            "name": values.person_name(cells),
            "email": values.email(cells.get("email", "")) or None,
            "phone": values.text(cells.get("phone", ""), "phone", 40),
            "language": values.language(cells.get("language", "")),
            "ri_member_id": values.text(member_id(cells), "ri_member_id", 20) or None,
            "joined_on": self._day(cells, "joined_on"),
            "kind": titles.membership(cells.get("member_type", "")),
            "offices": titles.offices(cells.get("role", "")),
        }

    def _day(self, cells, name):
        return values.day(cells.get(name, ""), day_first=self.day_first)

    def _club(self, cells):
        """The club of the line: by number, or else by name; a list of one club's members need not say."""
        number, name = club_number(cells), club_name(cells)
        known = self.known
        club = known.by_club_number.get(number) if number else known.by_club_name.get(name)
        if self.run.club and not number and not name:
            club = self.run.club
        if club is None:
            said = clean(cells.get("club_name", "")) or number
            raise Wrong("other_club" if self.run.club else "no_club", value=said[:80])
        return club

    def _judge(self, judgement, cells, club):
        wanted, left = judgement.wanted, self._day(cells, "left_on")
        if wanted["kind"] in (titles.FORMER_MEMBER, titles.NO_MEMBER):
            return _leave_out(judgement, "no_member", value=clean(cells["member_type"])[:80])
        if left and left < club.today(self.now):
            return _leave_out(judgement, "left")
        self._check_said_once(judgement)
        wanted["roles_if_new"] = plan_roles([], wanted, club, self.now)
        judgement.changes = _shown_of_new(wanted)
        if person := self._person(wanted):
            self.matched.add((person.pk, club.pk))
            return self._compare(judgement, club, person)
        if namesakes := self.known.namesakes(wanted, club):
            self.matched |= {(namesake.pk, club.pk) for namesake in namesakes}
            self._ask(judgement, club, namesakes)

    def _check_said_once(self, judgement):
        row, wanted = judgement.row, judgement.wanted
        for key in (("number", wanted["ri_member_id"]), ("email", wanted["email"])):
            if key[1] and self.lines.setdefault(key, row.line) != row.line:
                raise Wrong("twice", line=self.lines[key])

    def _person(self, wanted):
        """By member number, then by email address."""
        number, email = wanted["ri_member_id"], wanted["email"]
        numbered = self.known.by_member_id.get(number) if number else None
        addressed = self.known.by_email.get(email) if email else None
        if numbered and addressed and numbered != addressed:
            raise Wrong("two_people")
        if addressed and not numbered and number and addressed.ri_member_id:
            raise Wrong("other_person")
        return numbered or addressed

    def _compare(self, judgement, club, person):
        wanted = judgement.wanted
        given = {
            name: wanted[name] for name in DETAILS if wanted[name] not in (None, "", getattr(person, name))
        }
        kept = given and self._kept_because(person, club)
        wanted["details"] = details = {} if kept else given
        wanted["roles"] = plan_roles(self.known.roles_of(person, club), wanted, club, self.now)
        judgement.subject = person.pk
        judgement.reasons = [[kept, {}]] if kept and set(given) & set(SHOWN) else []
        judgement.changes = wanted["roles"].shown | {
            name: [getattr(person, name) or "", value] if name in SHOWN else ["", ""]
            for name, value in details.items()
        }
        otherwise = Verdict.KEPT if judgement.reasons else Verdict.SAME
        judgement.verdict = Verdict.CHANGED if judgement.changes else otherwise

    def _kept_because(self, person, club):
        """People look after their own details; an officer's list speaks for those in this club alone."""
        if person.user_id:
            return "kept_account"
        if not self.run.as_staff and self.known.clubs_of[person.pk] != {club.pk}:
            return "kept_elsewhere"
        return None

    def _ask(self, judgement, club, namesakes):
        """Somebody in the club has the name. Where the line says nothing new, it is them."""
        self._compare(judgement, club, namesakes[0])
        if judgement.verdict != Verdict.SAME or len(namesakes) > 1:
            judgement.verdict = Verdict.DUPLICATE
            judgement.reasons.insert(0, ["same_name", {"name": namesakes[0].name}])

    def missing(self):
        """Who is in these clubs but in no line, apart from whoever imports; a line we cannot read counts."""
        for person, club in self.known.in_clubs_now(self.now):
            said = (person.pk, club.pk) in self.matched or fold(person.name) in self.unreadable
            if not said and not (self.run.by_id and person.user_id == self.run.by_id):
                row = ImportRow(run=self.run)
                reasons = [["not_listed", {}]]
                yield Judgement(row, Verdict.MISSING, person.name, reasons, {}, person.pk, club.pk)


def _shown_of_new(wanted):
    email = {"email": ["", wanted["email"]]} if wanted["email"] else {}
    return email | wanted["roles_if_new"].shown


def _leave_out(judgement, code, **said):
    judgement.verdict, judgement.reasons = Verdict.LEFT_OUT, [[code, said]]


def _name(cells):
    try:
        return values.person_name(cells)
    except Wrong:
        return clean(cells.get("name", ""))
