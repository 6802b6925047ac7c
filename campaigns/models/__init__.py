from .arrival import CheckinRefused
from .audience import PUPILS, Audience
from .band import Band
from .booking import Booking
from .clearance import Clearance
from .date_window import DateWindow
from .event import Event
from .feedback import Feedback
from .head_count import HeadCount
from .initiative import Initiative, InitiativeRefused
from .material import Material, StockRefused
from .material_order import MaterialOrder, OrderRefused
from .notice import Notice
from .order_line import OrderLine
from .presenter import Absence, Presenter, PresenterBusy
from .proposal import Proposal, ProposedDate
from .refusals import AlreadySignedUp, SignupRefused
from .report import Report
from .reporting import ReportRefused
from .signup import Signup
from .stock_entry import StockEntry
from .trust import Trust

__all__ = [
    "PUPILS",
    "Absence",
    "AlreadySignedUp",
    "Audience",
    "Band",
    "Booking",
    "CheckinRefused",
    "Clearance",
    "DateWindow",
    "Event",
    "Feedback",
    "HeadCount",
    "Initiative",
    "InitiativeRefused",
    "Material",
    "MaterialOrder",
    "Notice",
    "OrderLine",
    "OrderRefused",
    "Presenter",
    "PresenterBusy",
    "Proposal",
    "ProposedDate",
    "Report",
    "ReportRefused",
    "Signup",
    "SignupRefused",
    "StockEntry",
    "StockRefused",
    "Trust",
]
