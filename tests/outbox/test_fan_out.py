from datetime import timedelta

import pytest
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Value
from django.db.models.functions import Concat, Upper

from clubs.models import Club, Person
from hope_portal.outbox.delivery import deliver
from hope_portal.outbox.fan_out import fan_out
from hope_portal.outbox.models import Message
from hope_portal.outbox.nudging import nudge
from hope_portal.outbox.posting import post
from tests import factories as make
from tests.test_races import at_once

pytestmark = pytest.mark.django_db
KEY = Concat(Value("hello:"), F("pk"), output_field=Message._meta.get_field("key"))


@pytest.fixture
def owe(hello, greeted, now):
    def run(people=None, **changes):
        people = Person.objects.all() if people is None else people
        chosen = {
            "to": F("email"),
            "key": KEY,
            "kind": Message.Kind.SERVICE,
            "language": F("language"),
            "params": {"version": 3},
            "now": now,
        }
        return fan_out(hello, people, **{**chosen, **changes})

    return run


def people(count):
    return [make.a_person(f"Person {number}", email=f"p{number}@example.org") for number in range(count)]


@pytest.mark.django_db(transaction=True)
def test_two_who_owe_the_same_at_once_owe_it_once_and_do_not_deadlock(owe):
    Person.objects.bulk_create(Person(name="Ana", email=f"p{number}@example.org") for number in range(3000))
    orders = ["pk", "-pk", "email", "-email"]

    owed = at_once(lambda number: owe(Person.objects.order_by(orders[number])), times=4)

    assert sorted(owed) == [0, 0, 0, 3000]


@pytest.mark.parametrize("count", [3, 30])
def test_one_statement_owes_a_message_to_everybody(owe, count, django_assert_num_queries):
    people(count)
    owe(Person.objects.none())

    with django_assert_num_queries(1):
        assert owe() == count
    assert Message.objects.count() == count


def test_a_row_is_what_post_would_have_inserted(owe, hello, now):
    person = make.a_person("Ana", email="ana@example.org", language="es")
    options = {"kind": Message.Kind.SERVICE, "params": {"version": 3}, "due": now + timedelta(days=1)}

    owe(to=Upper("email"), due=options["due"])
    post(hello, to=person.email.upper(), key="other", about=person, language="es", **options)

    ours, other = Message.objects.order_by("pk").values()
    different = ["id", "key", "created_at"]
    assert [ours.pop(name) for name in different][1:] == [f"hello:{person.pk}", now]
    assert [other.pop(name) for name in different][1] == "other"
    assert ours == other


def test_each_is_written_when_it_goes_out(owe, smtp):
    people(2)

    owe()
    Person.objects.filter(name="Person 1").update(name="Renamed")
    deliver()

    assert smtp.keys == ["A subject for Person 0", "A subject for Renamed"]
    assert "Hello Renamed, version 3\n" in Message.objects.get(subject="A subject for Renamed").text


def test_a_fact_is_told_once_however_often_it_is_fanned_out(owe):
    people(2)
    owe()
    make.a_person("Late", email="late@example.org")

    assert owe() == 1
    assert owe() == 0
    assert Message.objects.count() == 3


def test_each_row_may_be_due_at_its_own_time(owe, now):
    people(2)
    first, second = Person.objects.order_by("pk")
    due = ExpressionWrapper(
        Value(now) + Value(timedelta(days=1), DurationField()) * (F("pk") - first.pk),
        output_field=DateTimeField(),
    )

    owe(due=due)

    found = dict(Message.objects.values_list("about_id", "try_after"))
    assert found == {first.pk: now, second.pk: now + timedelta(days=second.pk - first.pk)}


def test_facts_may_come_from_the_row(owe):
    person = make.a_person("Ana", email="ana@example.org", language="es")

    owe(params={"version": 3, "speaks": F("language"), "word": "50% off"})

    assert Message.objects.get().params == {"version": 3, "speaks": person.language, "word": "50% off"}


def test_who_has_chosen_no_language_is_written_to_in_ours(owe, settings):
    people(1)

    owe(language="")

    assert Message.objects.get().language == settings.LANGUAGE_CODE


def test_a_queryset_with_joins_and_annotations_of_its_own_is_as_good(owe, harbor):
    person = make.a_person("Ana", email="ana@example.org")
    for role in ("member", "president"):
        make.a_membership(person, of=harbor, role=role)
    chosen = Person.objects.filter(memberships__club=harbor).alias(word=F("email")).distinct()

    assert owe(chosen, to=F("word")) == 1
    assert Message.objects.get().to == "ana@example.org"


def test_what_is_due_now_is_one_nudge_and_nobody_is_none(owe, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as none:
        owe()
    people(2)
    with django_capture_on_commit_callbacks() as later:
        owe(due=now)
    with django_capture_on_commit_callbacks() as one:
        owe(key=Value("all"))

    assert (none, later, one) == ([], [], [nudge])
    assert Message.objects.count() == 3


def test_rows_that_cannot_write_a_message_are_a_mistake_of_the_caller(owe):
    with pytest.raises(TypeError, match="Club has no message_context"):
        owe(Club.objects.all())
