"""Who can sign in to the demo. Invented, like all of it."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from .models import User

PASSWORD = "bridge-of-hope"  # noqa: S105 the demo's own, printed at the start
LOGINS = [
    ("officer@example.org", "Avery Sampleton", "secretary of the Rotary Club of Sampletown, which is active"),
    ("member@example.org", "Ben Example", "a member of the same club"),
    (
        "treasurer@example.org",
        "Pat Testman",
        "treasurer of the Rotary Club of Testbury, which NCMEC asked something",
    ),
    ("reviewer@example.org", "Robin Example", "reviews activations at NCMEC, in /admin/"),
    ("scheduler@example.org", "Sky Placeholder", "answers requests for events and books presenters"),
    ("warehouse@example.org", "Sandy Testman", "packs and ships printed material"),
    ("auditor@example.org", "Jamie Placeholder", "reads everything in /admin/ and changes nothing"),
    ("admin@example.org", "Alex Admin", "may do everything in /admin/"),
]
STAFF = {
    "reviewer@example.org": "reviewer",
    "scheduler@example.org": "scheduler",
    "warehouse@example.org": "warehouse",
    "auditor@example.org": "auditor",
    "admin@example.org": None,
}


def load(*, now):
    """Those who are not there yet."""
    password = make_password(PASSWORD)
    known = set(User.objects.values_list("email", flat=True))
    for email, name, _what in LOGINS:
        if email not in known:
            _enter(email, name, password)


def _enter(email, name, password):
    user = User(email=email, name=name, password=password, is_staff=email in STAFF)
    user.is_superuser = email == "admin@example.org"
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if group := STAFF.get(email):
        user.groups.add(Group.objects.get(name=group))


def told():
    """The log-ins, as the start prints them."""
    lines = [f"  {email:<24} {what}" for email, _name, what in LOGINS]
    last = "  The mail that was sent lies at /mailbox/"
    return "\n".join([f"Demo log-ins, password {PASSWORD}", *lines, last, ""])
