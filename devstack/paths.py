import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VAR = ROOT / "var"
LOGS = VAR / "log"


def _socket_folder() -> Path:
    """A socket's path may have 107 bytes (macOS: 103), so a deep clone keeps its sockets in the temporary folder."""
    inside = VAR / "run"
    if len(os.fsencode(inside / ".s.PGSQL.5432.lock")) <= 100:
        return inside
    digest = hashlib.sha256(os.fsencode(VAR)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"hope-portal-{os.geteuid()}-{digest}"


SOCKETS = _socket_folder()
