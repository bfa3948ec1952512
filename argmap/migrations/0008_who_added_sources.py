from __future__ import annotations

from django.db import migrations

#: Who was signed in when a source was added on the site, as its history has it.
FILL_IN = """
    UPDATE argmap_source AS source SET contributor_id = person.id
    FROM argmap_sourceevent AS event JOIN argmap_user AS person ON person.id::text = event.pgh_context ->> 'user'
    WHERE event.pgh_obj_id = source.id AND event.pgh_label = 'insert' AND source.loaded IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("argmap", "0007_source_contributor")]

    operations = [migrations.RunSQL(FILL_IN, migrations.RunSQL.noop)]
