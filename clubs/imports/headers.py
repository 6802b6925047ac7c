"""What columns are called elsewhere, what they are here, and which of them we refuse to hold."""

import hashlib
from collections import Counter
from functools import cache

from django.utils.translation import gettext_lazy as _

from .text import clean, fold, words

CLUBS, MEMBERS = "clubs", "members"

FIELDS = {
    MEMBERS: {
        "name": _("Full name"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("Email address"),
        "phone": _("Phone"),
        "role": _("Office in the club"),
        "member_type": _("Kind of membership"),
        "joined_on": _("Joined the club on"),
        "left_on": _("Left the club on"),
        "language": _("Language"),
        "ri_member_id": _("Rotary member number (never shown)"),
        "club_number": _("Club number"),
        "club_name": _("Club name"),
    },
    CLUBS: {
        "number": _("Club number"),
        "name": _("Club name"),
        "kind": _("Kind of club"),
        "city": _("City"),
        "region": _("State or region"),
        "country": _("Country"),
        "district": _("District"),
        "website": _("Website"),
        "sponsor_number": _("Number of the sponsor club"),
    },
}

ALIASES = {
    MEMBERS: {
        "name": "name, full name, member name, member, nombre completo, nom complet",
        "first_name": "first name, given name, forename, first, prenom, nombre, vorname, nome",
        "last_name": """last name, surname, family name, last, nom, nom de famille, apellido, apellidos,
            nachname, sobrenome""",
        "email": """preferred email, email, e mail, email address, e mail address, primary email, online id,
            correo, correo electronico, courriel, mail""",
        "phone": """preferred phone, cell, cellphone, cell phone, mobile, mobile phone, phone, phone number,
            telephone, telefono, telefon, handy, movil""",
        "role": """club position, club positions, officer role, role, roles, club office, officer title,
            position, office, cargo, fonction, amt""",
        "member_type": "membership type, member type, type of membership, type, membership, member status",
        "joined_on": """date joined club, start date, admission date, member since, join date, joined,
            date joined, joined club, date of admission, fecha de ingreso, eintritt""",
        "left_on": "termination date, date terminated, date left, left on, end date, date of termination",
        "language": "preferred language, language, idioma, langue, sprache",
        "ri_member_id": """ri member id, rotary member number, rotary member id, rotary id, ri member number,
            member no, member number, member id, ri number, individual id, ri individual id, ri id,
            membership number""",
        "club_number": "club ri id, club number, club no, club id, ri club number",
        "club_name": "club name, club, rotary club, home club",
    },
    CLUBS: {
        "number": """club number, ri club number, club no, club id, club ri id, ri number, rotary club number,
            number, no, numero de club, numero del club, clubnummer""",
        "name": "club name, name of club, club, name, nombre del club, nom du club",
        "kind": "club type, type of club, type, kind, organization type",
        "city": "city, club city, meeting city, town, location city, ciudad, ville, stadt, ort",
        "region": """state province, state, province, state or province, international province, region,
            county, estado, provincia, bundesland""",
        "country": "country, club country, country name, country code, pais, pays, land",
        "district": "district, district number, ri district, district no, district id, distrito, distrikt",
        "website": "website, club website, website url, web site, url, web, web address, homepage",
        "sponsor_number": """sponsor club number, sponsor number, sponsor club no, sponsor club id,
            sponsoring club number""",
    },
}

FORBIDDEN = words(
    """birth geburt nacimiento naissance nascimento gender spouse partner conyuge ehepartner conjoint
    anniversary aniversario pager fax username loginname lastlogin password
    reasonfortermination terminationreason photo
    image picture foto badge ethnic religio passport socialsecurity"""
)
FORBIDDEN_EXACTLY = words("sex sexe sexo age dob ssn race login avatar geschlecht genero")
FORBIDDEN_OF_MEMBERS = words("address adresse direccion street city state province zip postal county country")
"""A member's address is not ours to know; a club's town is."""


def key(header):
    return fold(header).replace(" ", "")


@cache
def aliases(kind):
    """Key of a header -> (field, how good a guess it is; smaller is better)."""
    return {
        key(name): (field, rank)
        for field, names in reversed(ALIASES[kind].items())
        for rank, name in enumerate(names.split(","))
    }


def known(cells, kind):
    return len({aliases(kind)[key(cell)][0] for cell in cells if key(cell) in aliases(kind)})


def unique_names(header):
    """The headers as written, with a name for the blank ones and a number for those that come again."""
    names: list[str] = []
    seen: Counter[str] = Counter()
    for position, cell in enumerate(header, 1):
        name = clean(cell)[:100] or str(_("Column %(number)s") % {"number": position})
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def may_not_be_kept(header, kind):
    name = key(header)
    if name in aliases(kind):
        return False
    parts = FORBIDDEN + (FORBIDDEN_OF_MEMBERS if kind == MEMBERS else [])
    return name in FORBIDDEN_EXACTLY or any(part in name for part in parts)


def guess(names, kind):
    """Header -> field, each field at most once."""
    best: dict[str, tuple[int, str]] = {}
    for name in names:
        field, rank = aliases(kind).get(key(name), (None, 0))
        if field and (field not in best or rank < best[field][0]):
            best[field] = rank, name
    return {name: field for field, (_rank, name) in best.items()}


def signature(names):
    """The same for every file with the same columns."""
    return hashlib.sha256("\n".join(key(name) for name in names).encode()).hexdigest()
