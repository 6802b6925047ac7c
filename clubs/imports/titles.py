"""Titles of office as lists write them, and the roles they stand for. A title we do not know stays text."""

import re

from clubs.models import Membership, RotaryYear

from .text import clean, fold, words

Role = Membership.Role

TITLES = {
    Role.PRESIDENT: """president, pres, club president, presidente, presidenta, presidente de club,
        prasident, prasidentin""",
    Role.PRESIDENT_ELECT: """president elect, pres elect, pe, incoming president, presidente electo,
        presidenta electa, president elu, presidente eleito, presidente eleita""",
    Role.VICE_PRESIDENT: """vice president, vice pres, vp, v p, vicepresident, vicepresidente, vicepresidenta,
        vice presidente, vize prasident, vizeprasident""",
    Role.SECRETARY: """secretary, sec, secy, club secretary, secretaire, secretario, secretaria, sekretar,
        sekretarin, segretario, executive secretary""",
    Role.TREASURER: """treasurer, treas, club treasurer, tresorier, tresoriere, tesorero, tesorera,
        tesoureiro, schatzmeister, schatzmeisterin, kassierer""",
    Role.SERVICE_CHAIR: "service projects chair, service project chair, service chair, service projects",
    Role.FOUNDATION_CHAIR: "foundation chair, rotary foundation chair, club foundation chair, trf chair",
    Role.MEMBERSHIP_CHAIR: "membership chair, club membership chair",
    Role.PUBLIC_IMAGE_CHAIR: "public image chair, public relations chair, pr chair",
    Role.YOUTH_PROTECTION: """youth protection officer, youth protection chair,
        club youth protection officer""",
    Role.COORDINATOR: "hope coordinator, rotarians for hope coordinator, rotarians for hope chair",
    Role.ADVISER: """adviser, advisor, club adviser, club advisor, faculty adviser,
        faculty advisor""",
}
ROLE_OF = {title.strip(): role for role, titles in TITLES.items() for title in titles.split(",")}
SAYS_NOTHING = frozenset(
    ["", "member", "active", "active member", "honorary", "honorary member", "none", "no", "rotarian", "n a"]
)
YEAR = re.compile(r"\b(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)\b")
IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
CHAIR = re.compile(r"\b(chairman|chairwoman|chairperson|committee chair)\b")
BETWEEN = re.compile(r"[,;/|\n]+")
BETWEEN_WORDS = re.compile(r"\s+(?:&|and|und|et|y)\s+|-(?=treasurer)", re.I)


def role_of(title):
    return ROLE_OF.get(CHAIR.sub("chair", fold(IN_BRACKETS.sub(" ", YEAR.sub(" ", title)))))


def year_of(title):
    """The Rotary year that a title names, as in “President (2026-27)”."""
    match = YEAR.search(title)
    if match and (int(match[1]) + 1) % 100 == int(match[2]):
        return RotaryYear(int(match[1]))
    return None


def offices(cell):
    """([(role, Rotary year or None)], titles we do not know) of a cell such as “Secretary / Bell ringer”."""
    roles, unknown = [], []
    for title in _titles(cell):
        if role := role_of(title):
            roles.append((role, year_of(title)))
        elif fold(title) not in SAYS_NOTHING:
            unknown.append(clean(title))
    return roles, unknown


def _titles(cell):
    for title in BETWEEN.split(cell):
        parts = BETWEEN_WORDS.split(title)
        yield from parts if len(parts) > 1 and all(map(role_of, parts)) else [title]


# --- Kinds of membership ------------------------------------------------------------------------------------

FORMER_MEMBER, NO_MEMBER = "former", "no member"
FORMER = set(words("former inactive terminated resigned deceased past ex removed dropped"))
NOT_YET = set(words("prospective prospect applicant guest friend visitor alumni alumnus donor"))
HONORARY = set(words("honorary hon honorario honoraire ehrenmitglied"))


def membership(value):
    """Role.MEMBER or Role.HONORARY; FORMER_MEMBER or NO_MEMBER where the word means none; else None."""
    said = set(fold(value).split())
    if not said:
        return None
    if said & FORMER:
        return FORMER_MEMBER
    if said & NOT_YET:
        return NO_MEMBER
    return Role.HONORARY if said & HONORARY else Role.MEMBER
