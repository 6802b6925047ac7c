"""The events of the demo, in every state. All people and places are invented."""

from datetime import time, timedelta

from clubs.models import Club, Person
from hope_portal.accounts.models import User

from .models import Event, Initiative, Material, MaterialOrder, Presenter, ProposedDate, StockEntry, Trust

GUESTS = ["Kim Example", "Lee Sample", "Jo Placeholder", "Max Testman", "Ari Mock", "Toni Specimen"]
PARENTS = (
    "A calm, practical hour for adults: how people build trust with children online, which signs to look "
    "for, and how to begin the conversation at home. Then there is time for questions.\n\n"
    "Nothing graphic is shown. You may leave and come back at any time."
)
PRESENTERS = [
    ("Robin Speaker", "Columbus", "OH", ["en", "es"], ["adults", "parents", "middle", "high"]),
    ("Sasha Sample", "Chicago", "IL", ["en"], ["adults", "parents", "educators", "police"]),
    ("Noa Placeholder", "Denver", "CO", ["en", "es"], ["parents", "middle", "high", "welfare", "health"]),
]


def load(*, now):
    """Once."""
    if Initiative.objects.exists():
        return
    club = {club.ri_number: club for club in Club.objects.all()}
    staff = User.objects.get(email="scheduler@example.org")
    presenters = [_presenter(*row, now=now) for row in PRESENTERS]
    Trust.objects.give(club["990001"], Initiative.Kind.AWARENESS, by=staff, now=now)
    _open_events(club, now)
    _past_events(club, staff, now)
    _requests(club, presenters, staff, now)
    _parcels(now)


def _presenter(name, city, region, languages, audiences, *, now):
    return Presenter.objects.create(
        name=name,
        email=f"{name.split()[0].lower()}@presenters.example.org",
        city=city,
        region=region,
        languages=languages,
        audiences=audiences,
        regions=[region],
        youth_cleared_until=now.date() + timedelta(days=300),
    )


def _event(club, kind, title, *, now, **said):
    organiser = Person.objects.officers_of(club, club.today(now)).first()
    said = {"summary": PARENTS, "expected": 60, **said}
    return Event.begin(club, kind=kind, title=title, organiser=organiser, now=now, **said)


def _in_days(event, days, *, now, start=time(18, 30)):
    event.set_time(event.club.today(now) + timedelta(days=days), start)


def _by(event):
    return event.organiser.user if event.organiser else None


def _own(club, title, *, in_days, now, **said):
    """An awareness event of a club that NCMEC trusts, or that staff approve on the spot."""
    event = _event(
        club, "awareness", title, now=now, place=f"{club.city} Library", address="1 Sample Street", **said
    )
    _in_days(event, in_days, now=now)
    event.submit(by=_by(event), now=now)
    if event.status == Event.Status.SUBMITTED:
        event.approve(by=None, now=now)
    return event


def _sign_up(event, parties, *, now):
    for number, seats in enumerate(parties):
        name = f"{GUESTS[number % len(GUESTS)]} {chr(65 + number // len(GUESTS))}."
        event.sign_up(name=name, email=f"guest{number}@example.org", seats=seats, now=now)


def _open_events(club, now):
    week_ago = now - timedelta(days=7)
    evening = _own(
        club["990001"], "Safer online: an evening for parents", in_days=27, now=week_ago, capacity=60
    )
    _sign_up(evening, [2, 1, 4, 2, 2, 1, 3, 2, 2, 1, 5, 2], now=now - timedelta(days=2))
    small = _own(club["990001"], "Talk and tea: safer phones", in_days=19, now=week_ago, capacity=8)
    _sign_up(small, [2, 2, 2, 2, 1, 2], now=now - timedelta(days=1))
    small.signups.get(email="guest2@example.org").cancel(now=now)
    _own(club["990008"], "Una tarde para familias", in_days=33, now=week_ago, language="es", capacity=40)
    _own(club["990009"], "Safer online: an evening in the mountains", in_days=45, now=week_ago)
    flooded = _own(club["990010"], "Breakfast talk for parents", in_days=12, now=week_ago, capacity=30)
    _sign_up(flooded, [1, 2], now=now - timedelta(days=3))
    flooded.cancel(
        by=_by(flooded), now=now, note="The room is not free that day. We will choose another one."
    )


