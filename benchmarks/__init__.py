"""Figures that users care about. Each module here is one benchmark: `main(scale) -> dict` measures them."""

import os
from contextlib import contextmanager


@contextmanager
def scratch_database():
    """The connection to an empty database with all tables, dropped at the end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hope_portal.settings")
    import django

    django.setup()
    from django.db import connection

    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield connection
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
