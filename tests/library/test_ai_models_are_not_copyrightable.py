"""The shipped post: every word of it, every link of its argument, and every quotation where it is said to be."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.db import connection

from argmap.graph.labelling import label
from argmap.graph.model import Claim as ClaimNode
from argmap.graph.model import Graph, Stance
from argmap.graph.model import Inference as InferenceNode
from argmap.graph.notation import Document, parse
from argmap.library import shipped_folders
from argmap.models import Citation, Claim, Inference, Passage, Post, Source
from argmap.operations.loading import load_post
from argmap.prose.quotations import Index, check
from tests.csl import errors_in_csl
from tests.views.pages import Page

pytestmark = pytest.mark.django_db
FOLDER = next(folder for folder in shipped_folders() if folder.name == "ai-models-are-not-copyrightable")
DATA = Path(__file__).parents[1] / "prose" / "data"
ORIGINAL = (DATA / "post.txt").read_text(encoding="utf-8")
SEGMENTS = {segment["id"]: segment for segment in json.loads((DATA / "segments.json").read_text())["segments"]}
UNSTATED = re.compile(r"U\d")

#: role of the segments that state no claim, by the first letter or the whole of their id; all others state one
ROLES = {
    "F": "furniture",
    "P1": "provenance",
    "M1": "connective",
    "K1": "concession",
    "V4": "advice",
    "CIT1": "citation",
}
WITHOUT_CLAIM = {"F1", "F2", "F3", "F4", "P1", "M1", "K1", "V4"}
#: a segment that holds two claims is read as a whole by the first of them
CLAIM_OF = {"D2": "D2a"}

#: link of the text → its steps, without the premises that the text leaves unsaid
LINKS = {
    "I1": "I1a: CIT1 -> Q1; I1b: CIT1 -> Q2; I1c: CIT1 -> Q3",
    "I2": "I2a: Q1 -> R0; I2b: Q2 -> R0; I2c: Q3 -> R0",
    "I3": "I3: B2b -> B2a",
    "I4": "I4: B1a + B2a -> A1",
    "I5": "I5: D1 + D2a -> D3",
    "I6": "I6: D3 -> D4",
    "I7": "I7: D4 + D6 -> D5",
    "I8": "I8: D4 + D5 -> A1",
    "I9": "I9: R0 + A1 -> C1a",
    "I10": "I10: C1a -> C1b",
    "I11": "I11: O1 -x matters",
    "I12": "I12: O2 -x O1",
    "I13": "I13: G1a + G1b + C2 -> O2",
    "I14": "I14a: X1 + X2 + X3 -> G1a; I14b: X1 + X2 + X3 -> G1b",
    "I15": "I15: C1a + C1b + X3 -> C2",
    "I16": "I16: aim -> scope",  # a concession: it limits C2 and neither supports nor attacks it
    "I17": "I17: V1 + V3 -> consult",  # advice is neither true nor false; this is the claim behind it
    "I18": "I18a: V2 -> C1a; I18b: V2 -> C1b; I18c: V2 -> C2",
    "I19": "I19a: V3 -x I18a; I19b: V3 -x I18b; I19c: V3 -x I18c",
    "I20": "I20a: V1 -x I18a; I20b: V1 -x I18b; I20c: V1 -x I18c",
}
#: what the argument needs and does not say → the steps that need it (D4 by I6; B2b leans on U3, but is no step)
NEEDED_BY = {
    "U1": {"I9"},
    "U2": {"I3", "I6"},
    "U3": {"I5"},
    "U4": {"I4"},
    "U5": {"I6"},
    "U6": {"I7"},
    "U7": {"I10"},
    "U8": {"I9", "I10"},
    "U9": {"I15"},
}
#: counterpoint or support → what it bears on, and how
BEARS_ON = {
    "CP1": {("rebuttal", "R0"), ("undercut", "I9")},
    "CP2": {("rebuttal", "A1"), ("undercut", "I4")},
    "CP3": {("rebuttal", "B2a")},
    "CP4": {("undercut", "I4")},
    "CP5": {("rebuttal", "B2a"), ("undercut", "I3"), ("undercut", "I6")},
    "CP6": {("rebuttal", "D2b")},
    "CP7": {("undercut", "I5"), ("undercut", "I6"), ("undercut", "I7")},
    "CP8": {("rebuttal", "D4")},
    "CP9": {("rebuttal", "B1a-just")},
    "CP10": {("undercut", "I15"), ("rebuttal", "C2")},
    "CP11": {("rebuttal", "C1b"), ("undercut", "I10")},
    "CP12": {("undercut", "I9"), ("undercut", "I10")},
    "CP13": {("rebuttal", "T1"), ("support", "C1b")},
    "CP14": {("undercut", "I4"), ("undercut", "I8")},
    "PR1": {("support", "C1a"), ("support", "C2")},
    "PR2": {("support", "C1a")},
    "PR3": {("support", "C1a")},
    "PR4": {("support", "A1")},
    "PR5": {("undercut", "CP3"), ("undercut", "CP8a")},
    "PR6": {("support", "U9")},
    "PR7": {("support", "C2"), ("rebuttal", "CP10.2")},
}
#: counterpoint → what of the post it must leave alone
LEAVES_ALONE = {"CP6": {"D2a", "D3", "I5"}, "CP9": {"B1a", "I4"}, "CP10": {"C1a", "C1b"}, "CP13": {"C1a"}}
ANSWERED = ["CP2", "CP3", "CP4", "CP5", "CP8", "CP10", "CP11", "CP13"]
#: premises of the counterpoints that neither cite a source, nor have a reason, nor call themselves own reasoning → why
BARE = {
    "CP1.6": "a search that found nothing, which its note says",
    "CP11.5": "general knowledge, which its note says",
}


@pytest.fixture(scope="module")
def post(shared_db) -> Post:
    """The shipped post, loaded once for all of these tests, which only read."""
    loaded = load_post(folder=FOLDER).post
    connection.check_constraints()
    return Post.objects.get(pk=loaded.pk)


@pytest.fixture(scope="module")
def steps(post) -> dict[str, Inference]:
    rows = Inference.objects.filter(post=post).select_related("conclusion", "undercuts")
    return {step.key: step for step in rows.prefetch_related("premises__claim")}


@pytest.fixture(scope="module")
def claims(post) -> dict[str, Claim]:
    rows = Claim.objects.filter(post=post).with_wording().prefetch_related("passages", "citations__source", "bearing")
    return {claim.key: claim for claim in rows}


def premises(step) -> list[str]:
    return [premise.claim.key for premise in sorted(step.premises.all(), key=lambda premise: premise.position)]


def target(step) -> str:
    return (step.undercuts or step.conclusion).key


def written(step) -> str:
    """A step in the notation of LINKS, without the premises left unsaid."""
    stated = " + ".join(key for key in premises(step) if not UNSTATED.fullmatch(key))
    return f"{step.key}: {stated} {'->' if step.stance == 'for' else '-x'} {target(step)}"


# -- the words --


def test_the_text_of_the_post_is_the_original_letter_by_letter(post):
    assert post.text == ORIGINAL.rstrip("\n")


def test_there_are_38_segments():
    assert len(SEGMENTS) == 38


@pytest.mark.parametrize("name", SEGMENTS)
def test_every_segment_is_a_passage_in_its_place_with_its_role_and_claim(post, name):
    segment = SEGMENTS[name]
    role = ROLES.get(name) or ROLES.get(name[0] if name[0] == "F" else "", "claim")
    passage = Passage.objects.select_related("claim").get(
        post=post, start=segment["start"], end=segment["end"], role=role
    )
    assert passage.exact == segment["anchor"]
    if name in WITHOUT_CLAIM:
        assert passage.claim is None
    else:
        assert passage.claim.key == CLAIM_OF.get(name, name)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("Q1", "a sufficient amount of creativity"),
        ("Q2", "the human authorship necessary to support a claim in copyright"),
        ("Q3", "was not created by a human being"),
        ("X1", "LICENSE.md"),
        ("X2", SEGMENTS["X2"]["anchor"]),
        ("X3", SEGMENTS["X3"]["anchor"]),
    ],
)
def test_what_the_post_quotes_is_marked_as_a_quotation(claims, claim, words):
    assert [passage.exact for passage in claims[claim].passages.all() if passage.role == "quotation"] == [words]


def test_the_reading_page_holds_every_word_of_the_post(client, post):
    words = Page(client.get(post.get_absolute_url())).words
    body = ORIGINAL
    for name in ("F4", "F3", "F2", "F1"):
        body = body[: SEGMENTS[name]["start"]] + body[SEGMENTS[name]["end"] :]
    at = 0
    for block in filter(None, (" ".join(block.split()) for block in body.split("\n\n"))):
        found = words.find(block.removeprefix("• "), at)
        assert found >= 0, block
        at = found + len(block.removeprefix("• "))


def test_the_furniture_of_the_original_page_has_its_place_on_ours(client, post):
    words = Page(client.get(post.get_absolute_url())).words
    for piece in ("Sign in", "Harmil", "Tyler_Zoro", "appreciate this", "contribution", post.provenance):
        assert piece in words


# -- the argument --


@pytest.mark.parametrize("link", LINKS)
def test_every_link_is_encoded(steps, link):
    expected = LINKS[link].split("; ")
    assert [written(steps[text.partition(":")[0]]) for text in expected] == expected


def test_no_step_of_the_author_is_without_a_link(steps):
    listed = {text.partition(":")[0] for link in LINKS.values() for text in link.split("; ")}
    assert {key for key, step in steps.items() if step.voice == "author"} == listed


@pytest.mark.parametrize("key", NEEDED_BY)
def test_what_is_left_unsaid_is_a_premise_of_the_steps_that_need_it(claims, steps, key):
    claim = claims[key]
    assert (claim.voice, claim.granted, list(claim.passages.all())) == ("editor", True, [])
    assert {name for name, step in steps.items() if key in premises(step)} >= NEEDED_BY[key]
    ours = {name for name, step in steps.items() if key in premises(step) and step.voice == "author"}
    assert ours == NEEDED_BY[key]


def test_both_conclusions_and_the_title_are_main_claims(post):
    main = Claim.objects.filter(post=post).main().values_list("key", flat=True)
    assert list(main) == ["C1a", "C1b", "C2", "T1"]


def test_two_routes_lead_to_the_application_to_models(steps):
    routes = [key for key, step in steps.items() if step.voice == "author" and target(step) == "A1"]
    assert routes == ["I4", "I8"]


def test_a_segment_with_two_claims_lends_each_step_the_weaker_one(claims, steps):
    used = {key for step in steps.values() if step.voice == "author" for key in premises(step)}
    assert {"B1a", "D2a"} <= used
    assert not {"B1a-just", "B1b", "D2b"} & used
    assert {"B1a-just", "B1b", "D2b"} <= set(claims)


def test_what_the_office_is_reported_to_say_is_kept_apart_from_what_the_author_says(claims):
    assert {key for key, claim in claims.items() if claim.voice == "reported"} == {"Q1", "Q2", "Q3"}


def test_the_objection_is_a_question_and_so_not_granted(claims):
    assert not claims["O1"].granted


def labelled(*names: str) -> tuple[Document, dict[str, str]]:
    """The document of some of the folder's files, and the label of each of its claims."""
    document = parse({name: (FOLDER / name).read_text(encoding="utf-8") for name in names})
    claims = {key: number for number, key in enumerate(document.claims, start=1)}
    steps = {key: number for number, key in enumerate(document.steps, start=1)}
    nodes = [ClaimNode(claims[key], key, granted=record.granted) for key, record in document.claims.items()]
    edges = [
        InferenceNode(
            steps[key],
            key,
            Stance.FOR if record.relation == "support" else Stance.AGAINST,
            tuple(claims[premise] for premise in record.premises),
            conclusion=None if record.relation == "undercut" else claims[record.target],
            undercuts=steps[record.target] if record.relation == "undercut" else None,
        )
        for key, record in document.steps.items()
    ]
    found = label(Graph.build(nodes, edges)).claims
    return document, {key: str(found[number]) for key, number in claims.items()}


