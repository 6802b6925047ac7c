"""Whoever proves to own an email address is the person whom clubs know by it."""

from .models import Person


def attach_person(*, user, email):
    Person.objects.attach(user, email)
