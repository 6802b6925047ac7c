"""The door of an evening that began an hour ago."""

from datetime import timedelta

from django.urls import reverse

from tests import factories as make

MINUTE = timedelta(minutes=1)


def an_open_door(club, now):
    """Kim comes with a friend, Lee and José alone; Max has waited in vain, and Toni has cancelled."""
    event = make.an_event(club, capacity=4, title="An evening for parents")
    make.a_signup(event, name="Kim Example", seats=2)
    make.a_signup(event, name="Lee Sample")
    make.a_signup(event, name="José Testman")
    make.a_signup(event, name="Max Waiting", seats=3)
    make.a_signup(event, name="Toni Waiting").cancel(now=now)
    make.take_place(event, now - 60 * MINUTE)
    return event


def path(event, suffix=""):
    return reverse(f"campaigns:event-checkin{suffix}", args=[event.reference])


def arrived(event):
    return dict(event.signups.filter(arrived__gt=0).values_list("name", "arrived"))


def milliseconds(moment):
    return int(moment.timestamp() * 1000)
