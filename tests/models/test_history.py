"""The history is written by the database, and nobody can write in it."""

from __future__ import annotations

import pytest
from django.apps import apps

from argmap.models import Claim, Wording
from tests.builders import claim, make_post
from tests.models.rows import insert, refused, run

pytestmark = pytest.mark.django_db
NOUNS = ["Post", "Passage", "Claim", "Wording", "Inference", "Premise", "Source", "SourceText", "Citation"]


def labels(noun):
    """What the history says happened to the rows of a noun, in order."""
    return list(apps.get_model("argmap", f"{noun}Event").objects.order_by("pgh_id").values_list("pgh_label", flat=True))


@pytest.fixture
def argument():
    """A post with a row of every noun."""
    sources = "source s\nkind: file\ntitle: A file\ncitation: A file\ntext: s.txt\nextent: whole\n"
    words = "passage p\nwords: Numbers are not authored\nrole: quotation\nclaim: a\n"
    return make_post("i: a -> c", extra=f"cite a\nsource: s\n\n{words}", sources=sources, texts={"s.txt": "All of it."})


@pytest.mark.parametrize("noun", NOUNS)
def test_every_row_that_a_load_writes_is_in_the_history(argument, noun):
    rows = apps.get_model("argmap", noun).objects.count()
    assert labels(noun).count("insert") == rows > 0


def test_what_is_done_in_bulk_is_in_the_history():
    post = make_post("a; b")
    before = len(labels("Claim"))
    Claim.objects.filter(post=post).update(note="In bulk.")
    assert labels("Claim")[before:] == ["update", "update"]
    Wording.objects.bulk_create(Wording(claim=claim(key), number=2, text="More.") for key in "ab")
    assert labels("Wording").count("insert") == 4


def test_what_is_done_in_raw_sql_is_in_the_history(argument):
    before = len(labels("Claim"))
    run("UPDATE argmap_claim SET note = 'By hand.' WHERE key = 'a'")
    assert labels("Claim")[before:] == ["update"]
    run("DELETE FROM argmap_passage")
    assert labels("Passage") == ["insert", "delete"]
    insert("source", key="t", citation="Another")
    assert labels("Source")[-1] == "insert"


def test_the_history_keeps_what_a_row_was():
    make_post("a")
    run("UPDATE argmap_claim SET note = 'First.'")
    run("UPDATE argmap_claim SET note = 'Second.'")
    events = apps.get_model("argmap", "ClaimEvent").objects.filter(pgh_label="update").order_by("pgh_id")
    assert list(events.values_list("note", flat=True))[-2:] == ["First.", "Second."]


def test_what_is_only_computed_makes_no_history(argument):
    before = {noun: len(labels(noun)) for noun in NOUNS}
    run("UPDATE argmap_claim SET depth = 7, behind = 3")
    run("UPDATE argmap_post SET version = version + 1")
    assert {noun: len(labels(noun)) for noun in NOUNS} == before


@pytest.mark.parametrize("noun", NOUNS)
def test_the_history_cannot_be_changed(argument, noun):
    table = f"argmap_{noun.lower()}event"
    with refused("Cannot update"):
        run(f"UPDATE {table} SET pgh_label = 'nothing happened'")
    with refused("Cannot .*delete"):
        run(f"DELETE FROM {table}")
    with refused("Cannot truncate"):
        run(f"TRUNCATE {table}")


@pytest.mark.parametrize("noun", NOUNS)
def test_content_is_not_emptied_behind_the_back_of_the_history(noun):
    with refused("Cannot truncate"):
        run(f"TRUNCATE argmap_{noun.lower()} CASCADE")
