"""An import from upload to undo: what is kept, what is forgotten, and what happens meanwhile."""

import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import serializers
from django.db import connection
from django.utils import timezone

from clubs.imports.arrival import earlier
from clubs.imports.steps import carry_out
from clubs.imports.tasks import carry_out_soon, carry_out_waiting_imports
from clubs.models import Club, ImportMapping, ImportRow, ImportRun, Membership, Person
from hope_portal import privacy
from hope_portal.celery import app
from hope_portal.workflow.models import IllegalMove, MoveRefused
from tests import factories as make

from .importing import a_file, checked, imported, row, sample, step, uploaded, verdicts

V = ImportRow.Verdict
SECRETS = [
    "asampleton", "04-MAY-1961", "Quinn", "12-JUN-1988", "1 Placeholder Way", "02139", "4711", "202-555-0177",
    "Moved", "11/3/2026",
]  # fmt: skip


def the_people():
    return (
        list(Person.objects.order_by("pk").values()),
        list(Membership.objects.order_by("pk").values()),
    )


def everything_stored():
    """Every row of every table of clubs, as text."""
    models = [Club, Person, Membership, ImportRun, ImportRow, ImportMapping]
    return json.dumps([serializers.serialize("python", model.objects.all()) for model in models], default=str)


@pytest.mark.django_db
def test_what_must_not_be_stored_is_dropped_on_arrival_and_named(harbor):
    run = uploaded(sample("clubrunner_members.csv"), club=harbor)

    assert run.dropped == [
        *(
            "Username",
            "Gender",
            "Preferred Address1",
            "Preferred City",
            "Preferred State",
            "Preferred Zip Code",
        ),
        *("Home Fax", "Pager", "Date of Birth", "Spouse Partner First Name", "Anniversary"),
        *("Reason For Termination", "Last Login", "Badge No"),
    ]
    assert [secret for secret in SECRETS if secret in everything_stored()] == []


@pytest.mark.django_db
def test_what_must_not_be_stored_is_nowhere_after_the_import_either(harbor):
    imported(sample("clubrunner_members.csv"), club=harbor)

    assert [secret for secret in SECRETS if secret in everything_stored()] == []


@pytest.mark.django_db
def test_after_the_import_only_the_lines_to_be_put_right_are_kept_as_written(harbor):
    run = imported(sample("clubrunner_members.csv"), club=harbor)

    assert set(run.rows.exclude(cells=[]).values_list("verdict", flat=True)) == {V.ERROR}


@pytest.mark.django_db
def test_undo_takes_back_what_was_added_and_puts_back_what_was_changed(harbor):
    person = make.a_person("Avery Old", email="old@example.org", ri_member_id="90000001")
    make.a_membership(person, of=harbor)
    before = the_people()
    run = imported(sample("clubrunner_members.csv"), club=harbor)
    assert the_people() != before

    step(run, "undo")

    assert (run.status, run.counts["not_undone"]) == ("undone", 0)
    assert the_people() == before


@pytest.mark.django_db
def test_undo_leaves_people_whom_someone_changed_since_and_names_them(harbor):
    run = imported(sample("clubrunner_members.csv"), club=harbor)
    Person.objects.filter(email="ines@example.org").update(phone="1")
    jo = Person.objects.get(ri_member_id="90000003")
    jo.user = make.a_user("jo@example.org")
    jo.save()
    make.a_membership(Person.objects.get(ri_member_id="90000002"), of=make.a_club())

    step(run, "undo")

    assert run.counts["not_undone"] == 3
    assert {r.label: r.reasons[-1][0] for r in run.rows.exclude(reasons=[]) if r.undo} == {
        "Inès Études": "changed_since",
        "Jo O'Example": "changed_since",
        "Robin Placeholder": "changed_since",
    }
    assert Person.objects.count() == 3


@pytest.mark.django_db
def test_undo_works_for_seven_days(harbor, now):
    run = imported(sample("plain_members.csv"), club=harbor, now=now)

    with pytest.raises(MoveRefused, match="Seven days are over"):
        run.begin("undo", by=None, now=now + timedelta(days=7, seconds=1))
    assert run.undo_refusal(now=now + timedelta(days=6, hours=23)) is None


@pytest.mark.django_db
def test_an_import_is_undone_once(harbor, now):
    run = step(imported(sample("plain_members.csv"), club=harbor), "undo")

    with pytest.raises(IllegalMove):
        run.begin("undo", by=None, now=now)


@pytest.mark.django_db
def test_what_someone_changed_between_check_and_import_is_left_alone_and_named(harbor):
    jo = make.a_person("Jo Example", email="jo@example.org")
    make.a_membership(jo, of=harbor)
    rows = [["Name", "Email", "Phone"], ["Jo Example", "jo@example.org", "1"], ["New", "new@example.org", ""]]
    run = checked(a_file(rows=rows), club=harbor)
    Person.objects.filter(pk=jo.pk).update(phone="2")

    step(run, "apply")

    assert verdicts(run) == {2: V.ERROR, 3: V.NEW}
    assert row(run, 2).reasons == [["moved", {}]]
    jo.refresh_from_db()
    assert jo.phone == "2"


