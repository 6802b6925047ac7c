import pytest
from django.utils import timezone

from clubs.models import Club
from hope_portal.outbox.models import Message
from hope_portal.plain_sql import Written, insert
from tests import factories as make

pytestmark = pytest.mark.django_db


def a_new_message(key):
    return Message(
        key=key, to="ana@example.org", params={"version": 3}, try_after=timezone.now(), urgent=True
    )


def test_an_inserted_row_is_what_saving_would_have_made():
    inserted, saved = a_new_message("one"), a_new_message("two")

    insert(inserted)
    saved.save()

    rows = Message.objects.order_by("pk").values("to", "params", "urgent", "status", "calendar", "tries")
    assert rows[0] == rows[1]
    assert Message.objects.get(pk=inserted.pk) == inserted
    assert Message.objects.get(key="one").created_at == inserted.created_at
    inserted.tries = 5
    inserted.save()
    assert Message.objects.get(key="one").tries == 5


def test_a_row_that_is_there_already_stays_as_it_is():
    make.a_message("one", to="ben@example.org")

    assert insert(a_new_message("one"), unless_same=("key",)) is False
    assert insert(a_new_message("two"), unless_same=("key",)) is True
    assert list(Message.objects.order_by("pk").values_list("to", flat=True)) == [
        "ben@example.org",
        "ana@example.org",
    ]


def test_a_queryset_written_once_finds_each_row_as_the_orm_does(django_assert_num_queries):
    harbor, hill = make.a_club("Harbor"), make.a_club("Hill")
    clubs = Written(lambda slug: Club.objects.filter(slug=slug, country="US").only("name", "slug"))

    with django_assert_num_queries(3):
        found = [clubs.first(slug) for slug in (harbor.slug, hill.slug, "nowhere")]

    assert found == [harbor, hill, None]
    assert [found[0].name, found[1].city] == ["Harbor", "Sampletown"]
