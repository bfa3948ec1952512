"""From the files of a folder to records, and every mistake a file can hold."""

from __future__ import annotations

from textwrap import dedent

import pytest

from argmap.graph.model import Relation
from argmap.graph.notation import NotationError, parse
from argmap.graph.notation.fields import FIELDS

POST = """\
post demo
title: A demonstration
author: The Author
summary: A post for tests.
main: C

claim C
text: The conclusion.

claim A
text: The first premise.

claim B
text: The second premise.

reason I
from: A, B
for: C

source s
kind: page
title: A page
citation: A page
"""
STARTS = POST.count("\n") + 2  # the line on which what a test adds begins


def read(more="", **files):
    """The document of the post above with more stanzas after a blank line, and of further files."""
    named = {name.replace("_", "."): dedent(text) for name, text in files.items()}
    return parse({"argument.txt": f"{POST}\n{dedent(more)}"} | named)


def mistakes(*texts, **files):
    with pytest.raises(NotationError) as refused:
        read(*texts, **files)
    return list(map(str, refused.value.mistakes))


def test_a_claim_keeps_its_text_voice_note_and_words():
    document = read(
        """
        claim D
        text: It is so.
        words: in the words
          of the post
        words: and in these
        voice: reported
        note: One.
          .
          Two.
        """
    )
    claim = document.claims["D"]
    assert (claim.text, claim.voice, claim.granted, claim.note) == ("It is so.", "reported", True, "One.\n\nTwo.")
    assert [(passage.words, passage.role, passage.claim) for passage in document.passages] == [
        ("in the words of the post", "claim", "D"),
        ("and in these", "claim", "D"),
    ]
    assert [passage.place.line for passage in document.passages] == [STARTS + 3, STARTS + 5]


@pytest.mark.parametrize(
    ("stanza", "relation", "target"),
    [
        ("reason J\nfrom: B, A\nfor: C", Relation.SUPPORT, "C"),
        ("rebuttal J\nfrom: B, A\nagainst: C", Relation.REBUTTAL, "C"),
        ("undercut J\nfrom: B, A\nagainst: I", Relation.UNDERCUT, "I"),
    ],
)
def test_a_step_keeps_its_premises_in_order_and_its_target(stanza, relation, target):
    step = read(f"{stanza}\nscheme: analogy\nnote: A note.\nvoice: editor\n").steps["J"]
    assert (step.relation, step.premises, step.target) == (relation, ("B", "A"), target)
    assert (step.scheme, step.note, step.voice) == ("analogy", "A note.", "editor")


def test_a_passage_can_belong_to_a_claim_or_to_none():
    document = read(
        "passage p\nwords: some words\nrole: quotation\nclaim: A\noccurrence: last\n\n"
        "passage q\nwords: x\nrole: furniture\n"
    )
    assert [(p.key, p.words, p.role, p.claim, p.occurrence) for p in document.passages] == [
        ("p", "some words", "quotation", "A", "last"),
        ("q", "x", "furniture", "", ""),
    ]


def test_a_citation_keeps_where_and_what_and_a_claim_may_have_several():
    document = read(
        "cite A\nsource: s\nlocator: at 2\nquotation: “So …”\nas-quoted-in: s\nnote: n\n\ncite A\nsource: s\n"
    )
    first, second = document.citations
    assert (first.claim, first.source, first.locator, first.quotation) == ("A", "s", "at 2", "“So …”")
    assert (first.quoted_in, first.note) == ("s", "n")
    assert (second.locator, second.quotation, second.quoted_in) == ("", "", "")


def test_a_source_keeps_every_field_it_is_given():
    values = dict.fromkeys(FIELDS["source"], "x") | {"kind": "case", "extent": "excerpt"}
    values |= {"address": "https://example.org/a", "archived": "http://example.org/b"}
    stanza = "\n".join(f"{name}: {value}" for name, value in values.items())
    assert dict(read(f"source t\n{stanza}\n").sources["t"].values) == values


def test_the_record_of_the_post_keeps_every_field_it_is_given():
    values = dict.fromkeys(FIELDS["post"], "x") | {"main": "C", "origin": "https://example.org/"}
    stanza = "\n".join(f"{name}: {value}" for name, value in values.items())
    post = parse({"argument.txt": f"post demo\n{stanza}\n\nclaim C\ntext: c\n"}).post
    assert {name: post.value(name) for name in FIELDS["post"]} == values


