from . import events, material_orders, materials, presenters, reports, signups, trusts

__all__ = ["events", "material_orders", "materials", "presenters", "reports", "signups", "trusts"]
