"""Nothing here is about anybody, and stays so. See `hope_portal/privacy.py`."""

from .personal import ALL

RULES: list = []

IMPERSONAL = {
    "safety.HelpContact": ALL,
    "safety.HelpContactEvent": ALL,
    "safety.TipMatch": ALL,
}
