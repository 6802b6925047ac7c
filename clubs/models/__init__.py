from .activation import Activation
from .club import Club
from .district import District, DistrictTerm
from .impact import Impact
from .membership import Membership
from .person import Person
from .rotary_year import RotaryYear

__all__ = ["Activation", "Club", "District", "DistrictTerm", "Impact", "Membership", "Person", "RotaryYear"]
