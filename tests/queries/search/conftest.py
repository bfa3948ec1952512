"""What the tests of searching look through."""

from __future__ import annotations

import pytest
from django.db import connection

from argmap.models import Claim, Inference, Post
from tests.builders import claim, make_post
from tests.people import reword

SOURCES = """\
source feist
kind: case
title: Feist Publications, Inc. v. Rural Telephone Service Co.
citation: Feist Publ'ns, Inc. v. Rural Tel. Serv. Co., 499 U.S. 340 (1991)
text: feist.txt
extent: excerpt

source usc102
kind: statute
title: Subject matter of copyright
citation: 17 U.S.C. § 102

source usc35
kind: statute
title: Conditions for patentability
citation: 35 U.S.C. § 102

source cfr2021
kind: regulation
title: Material not subject to protection
citation: 37 C.F.R. § 202.1

source uk9
kind: statute
title: Authorship of work
citation: Designs and Patents Act 1988, s. 9(3) (UK)

source theatre
kind: letter
title: Review Board decision on Théâtre D’opéra Spatial
citation: Théâtre D’opéra Spatial, Review Board (2023)

"""


EXTRA = """\
passage p
words: The weights are numbers.
role: claim
claim: a

passage q
words: Nobody owns a number.
role: quotation

cite a
source: feist
"""


TEXT = f"{'Facts and more facts. ' * 300}The sine qua non of copyright is originality. {'And so on it goes. ' * 300}"


WORDS = {
    "a": "Weights are licensed to whoever takes them.",
    "b": "Licensing is a promise.",
    "c": "The licences of Zürich’s café—and of no other—hold, says § 102(b).",
    "d": "It takes originality & labour.",
    "e": "17 U.S.C. § 102 is not the end of it.",
}


@pytest.fixture(scope="module")
def shared_post(shared_db):
    """Claims in words of their own, notes on a claim and on a step, passages, sources and a text on file."""
    made = make_post("i: a + b -> c; r: d -x a; u: e -x i", sources=SOURCES, extra=EXTRA, texts={"feist.txt": TEXT})
    for key, words in WORDS.items():
        reword(claim(key), words)
    Claim.objects.filter(key="d").update(note="See the *Alexandria* catalogue.")
    Inference.objects.filter(key="r").update(note="An Alexandrian answer.")
    connection.check_constraints()
    return made.pk


@pytest.fixture
def post(db, shared_post):
    return Post.objects.get(pk=shared_post)
