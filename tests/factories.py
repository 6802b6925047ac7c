"""Plain functions that read as English and make one thing each: `a_club(name="Harbor")`."""

from datetime import date, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from campaigns.models import Booking, Event, Material, MaterialOrder, Presenter, ProposedDate, Signup
from clubs.models import Activation, Club, District, Membership, Person, RotaryYear
from hope_portal.accounts.models import User
from hope_portal.outbox.models import Message

numbers = count(1)
A_MOMENT = timedelta(seconds=1)


def a_user(email=None, *, name="", **fields):
    """An account whose address is confirmed."""
    user = User.objects.create_user(email or f"user{next(numbers)}@example.org", name=name, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def a_district(label=None):
    return District.objects.get_or_create(label=label or f"{9000 + next(numbers)}")[0]


def a_club(name=None, *, ri_number=None, **fields):
    number = ri_number or f"{70000 + next(numbers)}"
    name = name or f"Sampletown {number}"
    fields = {"city": "Sampletown", "region": "OH", "country": "US", "zone": "America/New_York", **fields}
    return Club.objects.create(name=name, ri_number=number, slug=f"club-{number}", **fields)


def a_person(name=None, *, user=None, email=None, **fields):
    email = email or (user.email if user else f"person{next(numbers)}@example.org")
    return Person.objects.create(
        name=name or (user and user.name) or "Pat Sample", user=user, email=email, **fields
    )


def a_membership(
    person=None, *, of, role=Membership.Role.MEMBER, starts_on=date(2020, 7, 1), ends_on=None, **fields
):
    fields = {"confirmed_at": timezone.now(), **fields}
    return Membership.objects.create(
        person=person or a_person(), club=of, role=role, starts_on=starts_on, ends_on=ends_on, **fields
    )


def an_activation(club=None, *, status=Activation.Status.DRAFT, now=None, **said):
    """All steps filled in, and in the wanted state by the verbs that lead there."""
    now = now or timezone.now()
    said = {
        "contact_name": "Avery Sampleton",
        "contact_email": f"avery{next(numbers)}@example.org",
        "contact_role": Membership.Role.SECRETARY,
        "plans": ["hope_bags", "fundraiser"],
        **said,
    }
    if club is None:
        said = {"club_name": "Port Sample", "club_city": "Port Sample", "club_region": "WA", **said}
    activation = Activation.begin(club, now=now, **said)
    if status != Activation.Status.DRAFT:
        activation.send(now=now)
    if status not in (Activation.Status.DRAFT, Activation.Status.UNCONFIRMED):
        activation.confirm(now=now)
    if status == Activation.Status.CHANGES:
        activation.ask_for_changes(by=None, now=now, note="Please add the club number.")
    if status == Activation.Status.APPROVED:
        activation.approve(by=None, now=now)
    if status == Activation.Status.DECLINED:
        activation.decline(by=None, now=now, note="Please ask your district first.")
    return activation


def a_rotary_year(start=None, *, at=None, zone="America/New_York"):
    return RotaryYear(start) if start else RotaryYear.at(at, zone)


def a_message(key=None, *, to=None, **fields):
    """Due now. Its subject is its key, by which a mail server's inbox can be counted."""
    number = next(numbers)
    key = key or f"test:{number}"
    fields = {
        "kind": Message.Kind.TRANSACTIONAL,
        "template": "test/hello",
        "language": "en",
        "subject": key,
        "text": "Hello\n",
        "html": "<p>Hello</p>",
        "try_after": timezone.now(),
        **fields,
    }
    return Message.objects.create(key=key, to=to or f"reader{number}@example.org", **fields)


def an_event(
    club=None,
    *,
    kind="awareness",
    status=Event.Status.LIVE,
    day=None,
    start=time(18, 30),
    now=None,
    organiser=None,
    **said,
):
    """Its club's own awareness event, 20 weeks ahead in the evening, in the wanted state."""
    now = now or timezone.now()
    club = club or a_club()
    said = {
        "title": "An evening for parents",
        "place": "Sampletown Library",
        "address": "1 Sample Street",
        "expected": 40,
        **said,
    }
    event = Event.begin(club, kind=kind, organiser=organiser, now=now, **said)
    event.set_time(day or now.date() + timedelta(weeks=20), start)
    Event.objects.filter(pk=event.pk).update(status=status)
    event.status = status
    return event


def a_signup(event, *, status=None, name="Guest Sample", email=None, seats=1, now=None, **said):
    """By the verb, so that seats are counted; `status` then says otherwise as it is."""
    email = email or f"guest{next(numbers)}@example.org"
    signup = event.sign_up(name=name, email=email, seats=seats, now=now or timezone.now(), **said)
    if status:
        Signup.objects.filter(pk=signup.pk).update(status=status)
        signup.status = status
    return signup


def take_place(event, begins):
    """As if it had been planned for this moment all along; people sign up before."""
    local = begins.astimezone(ZoneInfo(event.zone))
    event.set_time(local.date(), local.time().replace(second=0, microsecond=0))


def a_presenter(name="Robin Speaker", **fields):
    fields = {"languages": ["en"], "audiences": ["adults", "parents"], "regions": ["OH"], **fields}
    return Presenter.objects.create(name=name, email=f"presenter{next(numbers)}@example.org", **fields)


def a_proposal(club=None, *, presenter=None, weeks=(10, 12), now=None):
    """Dates that NCMEC offers for a request of the club."""
    now, presenter = now or timezone.now(), presenter or a_presenter()
    event = an_event(club, kind="community", status=Event.Status.SUBMITTED, now=now)
    days = [now.date() + timedelta(weeks=ahead) for ahead in weeks]
    dates = [ProposedDate(day=day, start=event.start, presenter=presenter) for day in days]
    return event.propose(dates, by=None, now=now, note="May suits us better.")


def a_booking(presenter, event, *, now=None):
    during = (event.starts_at - timedelta(hours=2), event.ends_at + timedelta(hours=2))
    return Booking.objects.create(
        presenter=presenter, event=event, during=during, made_at=now or timezone.now()
    )


def a_material(title="Sample handout", *, stock=0, now=None, **fields):
    """That clubs can order in print, with so many copies on the shelf."""
    fields = {
        "code": f"sample-{next(numbers)}",
        "programme": Material.Programme.NETSMARTZ,
        "kind": Material.Kind.HANDOUT,
        "made_for": ["adult"],
        "languages": ["en"],
        "source_url": "https://www.missingkids.org/netsmartz/resources",
        "printable": True,
        **fields,
    }
    material = Material.objects.create(title=title, **fields)
    if stock:
        material.add_stock(stock, why="received", by=None, now=now or timezone.now())
    return material


def a_material_order(event, material, copies=10, *, by=None, now=None, **said):
    """By the verb, so that stock is reserved."""
    said = {
        "to_name": "Sampletown Library",
        "street": "1 Sample Street",
        "city": "Sampletown",
        "region": "OH",
        "postcode": "00000",
        **said,
    }
    now = now or timezone.now()
    return MaterialOrder.place(event, {material.pk: copies}, by=by, now=now, **said)


def a_parcel_on_its_way(event, material, copies=10, *, now=None):
    now = now or timezone.now()
    order = a_material_order(event, material, copies, now=now)
    order.pack(by=None, now=now)
    order.tracking = "9400 1000"
    order.save(update_fields=["tracking"])
    order.ship(by=None, now=now)
    return order


def a_staff_member(role, **fields):
    user = a_user(f"{role.replace(' ', '')}{next(numbers)}@example.org", is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=role))
    return user
