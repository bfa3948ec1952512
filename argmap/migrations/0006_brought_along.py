"""Where a post is reviewed first, sources and texts wait for the citation that brought them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("argmap", "0005_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="waits_for",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="argmap.citation",
            ),
        ),
        migrations.AddField(
            model_name="sourcetext",
            name="waits_for",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="argmap.citation",
            ),
        ),
    ]
