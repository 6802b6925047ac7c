from . import audit
from .act import Act, Way
from .activation import Activation
from .club import Club
from .district import District, DistrictTerm
from .impact import Impact
from .import_rows import ImportMapping, ImportRow
from .imports import ImportRun
from .invitation import Invitation
from .measure import Measure
from .membership import Membership
from .person import Person
from .reason import ReasonTemplate
from .rotary_year import RotaryYear

__all__ = [
    "Act",
    "Activation",
    "Club",
    "District",
    "DistrictTerm",
    "Impact",
    "ImportMapping",
    "ImportRow",
    "ImportRun",
    "Invitation",
    "Measure",
    "Membership",
    "Person",
    "ReasonTemplate",
    "RotaryYear",
    "Way",
    "audit",
]
