"""Made-up arguments of any size, shaped like real ones, for measuring; the same size gives the same argument."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random

from django.db import connection
from django.db.models import QuerySet

from argmap.graph.model import Graph, Stance, Voice
from argmap.graph.outline import target_claim
from argmap.models import Citation, Claim, DeskItem, Inference, Passage, Post, Premise, Source, User, Wording
from argmap.models.desk_item import ItemKind
from argmap.models.fields import Role
from argmap.models.user import UserRole
from argmap.operations.changes import changing
from argmap.prose import markup
from argmap.prose.canonical import canonical_text
from argmap.prose.passages import anchor

SEED = 17
ROWS_AT_ONCE = 2_000
MAIN_CLAIMS = 3
REBUTTALS, UNDERCUTS = 0.15, 0.08  # of the steps
OF_UNDERCUTS = 0.3  # of the undercuts
SHARED, CITING, QUOTING = 0.05, 0.3, 0.5  # of the steps, of the claims, of the citations
CLAIMS_PER_CIRCLE = 500
CLAIM_PAGES = 10
DESK_ITEMS = 10_000

SUBJECTS = ("the file of weights", "a court", "the licence", "the person who trains it", "a list of facts")
VERBS = ("rests on", "asks for", "leaves out", "says nothing of", "is only", "cannot replace")
OBJECTS = ("a human author", "§ 102(b)", "the “spark” of originality", "the contract", "selection & order", "labour")
TURNS = ("where nobody wrote it", "in most of the cases decided so far", "as submitted", "unless the parties agree")
SCHEMES = ("", "", "established-rule", "verbal-classification", "expert-opinion", "analogy")
VOICES = (Voice.AUTHOR, Voice.AUTHOR, Voice.REPORTED, Voice.EDITOR)


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


def store(argument: Argument, slug: str) -> Post:
    """Store an argument as a post of its own, places included."""
    text = canonical_text(markup.render(argument.body))
    about = {"title": f"An argument of {len(argument.texts):,} claims", "author": "Nobody", "summary": "Made up."}
    created = Post.objects.create(slug=slug, body=argument.body, text=text, **about)
    with changing(post=created.pk) as change:
        post = change.post
        claims = _store_claims(argument, post)
        _store_passages(argument, post, claims)
        _store_steps(argument, post, claims)
        _store_citations(argument, slug, claims)
    return post


def _store_claims(argument: Argument, post: Post) -> list[Claim]:
    supported = {step.conclusion for step in argument.steps if step.stance is Stance.FOR}
    claims = Claim.objects.bulk_create(
        (
            Claim(
                post=post,
                key=f"C{number}",
                voice=VOICES[number % len(VOICES)],
                granted=number not in supported,
                main_order=number + 1 if number < MAIN_CLAIMS else None,
            )
            for number in range(len(argument.texts))
        ),
        batch_size=ROWS_AT_ONCE,
    )
    wordings = (Wording(claim=claim, number=1, text=text) for claim, text in zip(claims, argument.texts, strict=True))
    Wording.objects.bulk_create(wordings, batch_size=ROWS_AT_ONCE)
    return claims


def _store_passages(argument: Argument, post: Post, claims: Sequence[Claim]) -> None:
    passages, end = [], 0
    for claim, words in argument.stated:
        start = post.text.index(words, end)
        end = start + len(words)
        found = anchor(post.text, start, end)
        passages.append(
            Passage(
                post=post,
                claim=claims[claim],
                role=Role.CLAIM,
                exact=found.exact,
                prefix=found.prefix,
                suffix=found.suffix,
                start=start,
                end=end,
            )
        )
    Passage.objects.bulk_create(passages, batch_size=ROWS_AT_ONCE)


def _store_steps(argument: Argument, post: Post, claims: Sequence[Claim]) -> None:
    """Store the steps in rounds: an undercut can be stored when what it attacks has its id."""
    stored: dict[int, Inference] = {}
    waiting = dict(enumerate(argument.steps))
    while waiting:
        ready = {n: step for n, step in waiting.items() if step.undercuts is None or step.undercuts in stored}
        rows = (
            Inference(
                post=post,
                key=f"I{number}",
                stance=step.stance,
                conclusion=None if step.conclusion is None else claims[step.conclusion],
                undercuts=None if step.undercuts is None else stored[step.undercuts],
                met_wording=None if step.conclusion is None else 1,
                scheme=SCHEMES[number % len(SCHEMES)],
                voice=VOICES[number % len(VOICES)],
            )
            for number, step in ready.items()
        )
        stored.update(zip(ready, Inference.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE), strict=True))
        waiting = {number: step for number, step in waiting.items() if number not in ready}
    premises = (
        Premise(post=post, inference=stored[number], claim=claims[premise], position=position)
        for number, step in enumerate(argument.steps)
        for position, premise in enumerate(step.premises, start=1)
    )
    Premise.objects.bulk_create(premises, batch_size=ROWS_AT_ONCE)


def _store_citations(argument: Argument, slug: str, claims: Sequence[Claim]) -> None:
    sources = Source.objects.bulk_create(
        Source(key=f"{slug}-{number}", kind="case", title=f"Case {number}", citation=f"{number} Made Up {slug}")
        for number in range(argument.sources)
    )
    Citation.objects.bulk_create(
        (
            Citation(claim=claims[claim], source=sources[source], locator="at 12", quotation=words, voice=Voice.EDITOR)
            for claim, source, words in argument.citations
        ),
        batch_size=ROWS_AT_ONCE,
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored argument: its post, and some claims from all over it that have reasons."""

    post: int
    slug: str
    claims: Sequence[int]


def fill(size: int) -> Stored:
    """Store an argument of so many claims and bring the database's statistics up to date.

    The claims are those with an undercut reason, and others too where these are few.
    """
    post = store(make_argument(size), f"made-up-{size}")
    reasons = Inference.objects.filter(post=post, stance=Stance.FOR).order_by("conclusion")
    undercut = _conclusions(reasons.filter(undercut_by__isnull=False))
    claims = undercut if len(undercut) >= CLAIM_PAGES else [*dict.fromkeys([*undercut, *_conclusions(reasons)])]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Stored(post.pk, post.slug, claims[:: max(len(claims) // CLAIM_PAGES, 1)][:CLAIM_PAGES])


def _conclusions(steps: QuerySet[Inference]) -> list[int]:
    return [claim for claim in steps.values_list("conclusion", flat=True).distinct() if claim is not None]


def fill_desk(post: int) -> int:
    """Lay thousands of items about the steps of a stored argument on an empty desk; gives who may look at it."""
    DeskItem.objects.all().delete()
    steps = Inference.objects.filter(post=post).order_by("pk").values_list("pk", flat=True)
    DeskItem.objects.bulk_create(
        (
            DeskItem(
                kind=ItemKind.CONTRIBUTION,
                inference_id=step,
                within_id=post,
                basis=str(number),
                key=f"made up {number}",
                weight=number % 100,
            )
            for number, step in enumerate(islice(cycle(steps), DESK_ITEMS))
        ),
        batch_size=ROWS_AT_ONCE,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    moderator, _ = User.objects.get_or_create(username="bench", defaults={"role": UserRole.MODERATOR})
    return moderator.pk
