from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from clubs.models import Club, ImportRow, ImportRun

from .importing import DATA


@pytest.mark.django_db
def test_the_command_imports_and_reports(capsys):
    call_command("import_clubs", DATA / "district_clubs.csv")

    said = capsys.readouterr()
    assert "7 New" in said.out
    assert "line 13: Rotary Club of Nowhere: We do not know the country “Atlantis”." in said.err
    assert Club.objects.count() == 7


@pytest.mark.django_db
def test_a_dry_run_of_the_command_says_the_same_and_changes_nothing(capsys):
    call_command("import_clubs", DATA / "district_clubs.xlsx", "--dry-run")

    assert "7 New" in capsys.readouterr().out
    assert (Club.objects.count(), ImportRun.objects.count(), ImportRow.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_the_command_imports_members_of_clubs_that_are_listed(harbor, capsys):
    call_command("import_clubs", DATA / "my_rotary_members.csv", "--kind", "members")

    said = capsys.readouterr()
    assert "4 New" in said.out
    assert "Gender" in said.out
    assert harbor.memberships.count() == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "says"),
    [(b"\x89PNG\r\n", "PNG"), (b"Name,Fax\nSampletown,1\n", "club number"), (None, "Cannot read")],
)
def test_the_command_refuses_with_one_sentence(tmp_path, content, says):
    path = tmp_path / "list.csv"
    if content:
        path.write_bytes(content)

    with pytest.raises(CommandError, match=says):
        call_command("import_clubs", path, stdout=StringIO())
    assert ImportRun.objects.count() == 0
