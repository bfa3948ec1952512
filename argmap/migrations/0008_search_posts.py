"""Posts are found by their title, their author's names and what they are about."""

from django.db import migrations

WORDS = "argmap_vector(title || ' ' || author || ' ' || also_known_as || ' ' || summary)"


class Migration(migrations.Migration):
    dependencies = [
        ("argmap", "0007_reach"),
    ]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE argmap_post ADD COLUMN words tsvector GENERATED ALWAYS AS ({WORDS}) STORED",
            "ALTER TABLE argmap_post DROP COLUMN words",
        ),
        migrations.RunSQL(
            "CREATE INDEX post_for_search ON argmap_post USING gin (words)", "DROP INDEX post_for_search"
        ),
    ]
