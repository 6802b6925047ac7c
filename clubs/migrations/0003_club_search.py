from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Coalesce, Concat

import clubs.search

SEARCH_TEXT = """
CREATE FUNCTION club_search_text(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT ' ' || btrim(regexp_replace(
    replace(lower(public.unaccent('public.unaccent', $1)), '''', ''), '[^[:alnum:]]+', ' ', 'g')) || ' ' $$
"""
RESEMBLING = """
CREATE FUNCTION clubs_resembling(text) RETURNS SETOF bigint LANGUAGE sql STABLE STRICT ROWS 10
  SET pg_trgm.word_similarity_threshold = 0.4 AS $$
  SELECT id FROM clubs_club WHERE $1 <% search ORDER BY word_similarity($1, search) DESC LIMIT 10 $$
"""


class Migration(migrations.Migration):
    dependencies = [("clubs", "0002_activation")]

    operations = [
        migrations.RunSQL(SEARCH_TEXT, "DROP FUNCTION club_search_text(text)"),
        migrations.RemoveIndex("club", "club_search"),
        migrations.RemoveField("club", "search"),
        migrations.AddField(
            "club",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=clubs.search.SearchText(
                    Concat(
                        "name",
                        Value(" "),
                        "city",
                        Value(" "),
                        "region",
                        Value(" "),
                        Coalesce("ri_number", Value("")),
                    )
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            "club", GinIndex(OpClass("search", name="gin_trgm_ops"), name="club_search", fastupdate=False)
        ),
        # The setting exists only once the library is loaded.
        migrations.RunSQL(
            f"SELECT similarity('a', 'b'); {RESEMBLING}", "DROP FUNCTION clubs_resembling(text)"
        ),
        migrations.AddField(
            "club", "join_token", models.CharField(max_length=40, null=True, unique=True, editable=False)
        ),
    ]
