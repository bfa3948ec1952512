"""What still stands of the shipped post, claim by claim, each with its reason in words.

Whoever changes the post's files and finds a line here wrong has changed the outcome: read it, and write down why.
"""

from __future__ import annotations

import shutil

import pytest
from django.db import transaction

from argmap.graph.labelling import label
from argmap.library import shipped_folders
from argmap.operations.loading import load_post
from argmap.queries.graphs import load_structure

pytestmark = pytest.mark.django_db  # or pytest-django would make no database for the fixture of this module
FOLDER = next(folder for folder in shipped_folders() if folder.name == "ai-models-are-not-copyrightable")

#: claim | label | why: code, then the claims and steps that decided it | in words
ALONE = """
T1       | stands | granted        | no step of the post leads to its title, and alone nobody speaks against it
R0       | stands | supported I2a I2b I2c | each of the three reported reasons would do
Q1       | stands | supported I1a  | the one citation of the post is taken at its word
Q2       | stands | supported I1b  | the same
Q3       | stands | supported I1c  | the same
A1       | stands | supported I4 I8 | both routes apply: nobody authored the weights, and nobody touched them
B2a      | stands | supported I3   | the network made the weights, hence no human
D3       | stands | supported I5   | checkpoint after checkpoint, from random or zero on
D4       | stands | supported I6   | what AI modified, and nobody edits, no human has modified
D5       | stands | supported I7   | images at least begin with something human
C1a      | stands | supported I9   | what holds of images holds of models
C1b      | stands | supported I10  | copyright is taken to be the only right in question
matters  | stands | answered I11   | the objection “so what?” fails with O1
O1       | falls  | rebutted I12   | the author raises it only to answer it
O2       | stands | supported I13  | models come with licences, which are without legal basis
G1a      | stands | supported I14a | SDXL 1.0 is the example
G1b      | stands | supported I14b | the same example
C2       | stands | supported I15  | no copyright, hence nothing to license
scope    | stands | supported I16  | the author concedes the aim
consult  | stands | supported I17  | the author is no lawyer and says so
"""
ALONE_GRANTED = """
CIT1 B1a B1a-just B1b B2b D1 D2a D2b D6 X1 X2 X3 aim V1 V2 V3 U1 U2 U3 U4 U5 U6 U7 U8 U9
"""

