"""Composite foreign keys, which Django cannot declare: what belongs together is of one post, and a claim's public wording is its own."""

from django.db import migrations

#: name, table, columns, table referred to, columns there
KEYS = [
    ("claim_has_its_wording", "claim", "id, public_wording", "wording", "claim_id, number"),
    ("conclusion_of_same_post", "inference", "conclusion_id, post_id", "claim", "id, post_id"),
    ("undercut_of_same_post", "inference", "undercuts_id, post_id", "inference", "id, post_id"),
    ("question_of_same_post", "inference", "question_of_id, post_id", "inference", "id, post_id"),
    ("misreading_of_a_wording", "misreading", "claim_id, wording", "wording", "claim_id, number"),
    ("premise_step_of_same_post", "premise", "inference_id, post_id", "inference", "id, post_id"),
    ("premise_claim_of_same_post", "premise", "claim_id, post_id", "claim", "id, post_id"),
    ("passage_claim_of_same_post", "passage", "claim_id, post_id", "claim", "id, post_id"),
    ("claim_leads_within_its_post", "claim", "leads_to_id, post_id", "inference", "id, post_id"),
]


def add(name: str, table: str, columns: str, other: str, others: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE argmap_{table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
        f" REFERENCES argmap_{other} ({others}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE argmap_{table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("argmap", "0001_graph")]

    operations = [add(*key) for key in KEYS]
