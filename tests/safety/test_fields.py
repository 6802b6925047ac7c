import logging
from contextlib import closing
from datetime import timedelta

import pytest
from django import forms
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from hope_portal.safety.counting import count_match
from hope_portal.safety.fields import SafeTextField
from hope_portal.safety.models import TipMatch

DISCLOSURE = "My friend told me her uncle hurts her."


class NoteForm(forms.Form):
    note = SafeTextField(label="Note", required=False, max_length=200, help_text="For example parking.")


@pytest.fixture(autouse=True)
def forget_counts(db):
    """Counts have a connection of their own, so no test takes them back by rolling back."""
    own = connections.create_connection("default")
    with closing(own), own.cursor() as cursor:
        cursor.execute("DELETE FROM safety_tipmatch")


def test_a_harmless_note_passes():
    form = NoteForm({"note": "Parking is behind the church."})

    assert form.is_valid()
    assert form.cleaned_data == {"note": "Parking is behind the church."}
    assert TipMatch.objects.count() == 0


def test_a_disclosure_stops_the_form_and_names_whom_to_call():
    form = NoteForm({"note": DISCLOSURE})

    assert not form.is_valid()
    assert form.cleaned_data == {}
    assert form.errors.as_data()["note"][0].code == "diverted"
    html = str(form)
    assert 'href="tel:911"' in html
    assert 'href="tel:+18008435678"' in html
    assert "not sent to anyone" in html


def test_the_text_stays_in_the_field_and_nowhere_else(caplog):
    caplog.set_level(logging.DEBUG)
    form = NoteForm({"note": DISCLOSURE})

    assert f">\n{DISCLOSURE}</textarea>" in str(form)
    assert DISCLOSURE not in str(form.errors)
    assert DISCLOSURE not in caplog.text.replace("\\", "")
    assert DISCLOSURE not in str(list(TipMatch.objects.values()))


def test_a_text_about_something_else_goes_on():
    form = NoteForm({"note": DISCLOSURE, "note_about_something_else": "on"})

    assert form.is_valid()
    assert form.cleaned_data == {"note": DISCLOSURE}


def test_the_box_appears_only_when_it_is_needed():
    assert "about something else" not in str(NoteForm())
    assert "about something else" not in str(NoteForm({"note": "Parking."}))
    assert 'name="note_about_something_else"' in str(NoteForm({"note": DISCLOSURE}))


def test_the_box_stays_ticked_when_another_field_is_wrong():
    class TwoFields(NoteForm):
        seats = forms.IntegerField()

    html = str(TwoFields({"note": DISCLOSURE, "note_about_something_else": "on", "seats": "many"}))

    assert 'name="note_about_something_else" checked' in html


def test_two_forms_do_not_share_what_was_stopped():
    stopped = NoteForm({"note": DISCLOSURE})
    stopped.is_valid()

    assert "about something else" not in str(NoteForm({"note": ""}))


def test_a_prefix_keeps_the_boxes_of_two_forms_apart():
    form = NoteForm({"a-note": DISCLOSURE, "b-note_about_something_else": "on"}, prefix="a")

    assert not form.is_valid()
    assert 'name="a-note_about_something_else"' in str(form)


def test_the_hint_stands_after_the_forms_own():
    html = str(NoteForm())

    assert "For example parking. Do not write about a child or a crime here." in html
    assert '<a href="/help/">get help now</a>' in html


def test_help_text_of_a_form_is_escaped():
    class Sly(forms.Form):
        note = SafeTextField(help_text="<script>")

    assert "<script>" not in str(Sly())


def test_only_the_form_the_day_and_how_often_are_known():
    for _ in range(3):
        NoteForm({"note": DISCLOSURE}).is_valid()

    match = TipMatch.objects.get()
    assert (match.form, match.day, match.count) == ("NoteForm.note", timezone.localdate(), 3)
    assert [field.name for field in TipMatch._meta.fields] == ["id", "form", "day", "count"]


def test_another_day_is_another_row():
    count_match("a", timezone.localdate())
    count_match("a", timezone.localdate() - timedelta(days=1))

    assert TipMatch.objects.count() == 2


def test_a_request_that_rolls_back_is_counted_all_the_same():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        NoteForm({"note": DISCLOSURE}).is_valid()
        raise ZeroDivisionError

    assert TipMatch.objects.get().count == 1


def test_a_database_that_is_away_does_not_stand_before_the_number(monkeypatch):
    def away(*args):
        raise DatabaseError

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.connect", away)

    assert not NoteForm({"note": DISCLOSURE}).is_valid()
