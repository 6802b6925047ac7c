"""The clubs of the demo. All of them and all people in them are invented."""

from datetime import timedelta

from clubs.models import Activation, Club, Membership, Person, RotaryYear
from hope_portal.accounts.models import User

# number, name, state, zone, district, state of the activation, days since it was sent
CLUBS = [
    ("990001", "Sampletown", "OH", "America/New_York", "9990", "approved", 40),
    ("990002", "Testbury", "MA", "America/New_York", "9991", "changes", 4),
    ("990003", "Mock Harbor", "VA", "America/New_York", "9992", "submitted", 12),
    ("990004", "Port Sample", "WA", "America/Los_Angeles", "9993", "submitted", 5),
    ("990005", "Exampleford", "TX", "America/Chicago", "9994", "submitted", 2),
    ("990006", "Placeholder Bay", "FL", "America/New_York", "9995", "submitted", 1),
    ("990007", "Trialton", "IL", "America/Chicago", "9996", "approved", 30),
    ("990008", "Draftwood", "OR", "America/Los_Angeles", "9993", "approved", 25),
    ("990009", "Specimen Springs", "CO", "America/Denver", "9997", "approved", 90),
    ("990010", "Model Falls", "NY", "America/New_York", "9991", "approved", 75),
    ("990011", "Pattern Ridge", "PA", "America/New_York", "9990", "approved", 70),
    ("990012", "Fiction Lake", "MN", "America/Chicago", "9996", "declined", 20),
    ("990013", "Nowhere Junction", "NE", "America/Chicago", "9997", None, 0),
    ("990014", "Lorem", "AZ", "America/Phoenix", "9994", None, 0),
    ("990015", "Ipsum Heights", "GA", "America/New_York", "9995", None, 0),
    ("990016", "Invented Isle", "HI", "Pacific/Honolulu", "9998", None, 0),
]
UNLISTED = {
    "club_name": "Sampleton-by-the-Lake",
    "club_number": "990777",
    "club_city": "Fiction Lake",
    "club_region": "MN",
    "contact_name": "Kim Example",
    "contact_email": "kim@sampleton.example.org",
    "contact_role": "president",
    "note": "We meet on Tuesdays at noon and were founded this summer.",
}
PLANS = [
    ["hope_bags", "presentation"],
    ["share_posters", "photo_partners", "fundraiser"],
    ["school_talk", "trainings"],
]


def load(*, now):
    """Once: clubs in every state of joining, and people in some of them."""
    if Club.objects.filter(ri_number=CLUBS[0][0]).exists():
        return
    users = {user.email: user for user in User.objects.all()}
    for row, (number, name, region, zone, district, state, days) in enumerate(CLUBS):
        club = Club.objects.enter(
            name=name, ri_number=number, city=name, region=region, zone=zone, district=district
        )
        if state:
            _activate(club, state, now - timedelta(days=days), PLANS[row % 3], users)
    _misspell("990004", club_number="990040", club_city="Port Samples")
    unlisted = Activation.begin(None, now=now, plans=PLANS[0], **UNLISTED)
    unlisted.send(now=now, address_confirmed=True)
    Activation.objects.filter(club__ri_number="990003").update(assignee=users["reviewer@example.org"])
    _bring_people(users["officer@example.org"], now)
    _lead(users["member@example.org"], "990001", Membership.Role.MEMBER, now)
    _lead(users["treasurer@example.org"], "990002", Membership.Role.TREASURER, now)


def _activate(club, state, at, plans, users):
    own = {"990001": "officer@example.org", "990002": "treasurer@example.org"}
    email = own.get(club.ri_number, f"secretary@{club.slug}.example.org")
    activation = Activation.begin(
        club,
        now=at,
        contact_name=users[email].name if email in users else f"Sam of {club.name}",
        contact_email=email,
        contact_role="treasurer" if club.ri_number == "990002" else "secretary",
        plans=plans,
    )
    activation.send(now=at, address_confirmed=True)
    reviewer, decided = users["reviewer@example.org"], at + timedelta(days=1)
    if state == "approved":
        activation.approve(by=reviewer, now=decided)
    elif state == "changes":
        activation.ask_for_changes(
            by=reviewer, now=decided, note="Please add your club number, then we can say yes."
        )
    elif state == "declined":
        activation.decline(by=reviewer, now=decided, note="Please ask your district to list your club first.")


def _misspell(number, **said):
    """Something for the reviewer to notice beside the directory's record."""
    Activation.objects.filter(club__ri_number=number).update(**said)


def _bring_people(officer, now):
    """Somebody who asks to join, an open invitation, and a second club for the officer."""
    club, second = (Club.objects.get(ri_number=number) for number in ("990001", "990010"))
    club.ask_to_join(Person.objects.at_address("jo@example.org", name="Jo Placeholder"), now=now)
    year = RotaryYear.at(now, club.zone)
    club.invite("lee@example.org", role="service_chair", starts_on=year.starts_on, by=officer, now=now)
    _lead(officer, second.ri_number, Membership.Role.HONORARY, now)


def _lead(user, number, role, now):
    person, club = Person.objects.for_user(user), Club.objects.get(ri_number=number)
    year = RotaryYear.at(now, club.zone)
    Membership.objects.create(
        person=person,
        club=club,
        role=role,
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        confirmed_at=now,
    )
