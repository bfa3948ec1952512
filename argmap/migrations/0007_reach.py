"""How much hangs on an item of the desk can be read beside how much it weighs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("argmap", "0006_brought_along"),
    ]

    operations = [
        migrations.AddField("deskitem", "reach", models.PositiveIntegerField(default=0)),
    ]
