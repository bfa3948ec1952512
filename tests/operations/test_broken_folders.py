"""Three folders with mistakes, and what a person who loads them is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from argmap.graph.notation import NotationError
from argmap.models import Post
from argmap.operations.loading import load_post

pytestmark = pytest.mark.django_db
FOLDERS = Path(__file__).parent / "folders"
WRONG = {
    "unknown-premise": [
        "argument.txt:23: a claim has no field “voise”; it has text, words, voice, granted, note",
    ],
    "words-not-in-the-post": [
        "argument.txt:15: “list of names” occurs more than once in the post: write a passage with “occurrence”",
        "argument.txt:19: the post does not say “Nobody chose their order.”; the nearest is “Nobody chose its order.”",
        "argument.txt:33: “list of names” occurs 2 times in the post, not 7",
    ],
    "changed-step": [
        "argument.txt:29: J has other premises or another target now: a changed step is a new one and wants a new key",
    ],
}


def test_the_sound_folder_loads():
    report = load_post(folder=FOLDERS / "sound")
    assert report.post.slug == "on-lists"
    assert report.counts["claims added"] == 4


@pytest.mark.parametrize(
    ("name", "sound_first"),
    [
        ("unknown-premise", False),
        ("unknown-premise", True),
        ("words-not-in-the-post", False),
        ("words-not-in-the-post", True),
        ("changed-step", True),  # on its own this one is sound
    ],
)
def test_a_broken_folder_writes_nothing_and_names_file_line_and_reason(everything, name, sound_first):
    if sound_first:
        load_post(folder=FOLDERS / "sound")
    before = everything()
    with pytest.raises(NotationError) as refused:
        load_post(folder=FOLDERS / name)
    told = list(map(str, refused.value.mistakes))
    assert len(told) == len(WRONG[name])
    assert all(line.startswith(expected) for line, expected in zip(told, WRONG[name], strict=True)), told
    assert everything() == before


def test_a_premise_that_nobody_states_is_reported_once_the_fields_are_right(tmp_path):
    broken = FOLDERS / "unknown-premise"
    (tmp_path / "post.md").write_text((broken / "post.md").read_text())
    (tmp_path / "argument.txt").write_text((broken / "argument.txt").read_text().replace("voise", "voice"))
    with pytest.raises(NotationError, match=r"argument\.txt:25: I starts from V, which is not a claim of this post"):
        load_post(folder=tmp_path)
    assert not Post.objects.exists()


@pytest.mark.parametrize("name", ["unknown-premise", "words-not-in-the-post"])
def test_the_command_fails_with_every_mistake_at_its_file_and_line(name):
    with pytest.raises(CommandError) as refused:
        call_command("load_post", str(FOLDERS / name), verbosity=0)
    *mistakes, last = str(refused.value).splitlines()
    assert last == "Nothing was written."
    assert all(
        line.startswith(f"{FOLDERS / name}/{expected}") for line, expected in zip(mistakes, WRONG[name], strict=True)
    )


def test_the_command_says_so_where_there_is_no_folder():
    with pytest.raises(CommandError, match="There is no folder nowhere"):
        call_command("load_post", "nowhere")
