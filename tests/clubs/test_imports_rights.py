"""Bad files and people without the right: neither gets in."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from clubs.models import ImportRun, Person
from tests import factories as make

from .importing import CLUBS, a_file, checked, columns_of, path_of, sample, upload

pytestmark = pytest.mark.django_db
PATHS = ["run", "columns", "apply", "undo", "discard", "problems"]


@pytest.fixture
def members(harbor):
    return reverse("clubs:member-import", args=[harbor.slug])


@pytest.fixture
def officer(client, ana):
    client.force_login(ana)
    return client


# --- Bad files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("members.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40_000, "This is not a table but PNG."),
        ("members.csv", b"", "The file is empty."),
        ("members.xlsx", b"PK\x03\x04 broken", "We cannot open this workbook"),
        ("members.csv", b"x" * (20 * 2**20 + 1), "larger than 20 MB"),
        ("../../etc/passwd", b"\0\0\0\0", "This is not a table"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(officer, members, name, content, says):
    response = upload(officer, members, name, content)

    assert response.status_code == 200
    assert says in response.content.decode()
    assert ImportRun.objects.count() == 0


def test_no_file_is_a_sentence_too(officer, members):
    assert "Choose a file." in officer.post(members).content.decode()


def test_what_a_file_says_is_never_markup(officer, members):
    evil = b'<script>alert(1)</script>,Name,Email\n<img src=x>,"<b>Ana</b>",<i>@example.org\n'
    upload(officer, members, "<script>.csv", evil)
    run = ImportRun.objects.get()
    pages = [officer.get(path_of(run, "columns"))]
    officer.post(path_of(run, "columns"), columns_of(run))
    pages.append(officer.get(path_of(run)))

    for page in pages:
        text = page.content.decode()
        assert not any(
            markup in text for markup in ("<script>alert", "<img src=x", "<b>Ana", "<i>@", "<script>.csv")
        )


def test_member_numbers_are_on_no_page(officer, members):
    upload(officer, members)
    run = ImportRun.objects.get()
    pages = [officer.get(path_of(run, "columns"))]
    officer.post(path_of(run, "columns"), columns_of(run))
    pages += [officer.get(path_of(run)), officer.get(path_of(run, "problems"))]
    officer.post(path_of(run, "apply"))
    pages += [officer.get(path_of(run)), officer.get(members)]

    assert [page.request["PATH_INFO"] for page in pages if b"9000000" in page.content] == []


def test_the_bad_lines_come_back_as_a_harmless_table(officer, harbor):
    rows = [["Name", "Email", "Phone", "Member No"], ["=cmd|' /C calc'!A0", "bad", "+1 202", "90000001"]]
    run = checked(a_file(rows=rows), club=harbor)

    response = officer.get(path_of(run, "problems"))

    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Line,What is wrong,Name,Email,Phone"
    assert lines[1] == "2,“bad” is not an email address.,'=cmd|' /C calc'!A0,bad,'+1 202"
    assert response["Content-Disposition"].startswith("attachment")


# --- Who may ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("someone", ["carl", "ben"])
def test_strangers_and_members_get_404_for_an_import(client, request, harbor, someone, path):
    run = checked(sample("plain_members.csv"), club=harbor)
    client.force_login(request.getfixturevalue(someone))

    assert client.get(path_of(run, path)).status_code in (404, 405)
    assert client.post(path_of(run, path), {"save": "1"}).status_code == 404
    run.refresh_from_db()
    assert (run.status, Person.objects.filter(name="Björn Böckman").count()) == ("planned", 0)


@pytest.mark.parametrize("someone", ["carl", "ben"])
def test_strangers_and_members_cannot_bring_a_list(client, request, harbor, members, someone):
    client.force_login(request.getfixturevalue(someone))

    assert client.get(members).status_code == 404
    assert upload(client, members).status_code == 404
    assert ImportRun.objects.count() == 0


def test_who_is_not_signed_in_is_asked_to(client, harbor, members):
    run = checked(sample("plain_members.csv"), club=harbor)

    for path in (members, path_of(run), reverse("clubs:club-import")):
        assert client.get(path).url.startswith("/accounts/login/")


def test_an_officer_cannot_bring_clubs_nor_see_what_staff_brought(officer, harbor):
    run = checked(sample("district_clubs.csv"), kind=CLUBS, as_staff=True)
    of_staff = checked(sample("plain_members.csv"), club=harbor, as_staff=True)

    assert officer.get(reverse("clubs:club-import")).status_code == 404
    assert (
        upload(officer, reverse("clubs:club-import"), "district_clubs.csv", kind="clubs").status_code == 404
    )
    assert [officer.get(path_of(one)).status_code for one in (run, of_staff)] == [404, 404]


@pytest.mark.parametrize("role", ["scheduler", "warehouse", "treasurer", "content editor", "auditor"])
def test_staff_without_the_permission_cannot_bring_anything(client, harbor, members, role):
    user = make.a_user(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)

    assert [client.get(path).status_code for path in (members, reverse("clubs:club-import"))] == [404, 404]


def test_an_officer_whose_term_is_over_sees_the_import_no_more(officer, ana, harbor, now):
    run = checked(sample("plain_members.csv"), club=harbor)
    ana.person.memberships.update(ends_on=harbor.today(now) - timedelta(days=1))

    assert officer.get(path_of(run)).status_code == 404
    assert officer.post(path_of(run, "apply")).status_code == 404
