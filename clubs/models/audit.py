"""What staff and officers change leaves a trail, written by triggers, so that no `.update()` slips past.

Nothing personal or secret goes in: names, addresses and notes have their own retention, which no trail
must undo. An import adds clubs by the ten thousand: what is new is not yet a change.
"""

import pghistory

from .activation import Activation
from .club import Club
from .district import District
from .membership import Membership

KEPT_OUT = {
    District: [],
    Club: ["search", "join_token"],
    Membership: ["title"],
    Activation: ["token", "contact_name", "contact_email", "note", "staff_note"],
}

for model, fields in KEPT_OUT.items():
    pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=fields)(model)
