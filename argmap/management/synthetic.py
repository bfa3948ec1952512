"""Made-up arguments of any size, shaped like real ones, for measuring; the same size gives the same argument."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from argmap.graph.model import Graph, Stance
from argmap.graph.outline import target_claim

SEED = 17
MAIN_CLAIMS = 3
REBUTTALS, UNDERCUTS = 0.15, 0.08  # of the steps
OF_UNDERCUTS = 0.3  # of the undercuts
SHARED, CITING, QUOTING = 0.05, 0.3, 0.5  # of the steps, of the claims, of the citations
CLAIMS_PER_CIRCLE = 500

SUBJECTS = ("the file of weights", "a court", "the licence", "the person who trains it", "a list of facts")
VERBS = ("rests on", "asks for", "leaves out", "says nothing of", "is only", "cannot replace")
OBJECTS = ("a human author", "§ 102(b)", "the “spark” of originality", "the contract", "selection & order", "labour")
TURNS = ("where nobody wrote it", "in most of the cases decided so far", "as submitted", "unless the parties agree")


@dataclass(frozen=True, slots=True)
class Step:
    """A step from premises to a claim, or to the step it undercuts; all by their place in the argument."""

    stance: Stance
    premises: Sequence[int]
    conclusion: int | None = None
    undercuts: int | None = None


@dataclass(slots=True)
class Argument:
    """An argument before it is stored: claims and steps by their places in these lists."""

    texts: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    citations: list[tuple[int, int, str]] = field(default_factory=list)  # claim, source, quotation
    sources: int = 1
    stated: list[tuple[int, str]] = field(default_factory=list)  # claim, words of the post
    body: str = ""


def make_argument(size: int, seed: int = SEED) -> Argument:
    """Make an argument of so many claims: a wide tree, with rebuttals, undercuts, shared claims and a few circles."""
    chance = Random(f"{size} {seed}")
    argument = Argument(sources=max(size // 20, 1))
    argument.texts = [_text(chance) for _ in range(size)]
    argument.steps = list(_steps(size, chance))
    for claim in range(size):
        if chance.random() < CITING:
            quotation = _sentence(chance) if chance.random() < QUOTING else ""
            argument.citations.append((claim, chance.randrange(argument.sources), quotation))
    stated = sorted({*chance.sample(range(size), size // 10), *_undercut(argument.steps)[:1]})
    argument.stated = [(claim, _sentence(chance)) for claim in stated]
    argument.body = "\n\n".join(_blocks([words for _, words in argument.stated]))
    return argument


def _steps(size: int, chance: Random) -> Iterator[Step]:
    """Hang every claim into the tree, two to four under each, one to three in a step; then close the circles."""
    above: dict[int, int] = {}
    waiting = deque(range(MAIN_CLAIMS))
    undercuts: list[int] = []
    made, grown = 0, MAIN_CLAIMS
    while grown < size:
        target = waiting.popleft()
        last = min(grown + chance.randint(2, 4), size)
        while grown < last:
            premises = list(range(grown, min(grown + chance.randint(1, 3), last)))
            grown = premises[-1] + 1
            waiting.extend(premises)
            shared = chance.randrange(premises[0])
            if len(premises) < 3 and shared != target and chance.random() < SHARED:
                premises.append(shared)
            step = _step(target, premises, made, undercuts, chance)
            if step.conclusion is not None:
                above.update((premise, target) for premise in premises)
            yield step
            made += 1
    deep = [claim for claim, target in above.items() if target in above]
    for claim in chance.sample(deep, min(size // CLAIMS_PER_CIRCLE + 1, len(deep))):
        yield Step(Stance.FOR, [above[above[claim]]], conclusion=claim)


def _undercut(steps: Sequence[Step]) -> list[int]:
    """The claims with a reason that is undercut. The post states the first, so that some page has all there can be."""
    attacked = (steps[step.undercuts] for step in steps if step.undercuts is not None)
    return sorted({step.conclusion for step in attacked if step.stance is Stance.FOR and step.conclusion is not None})


def without_circles(graph: Graph) -> Graph:
    """The graph of a stored argument without the few steps that close its circles.

    Claims are numbered from the main claims outwards, so these steps have a premise no further out than their claim.
    """
    steps = (step for step in graph.inferences.values() if min(step.premises) > target_claim(graph, step.id))
    return Graph.build(graph.claims.values(), steps, graph.main)


def _step(target: int, premises: Sequence[int], number: int, undercuts: list[int], chance: Random) -> Step:
    """A reason for the target, a rebuttal of it, or an undercut of a step made shortly before or of an undercut."""
    kind = chance.random()
    if number and kind < UNDERCUTS:
        of_undercut = undercuts and chance.random() < OF_UNDERCUTS
        attacked = undercuts[-1] if of_undercut else chance.randrange(max(number - 20, 0), number)
        undercuts.append(number)
        return Step(Stance.AGAINST, premises, undercuts=attacked)
    stance = Stance.AGAINST if kind < UNDERCUTS + REBUTTALS else Stance.FOR
    return Step(stance, premises, conclusion=target)


def _sentence(chance: Random) -> str:
    words = f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)}."
    return words[0].upper() + words[1:]


def _text(chance: Random) -> str:
    return f"{_sentence(chance)[:-1]} {chance.choice(TURNS)}, and {chance.choice(SUBJECTS)} {chance.choice(VERBS)} it."


def _blocks(sentences: Sequence[str]) -> Iterator[str]:
    """Paragraphs of four sentences in Markdown, with a heading now and then."""
    for start in range(0, len(sentences), 4):
        if start % 40 == 0:
            yield f"## Part {start // 40 + 1}"
        yield " ".join(sentences[start : start + 4])
