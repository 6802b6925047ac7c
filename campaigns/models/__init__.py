from .audience import PUPILS, Audience
from .booking import Booking
from .clearance import Clearance
from .date_window import DateWindow
from .event import Event
from .feedback import Feedback
from .initiative import Initiative, InitiativeRefused
from .notice import Notice
from .presenter import Absence, Presenter, PresenterBusy
from .proposal import Proposal, ProposedDate
from .report import Report
from .signup import AlreadySignedUp, Signup, SignupRefused
from .trust import Trust

__all__ = [
    "PUPILS",
    "Absence",
    "AlreadySignedUp",
    "Audience",
    "Booking",
    "Clearance",
    "DateWindow",
    "Event",
    "Feedback",
    "Initiative",
    "InitiativeRefused",
    "Notice",
    "Presenter",
    "PresenterBusy",
    "Proposal",
    "ProposedDate",
    "Report",
    "Signup",
    "SignupRefused",
    "Trust",
]
