from . import events, presenters, reports, signups, trusts

__all__ = ["events", "presenters", "reports", "signups", "trusts"]
