"""How a list of clubs is written to the directory, and how that is taken back."""

from clubs.models import Club, District, DistrictTerm
from clubs.models.club import RESERVED, slug_candidates

from . import values
from .places import Places, languages
from .sets import copy_in, one_at_a_time, replace_rows, update_many

KEPT = ["name", "kind", "city", "region", "country", "website"]
PLACED = ["zone", "latitude", "longitude"]
NEW = ["ri_number", "slug", "district", "language", *KEPT, *PLACED]
STATE = ["ri_number", *KEPT, *PLACED, "district_id", "sponsor_id"]


class ClubStore:
    model = Club
    own_relations = (DistrictTerm,)
    places: Places

    def __init__(self, run, *, now):
        self.run, self.now = run, now
        self.sponsors: list[tuple] = []
        """Club, number of its sponsor."""

    def lock(self):
        one_at_a_time("clubs")

    def key(self, row):
        return row.subject

    def write(self, judgements):
        """Returns row key -> what stood before (or None), for each line that did something."""
        new = [judgement for judgement in judgements if judgement.creates]
        changed = [judgement for judgement in judgements if judgement.updates]
        was = self.states({judgement.subject for judgement in changed})
        self._create_districts(judgements)
        self._create(new)
        self._update(changed)
        touched = new + changed
        self.sponsors += [
            (judgement.subject, judgement.wanted["sponsor_number"])
            for judgement in touched
            if judgement.wanted.get("sponsor_number")
        ]
        return {judgement.row.pk: was.get(judgement.subject) for judgement in touched}

    def _create_districts(self, judgements):
        wanted = {judgement.wanted.get("district") for judgement in judgements} - {None, ""}
        self.districts = _districts(wanted)
        District.objects.bulk_create(District(label=label) for label in sorted(wanted - set(self.districts)))
        created = _districts(wanted - set(self.districts))
        self.districts |= created
        self.run.created_districts += created.values()

    def _create(self, judgements):
        slugs = _free_slugs([judgement.wanted for judgement in judgements])
        rows = [self._row(one.wanted, slug) for one, slug in zip(judgements, slugs, strict=True)]
        copy_in(Club, NEW, rows)
        numbers = [judgement.wanted["number"] for judgement in judgements]
        created = Club.objects.filter(ri_number__in=numbers).values_list("ri_number", "pk", "district_id")
        ids = {number: (pk, district) for number, pk, district in created}
        for judgement in judgements:
            judgement.subject = ids[judgement.wanted["number"]][0]
        copy_in(DistrictTerm, ["club", "district"], [row for row in ids.values() if row[1]])

    def _row(self, wanted, slug):
        place = self.places.of(wanted["country"], wanted["region"], wanted["city"])
        district = self.districts.get(wanted["district"])
        language = languages().get(wanted["country"], "en")
        return wanted["number"], slug, district, language, *(wanted.get(name, "") for name in KEPT), *place

    def _update(self, judgements):
        standing = Club.objects.in_bulk([judgement.subject for judgement in judgements])
        for judgement in judgements:
            self._take_over(standing[judgement.subject], judgement)
        _write_clubs(
            ["ri_number", *KEPT, *PLACED, "district"],
            {pk: [getattr(club, column) for column in STATE[:-1]] for pk, club in standing.items()},
        )
        moved = [standing[judgement.subject] for judgement in judgements if "district" in judgement.changes]
        DistrictTerm.objects.begin([(club.pk, club.district_id, club.today(self.now)) for club in moved])

    def _take_over(self, club, judgement):
        changes, wanted = judgement.changes, judgement.wanted
        for name in [name for name in KEPT if name in changes]:
            setattr(club, name, wanted[name])
        if "number" in changes:
            club.ri_number = wanted["number"]
        if "district" in changes:
            club.district_id = self.districts[wanted["district"]]
        if {"city", "region", "country"} & set(changes):
            place = self.places.of(club.country, club.region, club.city)
            club.zone, club.latitude, club.longitude = place

    def finish(self):
        """Sponsors come last: they may stand further down in the list than the clubs they sponsor.
        Returns the clubs that got one."""
        if not self.sponsors:
            return []
        listed = Club.objects.exclude(ri_number=None).values_list("ri_number", "pk")
        ids = {values.bare(number): pk for number, pk in listed.iterator()}
        known = [(club, ids[sponsor]) for club, sponsor in self.sponsors if sponsor in ids]
        update_many(Club, ["sponsor"], known)
        return [club for club, _sponsor in known]

    def states(self, ids):
        """All of each club that an import may write."""
        clubs = {row.pop("pk"): row for row in Club.objects.filter(pk__in=ids).values("pk", *STATE)}
        states = {pk: {"club": club, "terms": []} for pk, club in clubs.items()}
        terms = DistrictTerm.objects.filter(club__in=ids).order_by("pk")
        for club, pk, district, *days in terms.values_list("club", "pk", "district", "starts_on", "ends_on"):
            states[club]["terms"].append([pk, district, *(day and day.isoformat() for day in days)])
        return states

    def restore(self, rows):
        """Back to what was."""
        terms = {row.subject: row.undo["was"]["terms"] for row in rows}
        replace_rows(DistrictTerm, "club", terms, ["district", "starts_on", "ends_on"])
        clubs = {row.subject: row.undo["was"]["club"] for row in rows}
        names = [name.removesuffix("_id") for name in STATE]
        _write_clubs(names, {pk: [was[column] for column in STATE] for pk, was in clubs.items()})

    def remove(self, rows):
        Club.objects.filter(pk__in=[row.subject for row in rows]).delete()


def _write_clubs(names, rows):
    update_many(Club, names, [(pk, *row) for pk, row in rows.items()])


def _districts(labels):
    return dict(District.objects.filter(label__in=labels).values_list("label", "pk"))


def _free_slugs(wanted):
    """A slug for each club, none of them taken, by few queries."""
    candidates = [slug_candidates(one["name"], one["number"]) for one in wanted]
    listed = [slug for slugs in candidates for slug in slugs]
    taken = {*RESERVED, *Club.objects.filter(slug__in=listed).values_list("slug", flat=True)}
    for one, slugs in zip(wanted, candidates, strict=True):
        slug = next((slug for slug in slugs if slug not in taken), None)
        slug = slug or Club.objects.free_slug(one["name"], one["number"])
        taken.add(slug)
        yield slug
