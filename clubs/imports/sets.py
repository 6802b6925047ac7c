"""Many rows in one statement, for imports of tens of thousands."""

import csv
from io import StringIO
from itertools import islice

from django.db import connection
from psycopg2.extras import execute_values

BATCH = 2000
PLAIN = {str, int, float, bool, type(None)}
"""What the driver takes as it is."""


def batches(rows, size=BATCH):
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def one_at_a_time(what):
    """Wait until nobody else does this; until commit, nobody else can."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"import of {what}"])


def update_many(model, names, rows):
    """Set the fields `names`; each row is the primary key and a value per name."""
    fields = [model._meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    settings = ", ".join(f"{quote(field.column)} = new.{quote(field.column)}" for field in fields)
    columns = ", ".join(["id", *(quote(field.column) for field in fields)])
    casts = ", ".join(["%s::bigint", *(f"%s::{field.cast_db_type(connection)}" for field in fields)])
    table = quote(model._meta.db_table)
    prepared = [
        (pk, *(_prepared(field, value) for field, value in zip(fields, values, strict=True)))
        for pk, *values in rows
    ]
    if prepared:
        with connection.cursor() as cursor:
            statement = (
                f"UPDATE {table} SET {settings} FROM (VALUES %s) AS new ({columns}) WHERE {table}.id = new.id"  # noqa: S608 names of our own columns
            )
            execute_values(cursor.cursor, statement, prepared, f"({casts})", page_size=BATCH)


def _prepared(field, value):
    return value if type(value) in PLAIN else field.get_db_prep_save(value, connection)


def copy_in(model, names, rows):
    """Insert rows by COPY, the fastest way in; each row has a value per name."""
    columns = ", ".join(connection.ops.quote_name(model._meta.get_field(name).column) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    lines = StringIO()
    csv.writer(lines).writerows(rows)
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN (FORMAT csv)", lines)


def replace_rows(model, owner, rows, names, **within):
    """Make the rows of each owner exactly these: {owner: [[primary key, value per name], ...]}.

    `within` are fields that all of them share; rows with other values stay out of it.
    """
    listed = [(key, row) for key, owned in rows.items() for row in owned]
    keys = [row[0] for _key, row in listed]
    model.objects.filter(**{f"{owner}__in": rows}, **within).exclude(pk__in=keys).delete()
    standing = set(model.objects.filter(pk__in=keys).values_list("pk", flat=True))
    update_many(model, names, [row for _key, row in listed if row[0] in standing])
    columns = ["pk", *(model._meta.get_field(name).attname for name in names)]
    gone = [(key, row) for key, row in listed if row[0] not in standing]
    shared = {model._meta.get_field(name).attname: key for name, key in within.items()}
    owner_column = model._meta.get_field(owner).attname
    model.objects.bulk_create(
        model(**shared, **{owner_column: key}, **dict(zip(columns, row, strict=True))) for key, row in gone
    )
