from datetime import timedelta

import pytest
from django.urls import reverse

from clubs.models import Club, ImportRow, ImportRun, Membership, Person
from hope_portal.workflow.models import StatusChange
from tests import factories as make

from .importing import a_file, checked, columns_of, imported, path_of, row, sample, upload, uploaded

V = ImportRow.Verdict
pytestmark = pytest.mark.django_db


@pytest.fixture
def members(harbor):
    return reverse("clubs:member-import", args=[harbor.slug])


@pytest.fixture
def officer(client, ana):
    client.force_login(ana)
    return client


# --- From upload to undo ------------------------------------------------------------------------------------


def test_an_officer_brings_a_list_from_upload_to_undo(officer, ana, harbor, members):
    response = upload(officer, members)
    run = ImportRun.objects.get()
    assert response.url == path_of(run, "columns")
    assert (run.club, run.by, run.as_staff, run.file_name) == (harbor, ana, False, "clubrunner_members.csv")

    page = officer.get(response.url).content.decode()
    assert "Date of Birth" in page
    assert "avery.sampleton@example.org" in page.lower()

    response = officer.post(path_of(run, "columns"), columns_of(run))
    page = officer.get(response.url).content.decode()
    assert "Import 5 lines" in page
    assert Person.objects.count() == 1

    response = officer.post(path_of(run, "apply"))
    page = officer.get(response.url).content.decode()
    assert "Nobody got an account or an email." in page
    assert Person.objects.count() == 6

    assert officer.get(path_of(run, "undo")).status_code == 200
    response = officer.post(path_of(run, "undo"))
    assert "Everything is as it was before." in officer.get(response.url).content.decode()
    assert Person.objects.count() == 1
    by_hand = StatusChange.objects.exclude(by=None).order_by("pk")
    assert list(by_hand.values_list("move", "by")) == [("plan", ana.pk), ("apply", ana.pk), ("undo", ana.pk)]


def test_staff_bring_a_list_of_clubs(client, nina):
    client.force_login(nina)

    response = upload(client, reverse("clubs:club-import"), "district_clubs.xlsx", kind="clubs")
    run = ImportRun.objects.get()
    assert (run.club, run.kind, run.as_staff) == (None, "clubs", True)
    client.post(response.url, columns_of(run))
    client.post(path_of(run, "apply"))

    assert Club.objects.count() == 7


def test_staff_bring_the_members_of_any_club(client, nina, harbor, members):
    client.force_login(nina)

    upload(client, members, "plain_members.csv")

    assert ImportRun.objects.get().as_staff


def test_columns_are_remembered_for_the_same_header(officer, harbor, members):
    upload(officer, members)
    run = ImportRun.objects.get()
    officer.post(path_of(run, "columns"), columns_of(run, Cell="", **{"Business Phone": "phone"}))

    upload(officer, members)

    again = ImportRun.objects.exclude(pk=run.pk).get()
    assert again.mapping["Business Phone"] == "phone"
    assert "Cell" not in again.mapping
    assert uploaded(sample("clubrunner_members.csv"), club=make.a_club()).mapping["Cell"] == "phone"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"First Name": "", "Last Name": ""}, "Choose the column with the names"),
        ({"Email": "phone"}, "Two columns are “Phone”"),
    ],
)
def test_columns_that_make_no_sense_are_asked_again(officer, members, changed, says):
    upload(officer, members)
    run = ImportRun.objects.get()

    response = officer.post(path_of(run, "columns"), columns_of(run, **changed))

    assert response.status_code == 200
    assert says in response.content.decode()
    run.refresh_from_db()
    assert run.status == "uploaded"


def test_answers_are_saved_without_importing_and_count_when_importing(officer, harbor):
    make.a_membership(make.a_person("Kim Left"), of=harbor)
    run = checked(a_file(rows=[["Name", "Email"], ["New", "new@example.org"]]), club=harbor)
    kim = run.rows.get(label="Kim Left")

    officer.post(path_of(run, "apply"), {f"row-{kim.pk}": "end", "save": "1"})
    kim.refresh_from_db()
    run.refresh_from_db()
    assert (kim.choice, run.status) == ("end", "planned")

    officer.post(path_of(run, "apply"))
    assert Membership.objects.get(person__name="Kim Left").ends_on is not None


@pytest.mark.parametrize(
    "answers", [{"row-x": "end"}, {"row-": "end"}, {"row-99999999": "end"}, {"row-²": "new"}]
)
def test_answers_that_nobody_asked_for_are_ignored(officer, harbor, answers):
    run = checked(sample("plain_members.csv"), club=harbor)

    assert officer.post(path_of(run, "apply"), answers).status_code == 302


