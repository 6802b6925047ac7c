"""What staff may do: each role is a Django group with exactly these permissions.

The table is the truth. It is applied after every migrate, so a permission granted by hand does not stay.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.db.models.signals import post_migrate

EVERYTHING = "*"

ROLES: dict[str, dict[str, dict[str, str | list[str]]]] = {
    "reviewer": {
        "clubs": {
            "view": [
                "activation",
                "club",
                "district",
                "districtterm",
                "importrun",
                "membership",
                "person",
                "reasontemplate",
            ],
            "add": ["club", "districtterm", "reasontemplate"],
            "change": ["activation", "club", "districtterm", "reasontemplate"],
        },
        "campaigns": {
            "view": ["absence", "booking", "event", "presenter", "report", "signup", "trust"],
            "change": ["event", "report", "trust"],
        },
        "workflow": {"view": ["statuschange"]},
        "outbox": {"view": ["message"], "change": ["message"]},
    },
    "scheduler": {
        "clubs": {"view": ["club", "district", "reasontemplate"]},
        "campaigns": {
            "view": ["absence", "booking", "event", "presenter", "report", "trust"],
            "add": ["absence", "presenter"],
            "change": ["absence", "event", "presenter"],
            "delete": ["absence"],
        },
        "workflow": {"view": ["statuschange"]},
        "outbox": {"view": ["message"]},
    },
    "warehouse": {
        "clubs": {"view": ["club", "district"]},
        "campaigns": {
            "view": ["material", "materialorder", "stockentry"],
            "add": ["stockentry"],
            "change": ["materialorder"],
        },
        "workflow": {"view": ["statuschange"]},
        "outbox": {"view": ["message"]},
    },
    "treasurer": {"clubs": {"view": ["club", "district", "membership"]}},
    "content editor": {
        "clubs": {"view": ["club", "district"]},
        "campaigns": {"view": ["material"], "add": ["material"], "change": ["material"]},
        "safety": {"view": ["helpcontact"], "add": ["helpcontact"], "change": ["helpcontact"]},
    },
    "auditor": {EVERYTHING: {"view": EVERYTHING}},
}
"""Role -> app -> action -> models. EVERYTHING stands for all apps and for all models."""


def permissions_of(role):
    granted = Q(pk=None)
    for app, actions in ROLES[role].items():
        for action, models in actions.items():
            if models == EVERYTHING:
                granted |= Q(codename__startswith=f"{action}_")
            else:
                granted |= Q(
                    content_type__app_label=app, codename__in=[f"{action}_{model}" for model in models]
                )
    return Permission.objects.filter(granted)


def apply_roles():
    """Make every role's group hold what the table says, no more and no less. Safe to repeat."""
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set(permissions_of(role))


def apply_after_migrate(app_config, **kwargs):
    create_permissions(app_config, **kwargs)
    apply_roles()


def connect():
    """The last app with models is the one after which all permissions exist."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    post_migrate.connect(apply_after_migrate, sender=last, dispatch_uid="staff roles")