def _past_events(club, staff, now):
    for ri_number, days, reported in [("990011", 30, True), ("990007", 16, True), ("990001", 4, False)]:
        begun = now - timedelta(days=days + 30)
        event = _own(club[ri_number], "Safer online: an evening for parents", in_days=30, now=begun)
        _sign_up(event, [2, 1, 3, 2, 2], now=begun + timedelta(days=3))
        if reported:
            evening_after = event.ends_at + timedelta(days=1)
            report = event.file_report(by=_by(event), now=evening_after, adults=34, hours=12, materials=60)
            report.confirm(by=staff, now=evening_after + timedelta(days=2))


def _requests(club, presenters, staff, now):
    """What waits with staff and with clubs."""
    _request(club["990007"], "community", "Training for our town", now=now - timedelta(days=9))
    _request(
        club["990010"], "professionals", "Training for child-welfare workers", now=now - timedelta(days=2)
    )
    school = _request(club["990001"], "school", "Online safety in grades 6 to 8", now=now - timedelta(days=3))
    day = school.windows.first().first_day
    school.schedule(day, time(10), presenter=presenters[0], by=staff, now=now - timedelta(days=1))
    asked = _request(club["990009"], "community", "An evening with NCMEC", now=now - timedelta(days=4))
    asked.ask_for_changes(by=staff, now=now, note="Please tell us how many people the room holds.")
    dates = _request(club["990008"], "online", "Online: what parents can do", now=now - timedelta(days=5))
    first = dates.windows.first().first_day + timedelta(days=21)
    days = [first, first + timedelta(days=7)]
    proposed = [ProposedDate(day=day, start=time(18), presenter=presenters[2]) for day in days]
    dates.propose(
        proposed, by=staff, now=now, note="In that week nobody is free. Would one of these suit you?"
    )
    _event(club["990001"], "community", "Training with NCMEC", now=now, place="")


def _request(club, kind, title, *, now):
    event = _event(
        club,
        kind,
        title,
        now=now,
        place=f"{club.city} Hall" if kind != "school" else f"{club.city} Middle School",
        why="Parents ask us what they can do.",
    )
    for rank in range(3):
        first = event.club.today(now) + timedelta(days=75 + 14 * rank)
        event.windows.create(
            rank=rank, first_day=first, last_day=first + timedelta(days=4), earliest=time(9), latest=time(20)
        )
    event.submit(by=_by(event), now=now)
    return event


def _parcels(now):
    """Some materials in print, one parcel to pack and one on its way."""
    warehouse = User.objects.get(email="warehouse@example.org")
    printed = Material.objects.filter(kind__in=[Material.Kind.HANDOUT, Material.Kind.LESSON]).order_by("pk")
    Material.objects.filter(pk__in=printed.values("pk")).update(printable=True)
    for material in printed:
        material.add_stock(400, why=StockEntry.Why.RECEIVED, by=warehouse, now=now - timedelta(days=20))
    events = Event.objects.filter(status=Event.Status.LIVE, starts_at__gt=now).order_by("pk")
    for days, event in zip([1, 6], events, strict=False):
        order = _order(event, printed.first(), now=now - timedelta(days=days))
    order.pack(by=warehouse, now=now - timedelta(days=4))
    order.tracking = "9400 1000 0000"
    order.save(update_fields=["tracking"])
    order.ship(by=warehouse, now=now - timedelta(days=4))


def _order(event, material, *, now):
    return MaterialOrder.place(
        event,
        {material.pk: 50},
        by=_by(event),
        now=now,
        to_name=event.place,
        street="1 Sample Street",
        city=event.city,
        region=event.region,
        postcode="00000",
    )
