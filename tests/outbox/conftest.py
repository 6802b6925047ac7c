import pytest

from clubs.models import Person

from .sink import Sink

HELLO = "A subject for {{ name }}\n\nHello {{ name }}, {{ word }}\n"


@pytest.fixture
def sink():
    running = Sink().start()
    yield running
    running.stop()


@pytest.fixture
def smtp(settings, sink):
    """The portal sends to the sink."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    return sink


@pytest.fixture
def greeted(monkeypatch):
    """Makes people what test/hello can be about: it greets them by name, and the word is the version."""

    def context(person, message):
        return {"name": person.name, "word": f"version {message.params['version']}"}

    monkeypatch.setattr(Person, "message_context", context, raising=False)


@pytest.fixture
def hello(settings, tmp_path):
    """The email template test/hello, about a name and a word."""
    folder = tmp_path / "emails" / "test"
    folder.mkdir(parents=True)
    (folder / "hello.txt").write_text(HELLO)
    (folder / "hello.html").write_text(
        '{% extends "emails/base.html" %}{% block body %}<p>{{ word }}</p>{% endblock %}'
    )
    first = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**first, "DIRS": [tmp_path, *first["DIRS"]]}]
    return "test/hello"
