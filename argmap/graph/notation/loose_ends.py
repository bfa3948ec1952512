"""Whether what the files of a folder say fits together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from argmap.graph.model import Relation
from argmap.graph.notation.records import ClaimRecord, Document, StepRecord
from argmap.graph.notation.stanzas import Mistake
from argmap.graph.schemes import SCHEMES


def loose_ends(document: Document) -> Iterator[Mistake]:
    """References to what is not there, and steps that the graph does not allow."""
    claims, steps, sources = document.claims, document.steps, document.sources
    for key in document.post.keys("main"):
        if key not in claims:
            yield Mistake(document.post.at("main"), f"the main claim {key} is not a claim of this post")
    for step in steps.values():
        yield from _loose_step(step, claims, steps)
    for passage in document.passages:
        if passage.claim and passage.claim not in claims:
            yield Mistake(passage.place, f"passage {passage.key} belongs to {passage.claim}, which is not a claim here")
        if passage.occurrence and passage.occurrence != "last" and not passage.occurrence.isdecimal():
            yield Mistake(passage.place, f"“occurrence” is a number or “last”, not “{passage.occurrence[:20]}”")
    for citation in document.citations:
        if citation.claim not in claims:
            yield Mistake(citation.place, f"{citation.claim} is not a claim of this post")
        for source in filter(None, (citation.source, citation.quoted_in)):
            if source not in sources:
                yield Mistake(citation.place, f"there is no source {source}")
    for later in document.later:
        for source in filter(None, (later.source, later.by)):
            if source not in sources:
                yield Mistake(later.place, f"there is no source {source}")
        if bool(later.by) == bool(later.cited) or later.by == later.source:
            reason = f"say by what {later.source} was {later.treatment}: “by” names another source, or “cited” says it"
            yield Mistake(later.place, reason)


def _loose_step(
    step: StepRecord, claims: Mapping[str, ClaimRecord], steps: Mapping[str, StepRecord]
) -> Iterator[Mistake]:
    for premise in step.premises:
        if premise not in claims:
            yield Mistake(step.place, f"{step.key} starts from {premise}, which is not a claim of this post")
    if not step.premises:
        yield Mistake(step.place, f"{step.key} has no premise")
    if len(set(step.premises)) < len(step.premises):
        yield Mistake(step.place, f"{step.key} uses a premise twice")
    if step.target in step.premises:
        yield Mistake(step.place, f"{step.key} uses its own conclusion {step.target} as a premise")
    if step.relation is Relation.UNDERCUT:
        if step.target == step.key:
            yield Mistake(step.place, f"{step.key} undercuts itself")
        elif step.target not in steps:
            yield Mistake(step.place, f"{step.key} undercuts {step.target}, which is not a step of this post")
    elif step.target not in claims:
        yield Mistake(step.place, f"{step.key} bears on {step.target}, which is not a claim of this post")
    yield from _loose_question(step, steps)


def _loose_question(step: StepRecord, steps: Mapping[str, StepRecord]) -> Iterator[Mistake]:
    if bool(step.question) != bool(step.question_of):
        yield Mistake(step.place, f"{step.key}: “question” and “question-of” go together")
    elif step.question:
        asked = steps.get(step.question_of)
        scheme = SCHEMES.get(asked.scheme) if asked else None
        if asked is None:
            yield Mistake(step.place, f"{step.key} questions {step.question_of}, which is not a step of this post")
        elif scheme is None or step.question not in {question.key for question in scheme.questions}:
            yield Mistake(step.place, f"the kind of reasoning of {asked.key} has no question “{step.question[:60]}”")
