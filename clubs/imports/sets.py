"""Many rows in one statement, for imports of tens of thousands."""

import json
from io import StringIO
from itertools import islice

from django.db import connection
from django.db.models import JSONField

BATCH = 2000


def batches(rows, size=BATCH):
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def one_at_a_time(what):
    """Wait until nobody else does this; until commit, nobody else can."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"import of {what}"])


def check_at_once():
    """Foreign keys are checked with each statement from here on. Put off to the commit, tens of thousands of
    checks slow down every audited delete that follows."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def copy_in(model, names, rows):
    """Insert rows by COPY, the fastest way in; each row has a value per name."""
    fields = _fields(model, names)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    _copy(f"{connection.ops.quote_name(model._meta.db_table)} ({columns})", fields, rows)


def update_many(model, names, rows):
    """Set the fields `names`; each row is the primary key and a value per name."""
    if not (rows := list(rows)):
        return
    fields = _fields(model, ["pk", *names])
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(field.column)} {field.cast_db_type(connection)}" for field in fields)
    sets = ", ".join(f"{quote(field.column)} = new.{quote(field.column)}" for field in fields[1:])
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE new_values ({columns}) ON COMMIT DROP")
        _copy("new_values", fields, rows)
        cursor.execute(f"UPDATE {table} SET {sets} FROM new_values new WHERE {table}.id = new.id")  # noqa: S608
        cursor.execute("DROP TABLE new_values")


def _fields(model, names):
    return [model._meta.pk if name == "pk" else model._meta.get_field(name) for name in names]


def _copy(target, fields, rows):
    in_json = [isinstance(field, JSONField) for field in fields]
    lines = StringIO()
    for row in rows:
        lines.write(",".join(map(_cell, row, in_json)))
        lines.write("\n")
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {target} FROM STDIN (FORMAT csv)", lines)


def _cell(value, in_json):
    """Quoted, so that only None is NULL."""
    if value is None:
        return ""
    text = json.dumps(value) if in_json else str(value)
    return '"' + text.replace('"', '""') + '"'


def replace_rows(model, owner, rows, names, **within):
    """Make the rows of each owner exactly these: {owner: [[primary key, value per name], ...]}.

    `within` are fields that all of them share; rows with other values stay out of it.
    """
    listed = [(key, row) for key, owned in rows.items() for row in owned]
    keys = [row[0] for _key, row in listed]
    model.objects.filter(**{f"{owner}__in": rows}, **within).exclude(pk__in=keys).delete()
    standing = set(model.objects.filter(pk__in=keys).values_list("pk", flat=True))
    update_many(model, names, [row for _key, row in listed if row[0] in standing])
    gone = [(key, *within.values(), *row) for key, row in listed if row[0] not in standing]
    copy_in(model, [owner, *within, "pk", *names], gone)
