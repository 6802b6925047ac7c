from contextlib import closing, suppress

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

COUNT = """
    INSERT INTO safety_tipmatch (form, day, count) VALUES (%s, %s, 1)
    ON CONFLICT (form, day) DO UPDATE SET count = safety_tipmatch.count + 1
"""


def count_match(form, day):
    """One more text was stopped in this form today.

    It has a connection of its own, so that a request that rolls back is still counted. A database that is
    away must not stand between the person and the number to call, so a failure is silent.
    """
    own = connections.create_connection(DEFAULT_DB_ALIAS)
    with suppress(DatabaseError), closing(own), own.cursor() as cursor:
        cursor.execute(COUNT, [form, day])
