"""What finds claims that say something like it: trigrams for words spelled alike, full text for words in another order."""

from django.db import migrations

#: Signs that the text parser of some locales takes for letters; queries.alike blanks them in the same way.
BLANKED = "translate(text, '‘’“”„«»–—…', '          ')"
INDEXES = [
    ("wording_by_trigrams", "gin (text gin_trgm_ops)"),
    ("wording_by_words", f"gin (to_tsvector('english', {BLANKED}))"),
]


class Migration(migrations.Migration):
    dependencies = [("argmap", "0002_same_post")]

    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS pg_trgm", migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"CREATE INDEX {name} ON argmap_wording USING {how}", f"DROP INDEX {name}")
            for name, how in INDEXES
        ),
    ]
