"""The table behind Django's cache, where allauth keeps its limits."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", "argmap_cache", database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE argmap_cache")


class Migration(migrations.Migration):
    dependencies = [("argmap", "0003_likeness")]

    operations = [migrations.RunPython(create, drop)]
