"""What people want no more mail of.

Keyed by a hash of the address, so that it outlives the account, the person and the next import of a list.
Tokens name an address and a kind, hold no address, and never expire. Both depend on settings.ADDRESS_KEY.
"""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlsafe_base64_encode

from hope_portal.links import absolute

from .models import Message, OptOut

DECLINABLE = frozenset({Message.Kind.SERVICE, Message.Kind.NEWS})


def address_hash(email):
    digest = salted_hmac("outbox.address", email.strip().lower(), settings.ADDRESS_KEY, algorithm="sha256")
    return urlsafe_base64_encode(digest.digest())


def declined(email):
    kinds = OptOut.objects.filter(address_hash=address_hash(email)).values_list("kind", flat=True)
    return {Message.Kind(kind) for kind in kinds}


@transaction.atomic
def set_declined(email, kinds):
    """From now on exactly these kinds are declined. Raises ValueError for mail that nobody can decline."""
    if undeclinable := set(kinds) - DECLINABLE:
        raise ValueError(f"cannot be declined: {sorted(undeclinable)}")
    hashed = address_hash(email)
    OptOut.objects.filter(address_hash=hashed).exclude(kind__in=kinds).delete()
    for kind in kinds:
        decline(hashed, kind)


def decline(hashed, kind):
    OptOut.objects.bulk_create([OptOut(address_hash=hashed, kind=kind)], ignore_conflicts=True)


def unsubscribe_token(email, kind):
    return _signer().sign(f"{kind}.{address_hash(email)}")


def unsubscribe_url(email, kind):
    return absolute(reverse("outbox:unsubscribe", args=[unsubscribe_token(email, kind)]))


def read_token(token):
    """The hash and the kind that a token was made for, or None."""
    try:
        kind, hashed = _signer().unsign(token).split(".", 1)
    except BadSignature:
        return None
    return hashed, Message.Kind(kind)


def _signer():
    return Signer(key=settings.ADDRESS_KEY, salt="outbox.unsubscribe", sep=".")
