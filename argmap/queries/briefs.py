"""What a brief of a claim says: its points, and the rows behind them, read without the rest of the post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.graph.briefing import Briefing, Point, brief
from argmap.graph.openings import unanswered
from argmap.models import Citation, Claim, Inference, Passage
from argmap.prose.citations import Run
from argmap.queries import steps
from argmap.queries.labels import Judgement, labelled
from argmap.queries.later_history import printed_sources

Labels = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Brief:
    """A claim with the points of its brief, and by id every claim, step and citation that stands in it.

    `unanswered` are the objections laid out that nothing is said against; `unsourced` the claims laid out, in reading
    order, that are taken as granted with neither a reason nor a source. `later` is by source what is printed after its
    citation, of what later happened to it.
    """

    claim: Claim
    briefing: Briefing
    judgement: Judgement
    passages: Sequence[Passage]
    claims: Mapping[int, Claim]
    steps: Mapping[int, Inference]
    citations: Mapping[int, list[Citation]]
    later: Mapping[int, Sequence[Run]]
    unanswered: Sequence[Point]
    unsourced: Sequence[Claim]

    def label_of(self, thing: Claim | Inference) -> Labels:
        """The stored label of a claim or step, and the one it has as it is judged here."""
        if isinstance(thing, Claim):
            return self.judgement.of_claim(thing.pk, thing.label)
        return self.judgement.of_inference(thing.pk, thing.label)

    def contributed_by(self, person: int) -> Iterator[tuple[Point, bool]]:
        """The points to which a person contributed, in reading order, and whether the step itself is theirs."""
        for point in self.briefing.points():
            is_theirs = self.steps[point.step.id].contributor_id == person
            premises = [self.claims[premise] for premise in point.step.premises]
            people = {claim.contributor_id for claim in premises}
            people |= {citation.contributor_id for claim in premises for citation in self.citations.get(claim.pk, ())}
            if is_theirs or person in people:
                yield point, is_theirs


def brief_of(claim: Claim, judgement: Judgement, reader: int | None = None) -> Brief:
    """Read the brief of a claim as it is judged; four queries, and three more the first time at a version of its post.

    What later happened to its sources takes three more at most. The claim has its post, its wording and its contributor
    at hand. The steps of a reader, given by id, come first where not everything has room; that takes one query more.
    """
    graph, stored = labelled(claim.post_id, claim.post.version, judgement.count)
    labels = judgement.labelling or stored
    own = Inference.objects.filter(post=claim.post_id, contributor=reader) if reader else Inference.objects.none()
    planned = brief(graph, labels, claim.pk, wanted=set(own.values_list("pk", flat=True)))
    chosen = [point.step.id for point in planned.points()]
    found = Inference.objects.counting().select_related("contributor").in_bulk(chosen)
    briefing = planned.only(found)
    points = list(briefing.points())
    premises = list(dict.fromkeys(premise for point in points for premise in point.step.premises))
    rows = Claim.objects.published().with_wording().select_related("contributor").in_bulk([*premises, claim.pk])
    citations = steps.citations_of([claim.pk, *premises])
    bare = {pk for pk in rows if pk not in citations and not graph.reasons_for(pk)}
    open_steps = set(unanswered(graph, labels))
    return Brief(
        claim=claim,
        briefing=briefing,
        judgement=judgement,
        passages=list(claim.passages.order_by("start", "pk")),
        claims=rows,
        steps=found,
        citations=citations,
        later=_later(citation for found in citations.values() for citation in found),
        unanswered=[point for point in points if point.step.id in open_steps],
        unsourced=[rows[pk] for pk in dict.fromkeys([claim.pk, *premises]) if pk in bare and rows[pk].granted],
    )


def _later(citations: Iterable[Citation]) -> Mapping[int, Sequence[Run]]:
    """What is printed after the citation of each source that is cited, or that words were read in."""
    sources = {source for it in citations for source in (it.rests_on, it.read_in) if source is not None}
    return {pk: runs[1:] for pk, runs in printed_sources(sources).items()} if sources else {}