WITH_COUNTERPOINTS = """
T1       | contested | rests on contested CP13.3 CP13b | whether a model can hold expression is disputed
R0       | contested | both sides unanswered I2a I2b I2c CP1a | the Office judges case by case
Q1       | stands    | supported I1a | nobody has yet said that the words were not found there
Q2       | stands    | supported I1b | the same
Q3       | stands    | supported I1c | the same
A1       | stands    | answered CP2a | PR4 supports it; the choice of data cannot be seen in weights
B1a-just | falls     | rebutted CP9  | a file also holds a header, and may hold code
B2a      | contested | rests on contested I3 | its step waits on whether those who run training are authors
D2a      | stands    | supported CP6-grain | random starts are usual, and some added parts do start at zero
D2b      | falls     | rebutted CP6  | zero throughout is taught as a mistake
D3       | falls     | unsupported I5 | its only step is undercut by CP7a
D4       | falls     | rebutted CP8b | people discard weights by name, and D4 says “at all”
D5       | falls     | unsupported I7 | where a thing began does not tell who its author is
C1a      | stands    | supported PR1a PR2 PR3 | by scholars, effort and function, not by I9
C1b      | contested | rests on contested CP13.3 CP13c | CP11b speaks against it, CP13c may yet be a reason
matters  | stands    | answered I11  | O1 has neither a grant nor a reason
O1       | falls     | unsupported   | the author only raises it as a question
O2       | contested | rests on contested C2 I13 | it needs C2
G1a      | stands    | supported I14a | SDXL 1.0 is the example
G1b      | stands    | supported I14b | the same example
C2       | contested | rests on contested CP10.2 CP10.6 CP10d | whether it binds as a contract is disputed
aim      | stands    | supported PR8 | such licences have been put forward as a guard against misuse
scope    | stands    | supported I16 | the author concedes the aim
consult  | stands    | supported I17 | the author is no lawyer and says so
U5       | falls     | rebutted CP8c | people do merge and discard weights
U6       | falls     | rebutted CP7d | a blank canvas has no author either
U7       | falls     | rebutted CP11d | there are database and trade secret rights, and the UK rule
U8       | falls     | rebutted CP12c | guidance is no law, and copyright arises without the Office
U9       | stands    | supported PR6 | open licences mostly say so themselves
CP5.3    | contested | both sides unanswered CP5a CP5-answer | a court left it open, and nobody decides any one weight
CP10.2   | contested | in a circle PR7.2 PR7b | it and PR7.2 each deny the other
CP10.6   | contested | both sides unanswered CP10c CP10-answer | written as an agreement, yet nobody need accept it
CP13.3   | contested | both sides unanswered CP13a CP13-answer | Munich and London differ
PR7.2    | contested | in a circle CP10.2 PR7c | it and CP10.2 each deny the other
"""
#: Granted with the post alone and still so; the premises of the counterpoints are granted but for those above.
GRANTED = """
CIT1 B1a B1b B2b D1 D6 X1 X2 X3 V1 V2 V3 U1 U2 U3 U4
CP1.1 CP1.2 CP1.3 CP1.4 CP1.5 CP1.6 CP2.1 CP2.2 CP2.3 CP2.4 CP2.5 CP3.1 CP4.1 CP4.2 CP4.3 CP4.4 CP4.5 CP4.6
CP5.1 CP5.2 CP5.4 CP5.5 CP5.6 CP6.1 CP6.2 CP6.3 CP6.4 CP7.1 CP7.2 CP8.1 CP8.2 CP9.1 CP9.2 CP9.3
CP10.1 CP10.3 CP10.4 CP10.5 CP10.7 CP10.8 CP11.1 CP11.2 CP11.3 CP11.4 CP11.5 CP11.6 CP11.7 CP11.8
CP12.1 CP12.2 CP12.3 CP13.1 CP13.2 CP13.4 CP13.5 CP14.1 CP14.2
PR1.1 PR1.2 PR1.3 PR2.1 PR2.2 PR3.1 PR3.2 PR3.3 PR4.1 PR5.1 PR5.2 PR6.1 PR6.2 PR6.3 PR7.1 PR8.1
"""


@pytest.fixture(scope="module")
def outcomes(django_db_setup, django_db_blocker, tmp_path_factory):
    """Label and why of every claim, by key: of the post alone, and with its counterpoints."""
    bare = shutil.copytree(FOLDER, tmp_path_factory.mktemp("alone") / FOLDER.name)
    (bare / "counterpoints.txt").write_text("")
    with django_db_blocker.unblock(), transaction.atomic():
        found = outcome(load_post(folder=bare).post), outcome(load_post(folder=FOLDER).post)
        transaction.set_rollback(True)
    return found


def outcome(post) -> dict[str, tuple[str, str]]:
    graph = load_structure(post)
    labelling = label(graph)
    found = {}
    for claim in graph.claims.values():
        why = labelling.claim_whys[claim.id]
        deciding = [graph.claims[id].key for id in why.claims] + [graph.inferences[id].key for id in why.inferences]
        found[claim.key] = (labelling.claims[claim.id].value, " ".join([why.code, *deciding]))
    return found


def written(table: str, granted: str) -> dict[str, tuple[str, str]]:
    """A table of this file as values; its last column is for people."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return dict.fromkeys(granted.split(), ("stands", "granted")) | {
        key: (found, why) for key, found, why, words in rows if words
    }


def test_alone_the_post_stands_but_for_the_objection_it_answers(outcomes):
    alone, _ = outcomes
    assert alone == written(ALONE, ALONE_GRANTED)
    assert [key for key, (found, _) in alone.items() if found != "stands"] == ["O1"]


def test_with_its_counterpoints_each_claim_has_its_label_for_its_reason(outcomes):
    _, judged = outcomes
    assert judged == written(WITH_COUNTERPOINTS, GRANTED)