def test_what_the_argument_says_the_author_says_and_the_rest_the_editor_unless_told_otherwise():
    document = read(
        counterpoints_txt="claim D\ntext: d\n\nclaim E\ntext: e\nvoice: author\n\nrebuttal R\nfrom: D\nagainst: C\n\n"
        "cite D\nsource: s\n"
    )
    assert [document.claims[key].voice for key in "CDE"] == ["author", "editor", "author"]
    assert (document.steps["I"].voice, document.steps["R"].voice) == ("author", "editor")
    assert document.citations[0].voice == "editor"


@pytest.mark.parametrize(
    ("more", "counterpoints", "granted"),
    [
        ("", "", {"A": True, "C": False}),
        ("claim D\ntext: d\ngranted: no\n", "", {"D": False}),
        ("claim D\ntext: d\ngranted: yes\n\nreason J\nfrom: A\nfor: D\n", "", {"D": True}),
        ("claim D\ntext: d\n", "reason J\nfrom: A\nfor: D\n", {"D": True}),
        ("", "claim D\ntext: d\n\nreason J\nfrom: A\nfor: D\n", {"D": False}),
        ("claim D\ntext: d\n\nrebuttal J\nfrom: A\nagainst: D\n", "", {"D": True}),
    ],
)
def test_a_claim_is_granted_unless_the_file_that_states_it_gives_a_reason_or_says_so(more, counterpoints, granted):
    claims = read(more, counterpoints_txt=counterpoints).claims
    assert {key: claims[key].granted for key in granted} == granted


def test_stanzas_may_stand_in_any_order_also_across_files():
    stanzas = POST.split("\n\n")
    forwards, backwards = read(), parse({"argument.txt": "\n\n".join(reversed(stanzas))})
    spread = parse({"argument.txt": stanzas[0], "sources.txt": "\n\n".join(reversed(stanzas[1:]))})
    for document in (backwards, spread):
        assert set(document.claims) == set(forwards.claims)
        assert {key: step.premises for key, step in document.steps.items()} == {"I": ("A", "B")}
        assert set(document.sources) == {"s"}
        assert not document.claims["C"].granted


def test_a_claim_and_a_source_may_share_a_key():
    assert "s" in read("claim s\ntext: A claim called like a source.\n").claims


