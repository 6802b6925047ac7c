"""What to use, given for whom, how long and in which language."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Material

KINDS = Material.Kind.values


@dataclass
class Pick:
    material: Material
    but: list[str] = field(default_factory=list)
    """Why it is not quite what was asked for."""


def pick(*, made_for=(), minutes=None, language=""):
    """All that is made for any of these readers; what fits time and language first, then what almost does.

    Among equals what carries a session comes first, and what uses the time best; unknown lengths last.
    """
    materials = Material.objects.shown()
    if made_for:
        materials = materials.filter(made_for__overlap=list(made_for))
    picks = [Pick(material, _but(material, minutes, language)) for material in materials]
    return sorted(picks, key=_rank)


def _but(material, minutes, language):
    but = []
    if language and language not in material.languages:
        names = ", ".join(material.in_languages)
        but.append(
            _("Not in %(wanted)s; there is %(names)s.") % {"wanted": _language(language), "names": names}
        )
    if minutes and material.minutes and material.minutes > minutes:
        but.append(
            ngettext("Takes %(n)s minute.", "Takes %(n)s minutes.", material.minutes)
            % {"n": material.minutes}
        )
    return but


def _language(code):
    return dict(settings.LANGUAGES)[code]


def _rank(found):
    material = found.material
    length = -material.minutes if material.minutes else 0
    return len(found.but), KINDS.index(material.kind), length, material.title
