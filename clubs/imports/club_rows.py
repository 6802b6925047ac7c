"""Lines of a list of clubs: what each means for the directory."""

from clubs.models import Club

from . import values
from .club_store import KEPT, ClubStore
from .judging import Judgement, Verdict, refused
from .places import Places
from .refusals import Wrong
from .text import clean, fold


class ClubList(ClubStore):
    def prepare(self, rows):
        """Notes which clubs are listed here and in the file, and looks up the file's towns."""
        self.ids: dict[str, int] = {}
        self.homes: dict[str, tuple] = {}
        self.names: dict[tuple, tuple] = {}
        self.lines: dict[str, int] = {}
        towns = set()
        standing = Club.objects.values_list("pk", "ri_number", "kind", "name", "country", "region", "city")
        for pk, number, kind, name, *home in standing.iterator():
            bare = values.bare(number)
            if bare:
                self.ids[bare], self.homes[bare] = pk, tuple(home)
            self.names.setdefault(_name_key(kind, name, *home[:2]), (pk, bare))
        for line, cells in rows:
            bare = values.bare(clean(cells.get("number", "")).removesuffix(".0"))
            self.lines.setdefault(bare, line)
            towns.add(_new_town(cells, self.homes.get(bare, ("", "", ""))))
        self.places = Places(towns - {None})

    def judge(self, pairs):
        judgements = [self._first_look(row, cells) for row, cells in pairs]
        known = Club.objects.filter(pk__in=[one.subject for one in judgements if one.subject])
        fields = ["pk", "ri_number", *KEPT, "district__label", "sponsor__ri_number"]
        clubs = {club["pk"]: club for club in known.values(*fields)}
        for judgement in judgements:
            if judgement.subject:
                self._compare(judgement, clubs[judgement.subject])
        return judgements

    def _first_look(self, row, cells):
        """What the line says by itself, and the key of the club it is about, or may be about."""
        try:
            wanted = self._read(cells, row.line)
        except Wrong as wrong:
            return refused(row, wrong, clean(cells.get("name", "")) or clean(cells.get("number", "")))
        judgement = Judgement(row, Verdict.NEW, wanted.get("name", ""), wanted.pop("notes"), wanted=wanted)
        judgement.subject = self.ids.get(values.bare(wanted["number"]))
        if not judgement.subject and (namesake := self._namesake(wanted)):
            judgement.subject, judgement.verdict = namesake, Verdict.DUPLICATE
        return judgement

    def _namesake(self, wanted):
        """A club here by the same name in the same place, unless the file lists that one too."""
        name = _name_key(wanted["kind"], wanted["name"], wanted["country"], wanted["region"])
        pk, number = self.names.get(name, (None, None))
        return None if number in self.lines else pk

    def _read(self, cells, line):
        """What the line gives. Of a club we know, a blank changes nothing; a new one needs name and place."""
        number = values.club_number(cells.get("number", ""))
        bare = values.bare(number)
        if self.lines[bare] != line:
            raise Wrong("twice", line=self.lines[bare])
        known = bare in self.ids
        wanted = {
            "number": number,
            "city": values.text(cells.get("city", ""), "city", 100),
            "district": values.district(cells.get("district", "")),
            "sponsor_number": self._sponsor(cells, bare),
        }
        if not known or cells.get("name", "").strip():
            wanted["name"] = values.club_name(cells.get("name", ""))
        if not known or cells.get("kind", "").strip():
            wanted["kind"] = values.club_kind(cells.get("kind", ""), cells.get("name", ""))
        country, region = cells.get("country", "").strip(), cells.get("region", "").strip()
        if not known or country or region:
            country = country or (self.homes[bare][0] if known else "")
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
        judgement.label = judgement.label or club["name"]
        if judgement.verdict == Verdict.DUPLICATE:
            name = f"{club['name']} ({club['ri_number'] or '-'})"
            judgement.reasons = [["same_name", {"name": name}], *judgement.reasons]
        else:
            judgement.verdict = Verdict.CHANGED if judgement.changes else Verdict.SAME

    def missing(self):
        """Clubs that a list leaves out are somebody else's list: nothing to ask."""
        return []


def _name_key(kind, name, country, region):
    return f"{kind} {country} {fold(region)} {fold(name)}"


def _new_town(cells, home):
    """(country, region, city) of a line, if it is not what stands here already; a blank is as it was."""
    country, region, city = (cells.get(name, "").strip() for name in ("country", "region", "city"))
    try:
        place = values.country_and_region(country or home[0], region or home[1])
    except Wrong:
        return None
    town = (*place, clean(city) or home[2])
    return town if town != home else None


def _website(cells):
    """With a note for the person, where the cell holds no address."""
    website = values.website(cells.get("website", ""))
    if website is None:
        return {"notes": [["website_left_out", {"value": clean(cells["website"])[:80]}]]}
    return {"website": website, "notes": []}
