import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import reverse

from hope_portal import queues
from hope_portal.forms import RadioTiles
from hope_portal.templatetags.portal import browser
from tests.look.pages import forbidden, in_our_layout, page_title


class Request(forms.Form):
    audience = forms.ChoiceField(choices=[("adults", "Adults")], widget=RadioTiles)
    people = forms.IntegerField(help_text="Your best guess is fine.")
    note = forms.CharField(required=False)

    def clean(self):
        raise forms.ValidationError("Both dates are taken.")


def test_the_summary_links_to_the_first_control_of_each_refused_field():
    html = str(Request({"people": "a full room"}))

    assert "3 things to put right" in html
    assert "<li>Both dates are taken.</li>" in html
    assert '<a href="#id_audience_0">' in html
    assert '<a href="#id_people">' in html
    assert 'id="id_audience_0"' in html


def test_a_field_is_described_by_its_hint_and_its_error():
    html = str(Request({"people": "a full room"}))

    assert 'aria-invalid="true" aria-describedby="id_people_helptext id_people_error"' in html
    assert '<fieldset class="field bad" aria-describedby="id_audience_error">' in html
    assert html.count('aria-invalid="true"') == 1


def test_an_optional_field_says_so_and_a_fresh_form_has_no_summary():
    html = str(Request())

    assert html.count("(optional)") == 1
    assert "summary" not in html


def test_the_title_begins_with_error_only_when_a_form_was_refused():
    page = Template('{% extends "base.html" %}{% block title %}Ask{% endblock %}')

    assert "<title>Error: Ask · " in page.render(Context({"form": Request({})}))
    assert "<title>Ask · " in page.render(Context({"form": Request()}))


def test_an_email_renders_in_the_readers_direction_with_one_button():
    parts = [
        '"_button.html" with url="https://a.example/" label="Go"',
        '"_code.html" with code="SMP-4K7"',
        '"_facts.html"',
    ]
    body = "".join("{% include " + part.replace('"_', '"emails/_', 1) + " %}" for part in parts)
    page = Template('{% extends "emails/base.html" %}{% block body %}' + body + "{% endblock %}")

    html = page.render(
        Context({"subject": "A date", "facts": [("When", "June 10")], "unsubscribe_url": "/u/"})
    )

    assert 'dir="ltr"' in html
    assert 'href="https://a.example/"' in html
    assert "SMP-4K7" in html
    assert "June 10" in html
    assert 'href="/u/"' in html


def test_a_crossing_says_each_state_in_words():
    steps = [{"name": state, "state": state} for state in ("done", "now", "ahead", "ended")]

    html = render_to_string("_crossing.html", {"steps": steps})

    for word in ("done", "now", "to come", "ended here"):
        assert f'<span class="vh">{word}</span>' in html
    assert html.count('aria-current="step"') == 1


def test_a_list_in_the_middle_links_both_ways():
    html = render_to_string("_pagination.html", {"previous": "?before=1", "next": "?after=9"})

    assert 'href="?before=1" rel="prev"' in html
    assert 'href="?after=9" rel="next"' in html
    assert render_to_string("_pagination.html").strip() == ""


@pytest.mark.django_db
def test_the_style_guide_is_open_in_the_demo_and_missing_elsewhere(client, settings):
    settings.DEMO = True
    shown = client.get(reverse("style-guide"))
    settings.DEMO = False
    hidden = client.get(reverse("style-guide"))

    assert shown.status_code == 200
    assert in_our_layout(shown)
    assert hidden.status_code == 404


@pytest.mark.django_db
def test_the_banner_is_shown_only_in_the_demo(client, settings):
    settings.DEMO = True
    demo = client.get("/").text
    settings.DEMO = False
    real = client.get("/").text

    assert "invented clubs and people." in demo
    assert "invented clubs and people" not in real


def test_staff_see_the_queues_they_may_work_on(client, nina, monkeypatch):
    monkeypatch.setattr(queues, "_queues", [])
    queues.register("Activations", lambda: 3, "admin:index", "clubs.view_activation")
    queues.register("Secrets", lambda: 1, "admin:index", "accounts.delete_user")

    assert [(queue["label"], queue["count"]) for queue in queues.queues_for(nina)] == [("Activations", 3)]


def test_the_staff_pages_bring_no_inline_style_or_script(client, django_user_model, settings):
    settings.STAFF_NEED_SECOND_FACTOR = False
    root = django_user_model.objects.create_superuser("root@example.org", "a sample password")
    client.force_login(root)

    text = client.get(reverse("admin:index")).text

    assert "What waits for us" in text
    assert "css/admin.css" in text
    assert forbidden(text) == []


@pytest.mark.django_db
def test_sign_in_with_an_error_keeps_the_title_in_front(client):
    response = client.post(reverse("account_signup"), {})

    assert page_title(response).startswith("Error: Make an account")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("curl/8.0", "A browser"),
    ],
)
def test_a_browser_is_named_as_people_name_it(said, shown):
    assert browser(said) == shown