WRONG = [
    # kinds and fields
    ("clam D\ntext: d", 0, "there is no kind “clam”; there are post, claim, passage"),
    ("claim D\ntext: d\ncolour: red", 2, "a claim has no field “colour”; it has text, words"),
    ("claim D\nnote: d", 0, "claim D has no “text”"),
    ("claim D\ntext:", 1, "“text” of claim D says nothing"),
    ("claim D\ntext: d\nwords:", 2, "“words” of claim D says nothing"),
    ("claim D\ntext: d\ntext: e", 2, "“text” stands twice in this claim"),
    ("passage p\nwords: w", 0, "passage p has no “role”"),
    ("reason J\nfor: C", 0, "reason J has no “from”"),
    ("reason J\nfrom: A", 0, "reason J has no “for”"),
    ("reason J\nfrom: A\nagainst: C", 2, "a reason has no field “against”"),
    ("rebuttal J\nfrom: A", 0, "rebuttal J has no “against”"),
    ("undercut J\nfrom: A", 0, "undercut J has no “against”"),
    ("source t\nkind: page\ntitle: T", 0, "source t has no “citation”"),
    ("cite A\nlocator: at 2", 0, "cite A has no “source”"),
    # values from a list
    (
        "source t\nkind: page\ntitle: t\ncitation: t\naddress: javascript:alert(1)",
        4,
        "“address” is an address that begins with https:// or http://",
    ),
    ("claim D\ntext: d\nvoice: nobody", 2, "“voice” is one of author, reported, editor, not “nobody”"),
    ("claim D\ntext: d\nvoice: reader", 2, "“voice” is one of author, reported, editor, not “reader”"),
    ("claim D\ntext: d\ngranted: maybe", 2, "“granted” is one of yes, no, not “maybe”"),
    ("passage p\nwords: w\nrole: ornament", 2, "“role” is one of claim, quotation"),
    ("source t\nkind: rumour\ntitle: T\ncitation: T", 1, "“kind” is one of case, statute"),
    ("source t\nkind: page\ntitle: T\ncitation: T\ntext: t.txt\nextent: half", 5, "“extent” is one of whole, excerpt"),
    ("source t\nkind: page\ntitle: T\ncitation: T\ntext: t.txt", 4, "say in “extent” whether this text is the whole"),
    ("passage p\nwords: w\nrole: claim\noccurrence: first", 0, "“occurrence” is a number or “last”, not “first”"),
    # keys
    ("claim A\ntext: again", 0, "the key A is taken by argument.txt:10"),
    ("claim I\ntext: called like a step", 0, "the key I is taken by argument.txt:16"),
    ("source s\nkind: page\ntitle: T\ncitation: T", 0, "the key s is taken by argument.txt:20"),
    # what is not there
    ("reason J\nfrom: A, Z\nfor: C", 0, "J starts from Z, which is not a claim of this post"),
    ("reason J\nfrom: A, I\nfor: C", 0, "J starts from I, which is not a claim of this post"),
    ("reason J\nfrom: A\nfor: Z", 0, "J bears on Z, which is not a claim of this post"),
    ("reason J\nfrom: A\nfor: I", 0, "J bears on I, which is not a claim of this post"),
    ("undercut J\nfrom: A\nagainst: C", 0, "J undercuts C, which is not a step of this post"),
    ("passage p\nwords: w\nrole: claim\nclaim: Z", 0, "passage p belongs to Z, which is not a claim here"),
    ("cite Z\nsource: s", 0, "Z is not a claim of this post"),
    ("cite A\nsource: t", 0, "there is no source t"),
    ("cite A\nsource: s\nas-quoted-in: t", 0, "there is no source t"),
    # what the graph does not allow
    ("reason J\nfrom: ,\nfor: C", 0, "J has no premise"),
    ("reason J\nfrom: A, B, A\nfor: C", 0, "J uses a premise twice"),
    ("reason J\nfrom: A, C\nfor: C", 0, "J uses its own conclusion C as a premise"),
    ("undercut J\nfrom: A\nagainst: J", 0, "J undercuts itself"),
    # lines
    ("claim D\ntext d", 1, "a field is “name: value”"),
]


@pytest.mark.parametrize(("stanza", "line", "reason"), WRONG, ids=[reason for _, _, reason in WRONG])
def test_a_mistake_is_reported_with_file_line_and_reason(stanza, line, reason):
    found = mistakes(stanza)
    assert any(mistake.startswith(f"argument.txt:{STARTS + line}: {reason}") for mistake in found), found


def test_a_mistake_in_another_file_is_reported_there():
    assert mistakes(counterpoints_txt="# first\n\nclaim D\nnote: d\n") == ["counterpoints.txt:3: claim D has no “text”"]


def test_every_mistake_is_reported_in_order_of_place():
    found = mistakes("claim D\n\nclaim E\ntext: e\nvoice: nobody\n", sources_txt="source t\n")
    places = [mistake.split(": ")[0] for mistake in found]
    assert places == [f"argument.txt:{STARTS}", f"argument.txt:{STARTS + 4}"] + ["sources.txt:1"] * 3


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"argument.txt": ""}, "argument.txt:1"),
        ({"argument.txt": "claim A\ntext: a\n"}, "argument.txt:1"),
        (
            {"argument.txt": f"{POST}\npost second\ntitle: t\nauthor: a\nsummary: s\nmain: C\n"},
            f"argument.txt:{STARTS}",
        ),
    ],
)
def test_a_folder_holds_exactly_one_post(files, place):
    with pytest.raises(NotationError, match=f"{place}: a folder holds exactly one “post” stanza"):
        parse(files)


def test_a_main_claim_is_a_claim_of_the_post():
    with pytest.raises(NotationError, match=r"argument\.txt:5: the main claim Z is not a claim"):
        parse({"argument.txt": POST.replace("main: C", "main: C, Z")})


def test_the_key_of_a_post_can_stand_in_an_address():
    with pytest.raises(NotationError, match=r"argument\.txt:1: the key of a post"):
        parse({"argument.txt": POST.replace("post demo", "post de.mo")})