def test_pressing_import_twice_imports_once_and_says_so(officer, harbor):
    run = checked(sample("plain_members.csv"), club=harbor)
    officer.post(path_of(run, "apply"))

    response = officer.post(path_of(run, "apply"), follow=True)

    assert "Please look again" in response.content.decode()
    assert Person.objects.filter(memberships__club=harbor).distinct().count() == 5


def test_going_back_to_the_columns_after_the_import_leads_to_its_result(officer, harbor):
    run = imported(sample("plain_members.csv"), club=harbor)

    for response in (
        officer.get(path_of(run, "columns")),
        officer.post(path_of(run, "columns"), columns_of(run)),
    ):
        assert (response.status_code, response.url) == (302, path_of(run))


def test_a_file_is_forgotten_before_the_import_but_not_after(officer, harbor):
    waiting, done = (
        checked(sample("plain_members.csv"), club=harbor),
        imported(sample("dacdb_members.txt"), club=harbor),
    )

    officer.post(path_of(waiting, "discard"))
    officer.post(path_of(done, "discard"))

    assert list(ImportRun.objects.all()) == [done]


def test_after_seven_days_there_is_no_undo(officer, harbor, now):
    run = imported(sample("plain_members.csv"), club=harbor, now=now - timedelta(days=8))

    page = officer.get(path_of(run)).content.decode()

    assert "can no longer be undone" in page
    assert officer.post(path_of(run, "undo")).url == path_of(run)
    run.refresh_from_db()
    assert run.status == "applied"


def test_a_long_list_shows_how_far_it_is_and_lets_one_look_again(officer, harbor, now):
    run = checked(sample("plain_members.csv"), club=harbor)
    run.begin("apply", by=None, now=now)
    run.done = 3

    page = officer.get(path_of(run)).content.decode()

    assert "3 of 7 lines are done." in page
    assert "http-equiv" not in page


def test_what_an_undo_left_alone_is_named_on_its_page(officer, harbor):
    run = imported(sample("plain_members.csv"), club=harbor)
    Person.objects.filter(name="Björn Böckman").update(phone="1")

    page = officer.post(path_of(run, "undo"), follow=True).content.decode()

    assert "but for one line" in page
    assert "Björn Böckman" in page
    assert "Zoë Façade" not in page


def test_every_state_of_an_import_has_its_word(officer, harbor, members):
    uploaded(sample("plain_members.csv"), club=harbor)
    imported(sample("dacdb_members.txt"), club=harbor)

    page = officer.get(members).content.decode()

    assert "Columns to be chosen" in page
    assert ">Imported<" in page


# --- Lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_of_lists_asks_the_database_as_often_for_one_as_for_three(
    officer, harbor, members, n, django_assert_num_queries
):
    for _ in range(n):
        uploaded(sample("plain_members.csv"), club=harbor, by=make.a_user())

    with django_assert_num_queries(5):
        officer.get(members)


@pytest.mark.parametrize("n", [1, 3])
def test_the_check_asks_the_database_as_often_for_one_line_as_for_three(
    officer, harbor, n, django_assert_num_queries
):
    rows = [[f"Ana {number}", "not-an-address"] for number in range(n)]
    run = checked(a_file(rows=[["Name", "Email"], *rows]), club=harbor)

    with django_assert_num_queries(6):
        officer.get(path_of(run))


def test_lines_that_need_somebody_come_first_and_the_list_goes_on_by_key(officer, harbor):
    rows = [[f"Ana {n}", f"ana{n}@example.org"] for n in range(150)] + [["Bad", "bad"]]
    run = checked(a_file(rows=[["Name", "Email"], *rows]), club=harbor)

    first = officer.get(path_of(run))
    second = officer.get(path_of(run), {"after": first.context["after"]})

    assert [row.label for row in first.context["rows"]][:2] == ["Bad", "Ana Sample"]
    seen = [row.pk for row in [*first.context["rows"], *second.context["rows"]]]
    assert (len(seen), len(set(seen))) == (run.rows.count(), run.rows.count())


def test_one_verdict_is_shown_alone(officer, harbor):
    run = checked(sample("plain_members.csv"), club=harbor)

    page = officer.get(path_of(run), {"show": "new"})

    assert {row.verdict for row in page.context["rows"]} == {V.NEW}
    assert officer.get(path_of(run), {"show": "nonsense"}).status_code == 200


def test_the_admin_lists_imports_and_changes_none(client, nina, harbor):
    run = checked(sample("plain_members.csv"), club=harbor)
    client.force_login(nina)

    page = client.get(reverse("admin:clubs_importrun_changelist"))
    assert reverse("clubs:club-import") in page.content.decode()
    assert client.get(reverse("admin:clubs_importrun_change", args=[run.pk])).status_code == 200
    assert client.get(reverse("admin:clubs_importrun_add")).status_code == 403
    assert client.post(reverse("admin:clubs_importrun_delete", args=[run.pk])).status_code == 403
    assert row(run, 3).label == "Björn Böckman"
