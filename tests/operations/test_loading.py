"""Loading a post, and loading it again: matched by key, idempotent, all or nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from argmap.graph.notation import NotationError
from argmap.models import Citation, Claim, Inference, LaterHistory, Passage, Post, Source, SourceText, Wording
from argmap.operations.changes import changing
from argmap.operations.loading import EditedOnSite, load_post
from tests.builders import BODY, argument, claim, load, make_post, step, write_folder

pytestmark = pytest.mark.django_db
SOURCE = "source s\nkind: page\ntitle: A page\ncitation: A page\n"
STATED = "claim z\ntext: The weights are numbers.\nwords: The weights are numbers.\n"


def load_text(text, **files):
    """Load a folder with a whole argument.txt."""
    with TemporaryDirectory() as folder:
        return load_post(folder=write_folder(Path(folder), text, **files))


def reword(key, text):
    """What somebody on the site does who rewords a claim."""
    found = claim(key)
    number = found.wordings.count() + 1
    Wording.objects.create(claim=found, number=number, text=text)
    Claim.objects.filter(pk=found.pk).update(public_wording=number)


# -- the first time --


def test_a_folder_becomes_a_post_with_its_argument():
    report = load("i: a + b -> c; r: d -x c; u: e -x i", main=["c"])
    assert report.counts == {"claims added": 5, "posts added": 1, "steps added": 3} | report.counts
    assert [premise.claim.key for premise in step("i").premises.order_by("position")] == ["a", "b"]
    assert (step("i").relation, step("r").relation, step("u").relation) == ("support", "rebuttal", "undercut")
    assert step("u").undercuts == step("i")
    assert (claim("c").granted, claim("a").granted) == (False, True)
    assert claim("c").main_order == 1


def test_the_order_of_the_stanzas_is_free():
    text = argument("i: a -> c; u: b -x i; v: d -x u", main=["c"])
    stanzas = text.strip().split("\n\n")
    make_post("i: a -> c; u: b -x i; v: d -x u", main=["c"])
    expected = {row.key: row.relation for row in Inference.objects.filter(post__slug="demo")}
    backwards = "\n\n".join(reversed(stanzas)).replace("post demo", "post other")
    load_text(backwards)
    assert {row.key: row.relation for row in Inference.objects.filter(post__slug="other")} == expected
    assert step("v", "other").undercuts == step("u", "other")


def test_passages_stand_where_the_words_are():
    post = make_post("a", extra=STATED)
    passage = Passage.objects.get(claim=claim("z"))
    assert post.text[passage.start : passage.end] == passage.exact == "The weights are numbers."
    assert post.text.startswith(passage.suffix, passage.end)
    assert post.text[: passage.start].endswith(passage.prefix)


def test_every_claim_gets_its_place_on_the_way_to_the_main_claim():
    make_post("i: a -> c; j: b -> a; u: d -x j", main=["c"])
    places = {key: (str(claim(key).leads_to), claim(key).depth, claim(key).behind) for key in "abcd"}
    assert places == {"c": ("None", 0, 3), "a": ("i", 1, 2), "b": ("j", 2, 0), "d": ("u", 3, 0)}


def test_texts_of_sources_are_stored_whole_with_their_dates():
    stanza = f"{SOURCE}text: s.txt\nextent: excerpt\nretrieved: 2026-01-02\nlaw-as-of: 2012-01-03\nfound-at: a shelf\n"
    make_post("a", sources=stanza, texts={"s.txt": "Exactly\n\tas found.\n"})
    row = SourceText.objects.get()
    assert (row.text, row.is_whole, row.found_at) == ("Exactly\n\tas found.\n", False, "a shelf")
    assert (str(row.retrieved), str(row.law_as_of)) == ("2026-01-02", "2012-01-03")


def test_two_posts_may_rest_on_one_source():
    make_post("a", sources=SOURCE, extra="cite a\nsource: s\n")
    make_post("a", slug="other", sources=SOURCE, extra="cite a\nsource: s\n")
    assert Source.objects.count() == 1
    assert Citation.objects.count() == 2


def test_a_byte_order_mark_and_other_line_ends_do_not_matter(tmp_path):
    write_folder(tmp_path, argument("i: a -> c"))
    content = (tmp_path / "argument.txt").read_text().replace("\n", "\r\n")
    (tmp_path / "argument.txt").write_bytes(b"\xef\xbb\xbf" + content.encode())
    assert load_post(folder=tmp_path).counts["claims added"] == 2


# -- again --


def test_loading_again_changes_nothing_and_says_so(everything):
    options = {"extra": f"{STATED}\ncite z\nsource: s\nquotation: So.\n", "sources": SOURCE}
    make_post("i: a + b -> c; u: d -x i", **options)
    before = everything()
    report = load("i: a + b -> c; u: d -x i", **options)
    assert report.is_unchanged
    assert report.counts == {}
    assert everything() == before


def test_the_version_goes_up_with_a_change_and_only_then():
    first = make_post("a").version
    assert Post.objects.get().version == first
    load("a")
    assert Post.objects.get().version == first
    load("a; b")
    assert Post.objects.get().version == first + 1


def test_a_changed_text_is_a_new_wording_of_the_same_claim():
    make_post("a", extra="claim z\ntext: Before.\n")
    before = claim("z").pk
    report = load("a", extra="claim z\ntext: After.\n")
    assert report.counts == {"claims reworded": 1}
    assert (claim("z").pk, claim("z").text) == (before, "After.")
    assert list(claim("z").wordings.order_by("number").values_list("text", flat=True)) == ["Before.", "After."]


def test_a_missing_claim_or_step_is_withdrawn_and_published_again_when_it_comes_back():
    make_post("i: a -> c; b")
    report = load("c; b", main=["b"])
    assert report.counts == {"claims changed": 1, "claims withdrawn": 1, "inferences withdrawn": 1} | report.counts
    assert (claim("a").state, step("i").state, claim("c").state) == ("withdrawn", "withdrawn", "published")
    load("i: a -> c; b")
    assert (claim("a").state, step("i").state) == ("published", "published")


def test_a_missing_citation_is_withdrawn_and_its_source_stays():
    make_post("a", sources=SOURCE, extra="cite a\nsource: s\nlocator: at 2\n")
    load("a", sources=SOURCE)
    assert Citation.objects.get().state == "withdrawn"
    load("a")
    assert Source.objects.count() == 1
    load("a", sources=SOURCE, extra="cite a\nsource: s\nlocator: at 2\n")
    assert Citation.objects.get().state == "published"


def test_another_order_of_the_main_claims_is_a_change():
    first = make_post("a; b", main=["a", "b"]).version
    report = load("a; b", main=["b", "a"])
    assert not report.is_unchanged
    assert Post.objects.get().version == first + 1
    assert [found.key for found in Claim.objects.main()] == ["b", "a"]


def test_passages_move_with_a_changed_post():
    make_post("a", extra=STATED)
    load("a", extra=STATED, body=f"A line before.\n\n{BODY}")
    passage = Passage.objects.select_related("post").get()
    assert passage.post.text[passage.start : passage.end] == "The weights are numbers."


def test_what_stands_around_a_passage_is_kept_up_to_date():
    make_post("a", extra=STATED)
    load("a", extra=STATED, body=BODY.replace("demonstration", "depiction----"))
    passage = Passage.objects.select_related("post").get()
    assert passage.post.text[: passage.start].endswith(passage.prefix)


def test_other_words_in_the_same_place_are_marked_anew():
    make_post("a", extra=STATED)
    load("a", extra=STATED.replace("numbers", "letters"), body=BODY.replace("are numbers", "are letters"))
    assert [passage.exact for passage in Passage.objects.all()] == ["The weights are letters."]


def test_words_that_are_no_longer_marked_lose_their_passage():
    make_post("a", extra=STATED)
    report = load("a", extra="claim z\ntext: The weights are numbers.\n")
    assert report.counts == {"passages removed": 1}
    assert not Passage.objects.exists()


def test_a_new_text_of_a_source_stands_beside_the_old_one():
    stanza = f"{SOURCE}text: s.txt\nextent: whole\n"
    make_post("a", sources=stanza, texts={"s.txt": "Old."})
    report = load("a", sources=stanza, texts={"s.txt": "New."})
    assert report.counts == {"texts added": 1}
    assert set(SourceText.objects.values_list("text", flat=True)) == {"Old.", "New."}


@pytest.mark.parametrize(
    "changed",
    ["i: b -> c; a", "i: a + b -> c", "i: b + a -> c", "i: a -> b; c", "i: a -x c; b", "j: b -> c; i: a -x j"],
)
def test_a_step_with_other_premises_or_another_target_wants_a_new_key(everything, changed):
    make_post("i: a -> c; b")
    before = everything()
    with pytest.raises(NotationError, match=r"argument\.txt:\d+: i has other premises or another target now"):
        load(changed, main=["c"])
    assert everything() == before


# -- what was edited on the site --


def test_an_edit_on_the_site_is_kept_while_the_file_says_what_it_said(everything):
    post = make_post("i: a -> c", extra="claim z\ntext: As shipped.\n")
    with changing(post=post.pk):
        reword("z", "As edited.")
        Inference.objects.update(note="A note of the site's.")
        Claim.objects.filter(key="a").update(granted=False)
    before = everything()
    assert load("i: a -> c", extra="claim z\ntext: As shipped.\n").is_unchanged
    assert everything() == before


def test_an_edit_on_the_site_is_kept_while_the_file_changes_something_else():
    make_post("a", extra="claim z\ntext: As shipped.\n")
    reword("z", "As edited.")
    load("a", extra="claim z\ntext: As shipped.\nnote: A note of the file's.\n")
    assert (claim("z").text, claim("z").note) == ("As edited.", "A note of the file's.")


def test_what_both_changed_stops_the_load_and_is_named(everything):
    make_post("i: a -> c", extra="claim z\ntext: As shipped.\n")
    reword("z", "As edited.")
    before = everything()
    with pytest.raises(EditedOnSite, match="text of z was edited on the site: it says “As edited") as refused:
        load("i: a -> c; b", extra="claim z\ntext: As shipped anew.\n")
    assert len(refused.value.edits) == 1
    assert "the file says “As shipped anew.”" in str(refused.value)
    assert everything() == before


def test_with_overwrite_the_file_has_the_last_word_and_the_edit_stays_in_the_wordings():
    make_post("a", extra="claim z\ntext: As shipped.\n")
    reword("z", "As edited.")
    load("a", extra="claim z\ntext: As shipped anew.\n", overwrite=True)
    texts = claim("z").wordings.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["As shipped.", "As edited.", "As shipped anew."]
    assert claim("z").text == "As shipped anew."


def test_both_making_the_same_change_is_no_quarrel():
    make_post("a", extra="claim z\ntext: As shipped.\n")
    reword("z", "Better.")
    load("a", extra="claim z\ntext: Better.\n")
    assert claim("z").wordings.count() == 2


@pytest.mark.parametrize("model", [Post, Source, Inference, Citation])
def test_edits_of_every_noun_are_noticed(model):
    field = {Post: "rights", Source: "rights"}.get(model, "note")
    options = {"sources": f"{SOURCE}rights: Old.\n", "extra": "cite a\nsource: s\nnote: Old.\n"}
    make_post("i: a -> c", **options)
    model.objects.update(**{field: "Of the site."})
    load("i: a -> c", **options)
    assert getattr(model.objects.get(), field) == "Of the site."
    changed = argument("i: a -> c", extra=options["extra"].replace("Old.", "New."))
    changed = changed.replace("summary:", "rights: New.\nsummary:").replace("reason i\n", "reason i\nnote: New.\n")
    with pytest.raises(EditedOnSite, match=f"{field} of .* was edited on the site"):
        load_text(changed, sources=options["sources"].replace("Old.", "New."))


def test_what_the_site_withdrew_stays_withdrawn():
    make_post("a; b")
    Claim.objects.filter(key="b").update(state="hidden")
    load("a; b")
    assert claim("b").state == "hidden"
    load("a")
    load("a; b")
    assert claim("b").state == "hidden"


def test_what_the_site_added_is_left_alone_and_keeps_its_key():
    post = make_post("a")
    added = Claim.objects.create(post=post, key="mine", voice="reader", granted=True)
    Wording.objects.create(claim=added, number=1, text="A reader's.")
    assert load("a").is_unchanged
    assert claim("mine").state == "published"
    with pytest.raises(NotationError, match="the key mine was given on the site to something else"):
        load("a; mine")


# -- all or nothing --

LONG = "x" * 6000
MISTAKEN = [
    ({"extra": f"claim z\ntext: {LONG[:501]}\n"}, "argument.txt:", "“text” of z is longer than 500 characters"),
    ({"extra": f"claim z\ntext: z\nnote: {LONG}\n"}, "argument.txt:", "“note” of z is longer than 5000"),
    ({"sources": SOURCE.replace("title: A page", f"title: {LONG[:301]}")}, "sources.txt:1", "“title” of s is longer"),
    ({"sources": SOURCE, "extra": f"cite a\nsource: s\nlocator: {LONG[:201]}\n"}, "argument.txt:", "“locator” of"),
    ({"sources": f"{SOURCE}\n{SOURCE.replace('source s', 'source t')}"}, "sources.txt:6", "cited as “A page” already"),
    ({"sources": f"{SOURCE}date: March 1991\n"}, "sources.txt:1", "a value of s is not allowed"),
    ({"sources": f"{SOURCE}text: s.txt\nextent: whole\n"}, "sources.txt:1", "there is no file s.txt in texts/"),
    (
        {"sources": f"{SOURCE}text: ../post.md\nextent: whole\n"},
        "sources.txt:1",
        "there is no file ../post.md in texts/",
    ),
    (
        {"sources": f"{SOURCE}text: s.txt\nextent: whole\nretrieved: lately\n", "texts": {"s.txt": "x"}},
        "sources.txt:1",
        "“retrieved” and “law-as-of” of s are dates",
    ),
    ({"text": "u: a -x v; v: b -x u"}, "argument.txt:", "these undercut or question each other in a circle: u, v"),
]


@pytest.mark.parametrize(("options", "place", "reason"), MISTAKEN, ids=[reason for _, _, reason in MISTAKEN])
def test_a_mistake_anywhere_stops_the_load_before_anything_is_written(everything, options, place, reason):
    before = everything()
    with pytest.raises(NotationError) as refused:
        load(**{"text": "a; b"} | options)
    (mistake,) = refused.value.mistakes
    assert str(mistake).startswith(place)
    assert reason in str(mistake)
    assert everything() == before


def test_a_file_that_is_missing_or_not_utf_8_is_reported(tmp_path):
    with pytest.raises(NotationError, match=r"argument\.txt:1: this file is missing"):
        load_post(folder=tmp_path)
    write_folder(tmp_path, argument("a"))
    (tmp_path / "counterpoints.txt").write_bytes(b"# fine\n# \xff\n")
    with pytest.raises(NotationError, match=r"counterpoints\.txt:2: this is not UTF-8 text"):
        load_post(folder=tmp_path)


# -- the command --


def test_the_command_shows_progress_and_says_what_it_did(tmp_path, capsys):
    write_folder(tmp_path, argument("i: a -> c"))
    call_command("load_post", str(tmp_path))
    told = capsys.readouterr().out
    assert "2 claims" in told
    assert "demo: 2 claims added" in told
    call_command("load_post", str(tmp_path))
    assert "demo: nothing changed." in capsys.readouterr().out


def test_the_command_names_each_edit_and_goes_on_only_with_overwrite(tmp_path):
    make_post("a", extra="claim z\ntext: As shipped.\n")
    reword("z", "As edited.")
    write_folder(tmp_path, argument("a", extra="claim z\ntext: As shipped anew.\n"))
    with pytest.raises(CommandError, match=r"(?s)text of z was edited on the site.*With --overwrite the files win"):
        call_command("load_post", str(tmp_path), verbosity=0)
    call_command("load_post", str(tmp_path), "--overwrite", verbosity=0)
    assert claim("z").text == "As shipped anew."


# -- what later happened to sources --

HISTORY = """\
source s
kind: case
title: First
citation: First, 1 U.S. 1 (1800)

