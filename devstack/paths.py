import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VAR = ROOT / "var"
LOGS = VAR / "log"


def _socket_folder() -> Path:
    """Under var/, or in the temporary folder where that path cannot be a socket's.

    A socket's path has at most 107 bytes (macOS: 103), and PostgreSQL takes a comma for the end of a path.
    """
    inside = VAR / "run"
    if len(os.fsencode(inside / ".s.PGSQL.5432.lock")) <= 100 and "," not in str(inside):
        return inside
    digest = hashlib.sha256(os.fsencode(VAR)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"hope-portal-{os.geteuid()}-{digest}"


SOCKETS = _socket_folder()
