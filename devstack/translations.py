"""Every marked text has its translation, and the compiled catalogs are those of the sources."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from .paths import ROOT

NO_TEXTS = (".venv", "var", "tests")


def main() -> int:
    if not shutil.which("msgfmt"):
        print("gettext is missing: translations are not checked.")
        return 0
    catalogs = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
    problems = [problem for catalog in catalogs for problem in _problems(catalog)]
    print("\n".join(problems))
    return 1 if problems else 0


def _problems(catalog: Path) -> list[str]:
    language, before = catalog.parent.parent.name, catalog.read_text()
    ignored = [f"--ignore={folder}" for folder in NO_TEXTS]
    flags = ("makemessages", "-l", language, "--no-location", "--no-obsolete", *ignored)
    subprocess.run([sys.executable, "manage.py", *flags], cwd=ROOT, check=True, capture_output=True)
    found = []
    if missing := _entries("--untranslated", catalog) + _entries("--only-fuzzy", catalog):
        found = [f"{language}: {missing} texts wait for a translation (manage.py makemessages shows them)"]
    catalog.write_text(before)
    if _compiled(catalog) != catalog.with_suffix(".mo").read_bytes():
        found.append(f"{language}: the compiled catalog is old (manage.py compilemessages)")
    return found


def _entries(flag: str, catalog: Path) -> int:
    listed = subprocess.run(["msgattrib", flag, catalog], check=True, capture_output=True, text=True).stdout
    return max(0, listed.count("\nmsgid ") - 1)


def _compiled(catalog: Path) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "django.mo"
        subprocess.run(["msgfmt", "--check-format", "-o", target, catalog], check=True)
        return target.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