def test_with_the_post_alone_every_claim_stands_except_the_objection():
    _, labels = labelled("argument.txt", "sources.txt")
    assert {key for key, found in labels.items() if found != "stands"} == {"O1"}
    assert labels["O1"] == "falls"


def test_with_the_counterpoints_only_that_half_of_a_sentence_falls_which_was_wrong():
    _, labels = labelled("argument.txt", "sources.txt", "counterpoints.txt")
    assert labels["D2b"] == "falls"
    assert labels["D2a"] == "stands"


# -- what is said against it and for it --


def of(steps, point: str) -> list[Inference]:
    """The steps of a counterpoint or support, its answer apart."""
    return [step for key, step in steps.items() if re.fullmatch(rf"{point}[a-z]?", key)]


@pytest.mark.parametrize("point", BEARS_ON)
def test_every_counterpoint_and_support_bears_on_what_it_is_about(steps, point):
    found = of(steps, point)
    assert {(step.relation.value, target(step)) for step in found} >= BEARS_ON[point]
    assert {step.voice for step in found} == {"editor"}
    assert all(step.scheme for step in found)


@pytest.mark.parametrize("point", LEAVES_ALONE)
def test_a_counterpoint_leaves_alone_what_it_does_not_touch(steps, point):
    assert not {target(step) for step in of(steps, point)} & LEAVES_ALONE[point]


