"""Which fields the policy forgets, and which of its words name nothing."""

from django.apps import apps
from django.db import models

from .personal import ALL

CAN_NAME_SOMEBODY = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.GenericIPAddressField,
    models.GeneratedField,
)


def _is_about_somebody(column):
    return column.is_relation and column.related_model._meta.label in ("accounts.User", "clubs.Person")


def _needs_a_rule(column):
    kind = getattr(column, "base_field", column)
    return _is_about_somebody(column) or isinstance(kind, CAN_NAME_SOMEBODY)


def uncovered(rules, impersonal):
    """Fields that could say something about somebody, and for which the table has no word."""
    ruled = {(rule.model, name) for rule in rules for name in rule.names}
    return sorted(
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for column in model._meta.local_fields
        if _needs_a_rule(column)
        and (model._meta.label, column.name) not in ruled
        and not _is_declared_impersonal(column, impersonal.get(model._meta.label, ""))
    )


def _is_declared_impersonal(column, declared):
    return column.name in declared.split() or (declared == ALL and not _is_about_somebody(column))


def stale(rules, impersonal):
    """Words of the table that name no field."""
    named = [(rule.model, name) for rule in rules for name in rule.names]
    named += [(model, name) for model, fields in impersonal.items() for name in fields.split() if name != ALL]
    known = {
        (model._meta.label, column.name)
        for model in apps.get_models(include_auto_created=True)
        for column in model._meta.fields
    }
    models_known = {model for model, _name in known}
    unknown_models = [model for model in impersonal if model not in models_known]
    return sorted(
        {f"{model}.{name}" for model, name in named if (model, name) not in known} | set(unknown_models)
    )
