"""Who wants to know that somebody has proved to own an email address.

Upper apps hang their own records on an account (a club knows its people before they sign up):

    linking.on_confirmed(attach)     # in AppConfig.ready

`attach(user=user, email=email)` is called in the request that confirms the address and must be repeatable.
"""

from collections.abc import Callable

from allauth.account.signals import email_confirmed
from django.db import transaction

_callbacks: list[Callable[..., None]] = []


def on_confirmed(callback):
    _callbacks.append(callback)
    return callback


@transaction.atomic
def tell(email_address, **kwargs):
    for callback in _callbacks:
        callback(user=email_address.user, email=email_address.email.lower())


def connect():
    email_confirmed.connect(tell, dispatch_uid="linking")