source t
kind: case
title: Second
citation: Second, 2 U.S. 2 (1801)

later s
treatment: reversed
extent: on other grounds
by: t
date: 1801

later t
treatment: cert. denied
cited: No. 1-2
"""


def test_later_history_is_loaded_once_and_follows_the_file():
    load("a", sources=HISTORY)
    rows = {(row.source.key, row.treatment, row.extent, row.date) for row in LaterHistory.objects.all()}
    assert rows == {("s", "reversed", "on other grounds", "1801"), ("t", "cert. denied", "in whole", "")}
    assert load("a", sources=HISTORY).is_unchanged
    load("a", sources=HISTORY.replace("date: 1801", "date: 1801-02"))
    assert LaterHistory.objects.get(treatment="reversed").date == "1801-02"


def test_later_history_that_was_taken_back_on_the_site_stays_so():
    load("a", sources=HISTORY)
    LaterHistory.objects.filter(treatment="reversed").update(state="withdrawn")
    load("a", sources=HISTORY)
    assert not LaterHistory.objects.published().filter(treatment="reversed").exists()


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("by: t", "by: nobody", "no source nobody"),
        ("by: t", "by: s", "say by what"),
        ("cited: No. 1-2", "note: x", "say by what"),
        ("treatment: reversed", "treatment: forgotten", "one of affirmed"),
        ("date: 1801", "date: long ago", "a year, a month or a day"),
    ],
)
def test_later_history_that_makes_no_sense_stops_the_load(was, becomes, said):
    with pytest.raises(NotationError, match=said):
        load("a", sources=HISTORY.replace(was, becomes))