@pytest.mark.django_db
def test_two_lists_of_the_same_people_checked_together_add_them_once(harbor):
    first, second = [checked(sample("plain_members.csv"), club=harbor) for _ in range(2)]

    step(first, "apply")
    step(second, "apply")

    assert second.counts == {"error": 7}
    assert Person.objects.count() == 4


@pytest.mark.django_db
def test_only_what_was_checked_can_be_imported_by_a_person(harbor, now):
    run = uploaded(sample("plain_members.csv"), club=harbor)

    with pytest.raises(IllegalMove):
        run.begin("apply", by=None, now=now)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_import_at_once_one_wins(harbor, caplog):
    run = checked(sample("plain_members.csv"), club=harbor)
    barrier, outcomes = Barrier(8), []

    def apply():
        mine = ImportRun.objects.get(pk=run.pk)
        barrier.wait()
        try:
            mine.begin("apply", by=None, now=timezone.now())
            outcomes.append("began")
        except IllegalMove:
            outcomes.append("refused")
        carry_out(run.pk, now=timezone.now())
        connection.close()

    threads = [Thread(target=apply) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    run.refresh_from_db()
    assert sorted(outcomes) == ["began"] + ["refused"] * 7
    assert "import broke off" not in caplog.text
    assert run.status == ImportRun.Status.APPLIED
    assert Person.objects.count() == 4


@pytest.mark.django_db
def test_a_step_that_breaks_off_leaves_nothing_behind_and_can_be_tried_again(harbor, now):
    run = checked(sample("plain_members.csv"), club=harbor)
    run.begin("apply", by=None, now=now)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clubs_membership ADD CONSTRAINT broken CHECK (role <> 'president')")

    carry_out(run.pk, now=now)

    run.refresh_from_db()
    assert (run.status, run.failed, Person.objects.count()) == ("uploaded", True, 0)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clubs_membership DROP CONSTRAINT broken")
    step(step(run, "plan"), "apply")
    assert (run.status, run.failed, Person.objects.count()) == ("applied", False, 4)


# --- Long lists ---------------------------------------------------------------------------------------------


def test_a_worker_knows_the_steps():
    app.loader.import_default_modules()

    assert "clubs.imports.tasks.carry_out_import" in app.tasks


@pytest.mark.django_db
def test_a_long_list_waits_for_a_worker_and_the_sweep_finds_it_without_one(harbor, now, monkeypatch):
    monkeypatch.setattr(ImportRun, "LONG", 3)
    run = uploaded(sample("plain_members.csv"), club=harbor)
    run.begin("plan", by=None, now=now)

    carry_out_soon(run, now=now)
    run.refresh_from_db()
    assert run.status == ImportRun.Status.PLANNING

    carry_out_waiting_imports()
    run.refresh_from_db()
    assert run.status == ImportRun.Status.PLANNED
    assert run.percent == 100


# --- Remembering and forgetting -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_same_file_is_recognised(harbor):
    imported(sample("plain_members.csv"), club=harbor)

    again = uploaded(sample("plain_members.csv"), club=harbor)

    assert earlier(again).file_name == "plain_members.csv"
    assert earlier(uploaded(sample("dacdb_members.txt"), club=harbor)) is None


@pytest.mark.django_db
def test_a_file_that_was_not_imported_can_be_forgotten_and_one_that_was_cannot(harbor):
    waiting = checked(sample("plain_members.csv"), club=harbor)
    done = imported(sample("dacdb_members.txt"), club=harbor)

    assert (waiting.discard(), done.discard()) == (True, False)
    assert list(ImportRun.objects.all()) == [done]
    assert ImportRow.objects.exclude(run=done).count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "left"), [(6, True), (8, False)])
def test_lines_are_forgotten_after_seven_days_and_the_counts_stay(harbor, now, days, left):
    then = now - timedelta(days=days)
    done = imported(sample("clubrunner_members.csv"), club=harbor, now=then)
    waiting = uploaded(sample("plain_members.csv"), club=harbor, now=then)

    privacy.purge(now=now)

    assert (done.rows.exists(), waiting.rows.exists()) == (left, left)
    done.refresh_from_db()
    assert done.counts["new"] == 5


@pytest.mark.django_db
def test_an_answer_after_the_import_changes_nothing(harbor):
    make.a_membership(make.a_person("Kim Left"), of=harbor)
    run = imported(sample("plain_members.csv"), club=harbor)
    kim = run.rows.get(label="Kim Left")

    run.answer({kim.pk: "end"})

    kim.refresh_from_db()
    assert kim.choice == ""