@pytest.mark.parametrize("point", ANSWERED)
def test_where_there_is_an_answer_it_stands_at_the_counterpoint(steps, point):
    answers = [step for key, step in steps.items() if key.startswith(f"{point}-answer")]
    assert answers
    for step in answers:
        assert step.stance == "against"
        assert re.match(rf"{point}\b|{point}[a-z.]", target(step))


def test_every_step_of_the_editor_has_a_premise_of_its_own(steps):
    for key, step in steps.items():
        if step.voice == "editor":
            assert [premise for premise in premises(step) if re.match(r"(CP|PR)\d", premise)], key


def test_every_premise_of_the_editor_is_sourced_or_says_that_it_is_not(claims, steps):
    used = {key for step in steps.values() if step.voice == "editor" for key in premises(step)}
    bare = {
        key
        for key in used
        if claims[key].voice == "editor"
        and not claims[key].citations.all()
        and not [step for step in claims[key].bearing.all() if step.stance == "for"]
        and not re.search(r"\bown (reasoning|reading)\b", claims[key].note, re.IGNORECASE)
    }
    assert bare == set(BARE)
    assert all(claims[key].note for key in bare)


# -- the sources --


def test_every_source_is_valid_by_the_schema_of_csl(client, post):
    items = client.get(f"/posts/{post.slug}/sources.json").json()
    assert len(items) == Source.objects.cited_in(post.pk).count()
    assert errors_in_csl(items) == []


