"""What holds everywhere. A rule that a person would have to remember is a test here."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern, get_resolver

ROOT = Path(settings.BASE_DIR)
OURS = ("hope_portal", "clubs", "campaigns", "donations", "devstack", "benchmarks", "tests")
LAYERS = ["donations", "campaigns", "clubs", "hope_portal"]
MAY_LOOK_UP = {"hope_portal/urls.py", "hope_portal/privacy.py"}


def modules(*tops):
    for top in tops:
        for path in (ROOT / top).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT)


def imported(path):
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_imports_go_down_only():
    wrong = [
        f"{path} imports {name}"
        for level, app in enumerate(LAYERS)
        for path in modules(app)
        if str(path) not in MAY_LOOK_UP
        for name in imported(path)
        if name.split(".")[0] in LAYERS[:level]
    ]

    assert wrong == []


def test_no_module_is_longer_than_300_lines():
    long = {str(path): n for path in modules(*OURS) if (n := (ROOT / path).read_text().count("\n")) > 300}

    assert long == {}


def test_no_function_of_a_view_is_longer_than_20_lines():
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in modules("hope_portal", "clubs", "campaigns", "donations")
        if "views" in str(path)
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 20
    ]

    assert long == []


def test_no_model_reads_the_clock():
    wrong = [
        f"{path}:{node.lineno}"
        for path in modules("hope_portal", "clubs", "campaigns", "donations")
        if "models" in str(path)
        for node in ast.walk(ast.parse((ROOT / path).read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("timezone.now", "datetime.now", "date.today")
    ]

    assert wrong == []


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_page_carries_inline_style_or_script():
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if "emails" not in path.parts
        for text in [path.read_text()]
        if " style=" in text or "<style" in text or " onclick=" in text or _has_inline_script(text)
    ]

    assert wrong == []


def _has_inline_script(text):
    starts = text.split("<script")[1:]
    return any("src=" not in tag.split(">")[0] and "application/" not in tag.split(">")[0] for tag in starts)


def test_a_page_that_posts_says_where_it_comes_from():
    """Under `no-referrer` a browser sends `Origin: null`, and the form is refused as forged."""
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        for text in [path.read_text()]
        if "no-referrer{%" in text and 'method="post"' in text
    ]

    assert wrong == []


def views(patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from views(pattern.url_patterns, route)


def test_the_public_views_are_exactly_the_listed_ones():
    """Closed by default: a new public address is added to the list by someone who means it."""
    public = {f"/{route}" for route, view in views() if not getattr(view, "login_required", True)}

    assert sorted(public) == (ROOT / "tests" / "public_views.txt").read_text().split()


def test_the_import_contract_holds_for_indirect_imports_too():
    done = subprocess.run(
        [sys.executable, "-m", "importlinter.cli", "lint"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
