"""Lines of a list of clubs: what each means for the directory."""

from clubs.models import Club

from . import values
from .club_store import KEPT, ClubStore
from .judging import Judgement, Verdict, refused
from .places import Places
from .refusals import Wrong
from .text import clean, fold


class ClubList(ClubStore):
    def __init__(self, run, *, now):
        self.run, self.now = run, now
        self.sponsors = []

    def prepare(self, rows):
        """Notes which clubs are listed here and in the file, and looks up the file's towns."""
        self.ids, self.names, homes = {}, {}, {}
        standing = Club.objects.values_list("pk", "ri_number", "kind", "name", "country", "region")
        for pk, number, kind, name, *home in standing.iterator():
            if number:
                self.ids[values.bare(number)], homes[values.bare(number)] = pk, home
            self.names.setdefault(_name_key(kind, name, *home), (pk, values.bare(number)))
        self.lines, towns = {}, set()
        for line, cells in rows:
            number = _number(cells)
            self.lines.setdefault(number, line)
            towns.add(_town(cells, homes.get(number, ("", ""))))
        self.places = Places(towns - {None})

    def with_subjects(self, rows, read):
        """Rows with their values, after fetching the clubs they are about."""
        pairs = [(row, read(row.cells)) for row in rows]
        ids = {self.ids.get(_number(cells)) for _row, cells in pairs}
        ids |= {found[0] for _row, cells in pairs if (found := self._namesake(cells))}
        known = Club.objects.filter(pk__in=ids - {None})
        fields = ["pk", "ri_number", *KEPT, "district__label", "sponsor__ri_number"]
        self.clubs = {club["pk"]: club for club in known.values(*fields)}
        return pairs

    def _namesake(self, cells):
        """(key, number) of a club here by this name, if the line's number is new and theirs is not listed."""
        if _number(cells) in self.ids:
            return None
        found = self._same_name(cells)
        return found if found and found[1] not in self.lines else None

    def _same_name(self, cells):
        try:
            country, region = values.country_and_region(cells.get("country", ""), cells.get("region", ""))
            kind = values.club_kind(cells.get("kind", ""), cells.get("name", ""))
            return self.names.get(_name_key(kind, values.club_name(cells.get("name", "")), country, region))
        except Wrong:
            return None

    def judge(self, row, cells):
        label = clean(cells.get("name", "")) or clean(cells.get("number", ""))
        try:
            wanted = self._read(cells, row.line)
        except Wrong as wrong:
            return refused(row, wrong, label)
        judgement = Judgement(row, Verdict.NEW, label, wanted.pop("notes"), wanted=wanted)
        if club := self.clubs.get(self.ids.get(_number(cells))):
            self._compare(judgement, club)
        elif found := self._namesake(cells):
            club = self.clubs[found[0]]
            self._compare(judgement, club)
            judgement.verdict = Verdict.DUPLICATE
            name = f"{club['name']} ({club['ri_number'] or '-'})"
            judgement.reasons = [["same_name", {"name": name}], *judgement.reasons]
        return judgement

    def _read(self, cells, line):
        """What the line gives. Of a club we know, a blank changes nothing; a new one needs name and place."""
        number = values.club_number(cells.get("number", ""))
        bare = values.bare(number)
        if self.lines[bare] != line:
            raise Wrong("twice", line=self.lines[bare])
        club = self.clubs.get(self.ids.get(bare))
        wanted = {
            "number": number,
            "city": values.text(cells.get("city", ""), "city", 100),
            "district": values.district(cells.get("district", "")),
            "sponsor_number": self._sponsor(cells, bare),
        }
        if not club or cells.get("name", "").strip():
            wanted["name"] = values.club_name(cells.get("name", ""))
        if not club or cells.get("kind", "").strip():
            wanted["kind"] = values.club_kind(cells.get("kind", ""), cells.get("name", ""))
        country, region = cells.get("country", ""), cells.get("region", "")
        if not club or country.strip() or region.strip():
            country = country.strip() or (club["country"] if club else "")
            wanted["country"], wanted["region"] = values.country_and_region(country, region)
        return wanted | _website(cells)

    def _sponsor(self, cells, bare):
        sponsor = values.bare(clean(cells.get("sponsor_number", "")))
        if sponsor and sponsor == bare:
            raise Wrong("own_sponsor")
        if sponsor and sponsor not in self.ids and sponsor not in self.lines:
            raise Wrong("no_sponsor", value=sponsor[:40])
        return sponsor

    def _compare(self, judgement, club):
        standing = club | {
            "district": club["district__label"] or "",
            "sponsor_number": values.bare(club["sponsor__ri_number"]),
        }
        if values.bare(club["ri_number"]) != values.bare(judgement.wanted["number"]):
            standing["number"] = club["ri_number"] or ""
        judgement.changes = {
            name: [str(standing[name]), str(value)]
            for name, value in judgement.wanted.items()
            if value and name in standing and value != standing[name]
        }
        judgement.subject, judgement.label = club["pk"], judgement.label or club["name"]
        judgement.verdict = Verdict.CHANGED if judgement.changes else Verdict.SAME

    def missing(self):
        """Clubs that a list leaves out are somebody else's list: nothing to ask."""
        return []


def _name_key(kind, name, country, region):
    return f"{kind} {country} {fold(region)} {fold(name)}"


def _number(cells):
    return values.bare(clean(cells.get("number", "")).removesuffix(".0"))


def _town(cells, home):
    """(country, region, city) of a line; of a club we know, what is blank is as it was."""
    country, region = cells.get("country", "").strip() or home[0], cells.get("region", "").strip() or home[1]
    try:
        return *values.country_and_region(country, region), clean(cells.get("city", ""))
    except Wrong:
        return None


def _website(cells):
    """With a note for the person, where the cell holds no address."""
    website = values.website(cells.get("website", ""))
    if website is None:
        return {"notes": [["website_left_out", {"value": clean(cells["website"])[:80]}]]}
    return {"website": website, "notes": []}
