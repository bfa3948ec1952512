"""What finds words wherever they stand: columns and indexes that the database keeps, and source texts in stretches.

Words are kept twice in one vector: as they are (weight A), and as their English stems (weight B); both without accents.
A source text is too long for one vector, and a reader wants the place in it, so a table has it in stretches that
overlap a little.
"""

from django.db import migrations

#: Signs that are blanks to a search; queries.search.asking has the same.
SIGNS = "‘’“”„«»\u2039\u203a–—−\u2010\u2011\u2012―…§¶•·†‡×\u2032″©®™/-_<>&|@"
UNACCENTED = "ALTER TEXT SEARCH CONFIGURATION {0} ALTER MAPPING FOR word, hword, hword_part WITH unaccent, {1}"
CONFIGURATIONS = [
    "CREATE TEXT SEARCH DICTIONARY argmap_word (TEMPLATE = simple, STOPWORDS = english)",
    "CREATE TEXT SEARCH CONFIGURATION argmap_words (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION argmap_words ALTER MAPPING REPLACE english_stem WITH argmap_word",
    UNACCENTED.format("argmap_words", "argmap_word"),
    "CREATE TEXT SEARCH CONFIGURATION argmap_stems (COPY = english)",
    UNACCENTED.format("argmap_stems", "english_stem"),
]
BLANKED = f"""
    CREATE FUNCTION argmap_blanked(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(words, '{SIGNS}', '{" " * len(SIGNS)}')
"""
#: Words that are no words to a search part the two, so that no phrase begins in the one and ends in the other.
VECTOR = """
    CREATE FUNCTION argmap_vector(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(to_tsvector('argmap_words', argmap_blanked(words)), 'A')
        || setweight(to_tsvector('argmap_stems', 'the the the the the the ' || argmap_blanked(words)), 'B')
"""
#: table → column, and what its words are; a passage may be as long as its post, and a vector may not.
COLUMNS = {
    "argmap_wording": ("words", "text"),
    "argmap_claim": ("note_words", "note"),
    "argmap_inference": ("note_words", "note"),
    "argmap_source": ("words", "title || ' ' || citation || ' ' || key"),
    "argmap_passage": ("words", "left(exact, 20000)"),
    "argmap_remark": ("words", "body"),
}
STRETCHES = """
    CREATE FUNCTION argmap_stretches_of(words text) RETURNS TABLE (number bigint, stretch text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    BEGIN ATOMIC
        SELECT part.number, string_agg(found.match[1], ' ' ORDER BY found.place)
        FROM regexp_matches(words, '\\S{1,200}', 'g') WITH ORDINALITY AS found (match, place)
             CROSS JOIN LATERAL (SELECT (place - 1) / 180 UNION SELECT (place - 21) / 180) AS part (number)
        GROUP BY part.number;
    END
"""
TABLE = """
    CREATE TABLE argmap_stretch (
        source_text_id bigint, number integer, text text NOT NULL,
        words tsvector GENERATED ALWAYS AS (argmap_vector(text)) STORED,
        PRIMARY KEY (source_text_id, number)
    )
"""
#: Texts are frozen, so their stretches are written once.
KEEP = """
    CREATE FUNCTION argmap_keep_stretches() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO argmap_stretch (source_text_id, number, text)
        SELECT NEW.id, number, stretch FROM argmap_stretches_of(NEW.text);
        RETURN NULL;
    END $$
"""
KEPT = """
    CREATE TRIGGER stretches_are_kept AFTER INSERT ON argmap_sourcetext
    FOR EACH ROW EXECUTE FUNCTION argmap_keep_stretches()
"""
FILL = """
    INSERT INTO argmap_stretch (source_text_id, number, text)
    SELECT argmap_sourcetext.id, number, stretch FROM argmap_sourcetext, argmap_stretches_of(argmap_sourcetext.text)
"""


def indexed(table, column):
    name = f"{table.removeprefix('argmap_')}_for_search"
    return migrations.RunSQL(f"CREATE INDEX {name} ON {table} USING gin ({column})", f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("argmap", "0004_cache")]

    operations = [
        migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS unaccent", migrations.RunSQL.noop),
        migrations.RunSQL(
            CONFIGURATIONS,
            [
                "DROP TEXT SEARCH CONFIGURATION argmap_stems",
                "DROP TEXT SEARCH CONFIGURATION argmap_words",
                "DROP TEXT SEARCH DICTIONARY argmap_word",
            ],
        ),
        migrations.RunSQL(BLANKED, "DROP FUNCTION argmap_blanked"),
        migrations.RunSQL(VECTOR, "DROP FUNCTION argmap_vector"),
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD COLUMN {column} tsvector GENERATED ALWAYS AS (argmap_vector({words})) STORED",
                f"ALTER TABLE {table} DROP COLUMN {column}",
            )
            for table, (column, words) in COLUMNS.items()
        ),
        migrations.RunSQL(TABLE, "DROP TABLE argmap_stretch"),
        migrations.RunSQL(STRETCHES, "DROP FUNCTION argmap_stretches_of"),
        migrations.RunSQL(KEEP, "DROP FUNCTION argmap_keep_stretches"),
        migrations.RunSQL(KEPT, "DROP TRIGGER stretches_are_kept ON argmap_sourcetext"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        *(indexed(table, column) for table, (column, _) in COLUMNS.items()),
        indexed("argmap_stretch", "words"),
        migrations.RunSQL(
            "CREATE INDEX source_by_trigrams ON argmap_source USING gin (title gin_trgm_ops, citation gin_trgm_ops)",
            "DROP INDEX source_by_trigrams",
        ),
        migrations.RunSQL("CREATE INDEX claim_by_key ON argmap_claim (lower(key))", "DROP INDEX claim_by_key"),
    ]
