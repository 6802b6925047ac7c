from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Coalesce, JSONObject, Lower, NullIf, Trim

from .models import Message
from .nudging import nudge_on_commit
from .posting import check_can_be_written


def fan_out(template, people, *, to, key, kind, language, params=None, due=None, now):
    """Owe one message about each row of the queryset `people`, in one statement; how many are new.

    What `post` is for one, for a million: no row is read into Python. `to`, `key`, `language`, `due` and the
    values of the dict `params` are expressions over the queryset, such as F("email"), or plain values. All is
    written when it goes out, by the `message_context` of the row. A key that is there already stays as it is.
    Rows go in by pk, so that two who do the same at once wait for each other and do not deadlock.
    """
    check_can_be_written(people.model)
    given = {
        "key": key,
        "to": Lower(Trim(_expression(to))),
        "kind": kind,
        "template": template,
        "language": Coalesce(NullIf(_expression(language), Value("")), Value(settings.LANGUAGE_CODE)),
        "params": JSONObject(**{name: _expression(value) for name, value in (params or {}).items()}),
        "about_type": ContentType.objects.get_for_model(people.model).pk,
        "about_id": F("pk"),
        "created_at": now,
        "try_after": now if due is None else due,
    }
    owed = _insert(people, given)
    if owed and due is None:
        nudge_on_commit()
    return owed


def _expression(value):
    return value if hasattr(value, "resolve_expression") else Value(value)


def _insert(people, given):
    fields = {field: given.get(field.name, field.get_default()) for field in Message._meta.concrete_fields}
    values = {field.column: _expression(value) for field, value in fields.items() if value is not None}
    try:
        select, args = people.order_by("pk").values_list(*values.values()).query.sql_with_params()
    except EmptyResultSet:
        return 0
    columns = ", ".join(f'"{column}"' for column in values)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO outbox_message ({columns}) {select} ON CONFLICT (key) DO NOTHING", args)
        return cursor.rowcount