@pytest.mark.parametrize("claim", ["Q1", "Q2", "Q3", "CIT1"])
def test_what_the_post_cites_is_cited_with_its_words(claims, claim):
    (citation,) = [row for row in claims[claim].citations.all() if row.source.key == "usco-ai-page"]
    quoted = [passage.exact for passage in claims[claim].passages.all() if passage.role == "quotation"]
    assert citation.quotation == (quoted[0] if quoted else "Copyright and Artificial Intelligence")


@pytest.mark.parametrize("claim", ["X2", "X3"])
def test_the_licence_is_quoted_exactly_as_the_post_quotes_it_and_the_words_are_in_it(claims, claim):
    (citation,) = [row for row in claims[claim].citations.all() if row.source.key == "sdxl-licence"]
    assert citation.quotation == SEGMENTS[claim]["anchor"]
    assert check(citation.quotation, Index(citation.source.texts.get().text)).start is not None


def test_every_quotation_occurs_in_the_text_on_file(post):
    absent = set()
    rows = (
        Citation.objects.filter(claim__post=post).exclude(quotation="").select_related("claim", "source", "quoted_in")
    )
    for citation in rows.prefetch_related("source__texts", "quoted_in__texts"):
        read_in = citation.quoted_in or citation.source
        texts = [*read_in.texts.all(), *citation.source.texts.all()]
        if texts and all(check(citation.quotation, Index(text.text)).start is None for text in texts):
            absent.add((citation.claim.key, citation.source.key))
    assert absent == set()


def test_most_quotations_were_checked_against_a_text_on_file(post):
    quoted = Citation.objects.filter(claim__post=post).exclude(quotation="")
    assert quoted.exclude(source__texts=None).count() > quoted.count() / 2


def test_what_was_read_only_in_another_document_says_so(post):
    for citation in Citation.objects.filter(claim__post=post, quoted_in__isnull=False):
        assert re.search(r"\b[Aa]s (quoted|summarised|told|put|reported|given)\b|said to", citation.note), citation.note


def test_every_source_says_what_it_is_and_where_it_stands(post):
    for source in Source.objects.all():
        assert source.rights or not source.texts.exists(), source.key
        assert not source.address or re.match(r"https?://", source.address), source.key
        assert source.address or source.texts.exists() or source.note, source.key


def test_every_text_on_file_is_a_source_s_and_of_known_origin():
    origin = (FOLDER / "texts" / "ORIGIN.md").read_text()
    listed = (FOLDER / "sources.txt").read_text()
    for path in sorted((FOLDER / "texts").iterdir()):
        if path.name != "ORIGIN.md":
            assert f"text: {path.name}\n" in listed
            assert hashlib.sha256(path.read_bytes()).hexdigest() in origin, path.name


def test_every_claim_is_short_enough_for_a_card(claims):
    assert {key: len(claim.text) for key, claim in claims.items() if len(claim.text) > 160} == {}


def test_loading_the_folder_again_changes_nothing(post):
    assert load_post(folder=FOLDER).is_unchanged
    assert Post.objects.get(pk=post.pk).version == post.version
