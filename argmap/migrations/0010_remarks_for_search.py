"""Words of remarks are found, as those of notes are (0005_search)."""

from django.db import migrations

COLUMN = "ALTER TABLE argmap_remark ADD COLUMN words tsvector GENERATED ALWAYS AS (argmap_vector(body)) STORED"


class Migration(migrations.Migration):
    dependencies = [("argmap", "0009_waiting_wordings")]

    operations = [
        migrations.RunSQL(COLUMN, "ALTER TABLE argmap_remark DROP COLUMN words"),
        migrations.RunSQL(
            "CREATE INDEX remark_for_search ON argmap_remark USING gin (words)", "DROP INDEX remark_for_search"
        ),
    ]
