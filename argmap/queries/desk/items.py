"""The desk and one item of it, with all that is needed to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from argmap.graph.model import Stance, State
from argmap.models import (
    Citation,
    Claim,
    Decision,
    DeskItem,
    Flag,
    Inference,
    LaterHistory,
    Post,
    Source,
    SourceText,
    Wording,
)
from argmap.models.decision import DecisionAction
from argmap.models.desk_item import ItemKind
from argmap.models.inference import InferenceQuerySet
from argmap.models.subject import SUBJECTS
from argmap.queries import steps
from argmap.queries.checks import CheckView, checks_of
from argmap.queries.curation import Mark, marks_of
from argmap.queries.decisions import abouts, with_subjects
from argmap.queries.desk.hanging import Hanging, citing, hanging_on
from argmap.queries.desk.waiting import Companion, Edit, citations_with, edit_in, edits_of, premises_of, steps_with
from argmap.queries.naming import Named, named, words_of
from argmap.queries.steps import StepView

OTHERS = ("other_source", "other_claim__wording", "other_inference")


@dataclass(frozen=True, slots=True)
class Row:
    """An item as a line of the desk: what it is about, in words as moderators may read them."""

    item: DeskItem
    about: Named
    words: str
    post: Post | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item with what it is about, what hangs on it, and what was decided before."""

    row: Row
    claim: Claim | None
    citation: Citation | None
    checks: Mapping[int, CheckView]
    marks: Mapping[int, Mark]
    source: Source | None
    texts: Sequence[SourceText]
    history: Sequence[LaterHistory]
    citing: Sequence[Citation]
    flags: Sequence[Flag]
    step: StepView | None
    other_step: StepView | None
    before: Sequence[Decision]
    closing: Decision | None
    closed: Named | None
    hanging: Hanging
    twin: DeskItem | None
    candidates: Sequence[Source] = field(default_factory=tuple)
    edit: Edit | None = None
    premises: Sequence[Claim] = ()
    cited_with: Sequence[Companion] = ()
    steps_with: Sequence[Companion] = ()

    @property
    def is_taken_back(self) -> bool:
        """Whether it left the desk since its author took it back, and not since a moderator returned it."""
        if self.closing is None or self.closing.action != DecisionAction.CAUSE_GONE:
            return False
        thing = self.edit.wording if self.edit else self.row.item.subject
        is_returned = any(decision.action == DecisionAction.RETURN for decision in self.before)
        return getattr(thing, "state", "") == State.WITHDRAWN and not is_returned

    @property
    def so(self) -> str:
        """What follows by the step, in a sentence."""
        step = self.row.item.inference
        if step is None or self.claim is None:
            return f"So the step {step.undercuts.key} does not follow." if step and step.undercuts else ""
        return self.claim.text if step.stance == Stance.FOR else f"So it is not true that: “{self.claim.text}”"


def queue(*, kind: ItemKind | None = None, post: Post | None = None) -> QuerySet[DeskItem]:
    """The open items, most consequential first; of a post, also those about the sources it cites."""
    found = DeskItem.objects.open().by_consequence()
    if kind is not None:
        found = found.filter(kind=kind)
    return found.filter(_of(post)) if post is not None else found


def following(item: DeskItem, *, kind: ItemKind | None = None, post: Post | None = None) -> DeskItem | None:
    """The open item that comes after this one in the queue, or for one that left it the first; two queries at most."""
    found = queue(kind=kind, post=post).exclude(pk=item.pk).only("pk", "kind")
    later = Q(opened_at__gt=item.opened_at) | Q(opened_at=item.opened_at, pk__gt=item.pk)
    after = found.filter(Q(weight__lt=item.weight) | Q(weight=item.weight) & later).first()
    return found.first() if after is None and item.closed_at is not None else after


def counts(*, post: Post | None = None) -> Mapping[ItemKind, int]:
    """How many items of each kind are open; one query."""
    found = DeskItem.objects.open()
    if post is not None:
        found = found.filter(_of(post))
    counted = dict(found.order_by().values_list("kind").annotate(number=Count("pk")))
    return {kind: counted[kind] for kind in ItemKind if kind in counted}


def open_count() -> int:
    """How many items are open; one query."""
    return DeskItem.objects.open().count()


def rows_of(items: Iterable[DeskItem]) -> list[Row]:
    """Lay out items as lines, read `with_others`; one query where edits wait among them."""
    shown = list(items)
    edits = edits_of(shown)
    return [_row(item, edits.get(item.pk)) for item in shown]


def these(items: Sequence[int]) -> QuerySet[DeskItem]:
    """Those of a page in their order, with what names them: joined by id, which a long queue would not bear."""
    return with_others(DeskItem.objects.filter(pk__in=items).by_consequence())


def with_others(items: QuerySet[DeskItem]) -> QuerySet[DeskItem]:
    """Read along what names the subject of each item, and the second where there is one; ten queries at most."""
    return with_subjects(items).select_related(*OTHERS)


def item_page(item: DeskItem) -> ItemPage:
    """Read all that is needed to decide an item; a fixed number of queries."""
    citation = item.citation
    claim = _claim_of(item)
    source = item.source or (item.text.source if item.text else None) or (citation.rests_on if citation else None)
    wording, closing = edits_of([item]).get(item.pk), _closing(item) if item.closed_at is not None else None
    premises = premises_of(item.inference)
    cited_with = citations_with(premises)
    cited = [citation] if citation else [it.thing for it in cited_with if isinstance(it.thing, Citation)]
    checks = checks_of(cited)
    laid_out = {view.step.pk: view for view in steps.lay_out(_steps_of(item), is_any=True)} if item.inference_id else {}
    return ItemPage(
        row=_row(item, wording),
        claim=claim,
        citation=citation,
        checks=checks,
        marks=marks_of({*([source.pk] if source else []), *(it.rests_on.pk for it in cited)}),
        source=source,
        texts=list(source.texts.defer("text").select_related("supplied_by").order_by("-pk")) if source else [],
        history=list(source.later_history.published().select_related("by").order_by("date", "pk")) if source else [],
        citing=citing(item.source) if item.source else [],
        flags=list(_flags_of(item)),
        step=laid_out.get(item.inference_id or 0),
        other_step=laid_out.get(item.other_inference_id or 0),
        before=decided_before(item),
        closing=closing,
        closed=abouts([closing])[closing.pk] if closing is not None else None,
        hanging=hanging_on(item, claim),
        twin=_twin(item),
        candidates=_candidates(item, checks),
        edit=edit_in(wording, claim, closing.action if closing else ""),
        premises=premises,
        cited_with=cited_with,
        steps_with=steps_with(citation),
    )


def decided_before(item: DeskItem) -> list[Decision]:
    """The decisions about the same thing, newest first; one query."""
    about = {f"{name}_id": value for name in SUBJECTS if (value := getattr(item, f"{name}_id")) is not None}
    return list(Decision.objects.filter(**about).select_related("moderator").order_by("-pk")[:10]) if about else []


def _closing(item: DeskItem) -> Decision | None:
    """The decision by which an item left the desk, read `with_subjects`."""
    return with_subjects(item.decisions.order_by("-pk")).first()


def _twin(item: DeskItem) -> DeskItem | None:
    """The item that says of the same step that it may be there already; one query."""
    if item.inference_id is None or item.kind == ItemKind.DUPLICATE:
        return None
    same = DeskItem.objects.open().filter(kind=ItemKind.DUPLICATE, inference=item.inference_id)
    return same.select_related("other_inference").first()


def _of(post: Post) -> Q:
    cited = Source.objects.cited_in(post.pk).order_by().values("pk")
    return Q(within=post) | Q(source__in=cited) | Q(text__source__in=cited)


def _row(item: DeskItem, edit: Wording | None) -> Row:
    subject = item.subject
    about = _called(subject)
    return Row(item, about, edit.text if edit else _words(subject) or about.words, about.post)


def _called(subject: Any) -> Named:
    """What a subject is called for moderators, who also read the key of what is not public."""
    about = named(subject)
    home = subject if isinstance(subject, (Claim, Inference)) else getattr(subject, "claim", None)
    return replace(about, key=home.key) if home is not None else about


def _words(subject: Any) -> str:
    """The words of a contribution, or the title of a source, whatever its state: a moderator is to judge them."""
    if isinstance(subject, (Source, SourceText)):
        return (subject if isinstance(subject, Source) else subject.source).title
    return "" if subject is None or isinstance(subject, Post) else _said(subject)


def _said(subject: Any) -> str:
    return words_of(subject) if hasattr(subject, "contributor_id") else ""


def _claim_of(item: DeskItem) -> Claim | None:
    """The claim that an item is about, or that its step bears on; a query where that was not read along."""
    about: Any = item.citation or item.misreading or item.request
    pk = about.claim_id if about else item.claim_id
    if pk is None and item.inference is not None:
        pk = item.inference.conclusion_id
    return Claim.objects.with_wording().select_related("contributor").filter(pk=pk).first() if pk else None


def _steps_of(item: DeskItem) -> InferenceQuerySet:
    return Inference.objects.filter(pk__in=[item.inference_id, item.other_inference_id or 0])


def _flags_of(item: DeskItem) -> Iterable[Flag]:
    """What people say against it: why and in which words, never who."""
    if item.kind != ItemKind.FLAG:
        return ()
    names = ("claim", "inference", "citation", "misreading", "remark")
    about = {name: getattr(item, f"{name}_id") for name in names if getattr(item, f"{name}_id") is not None}
    return Flag.objects.open().filter(**about).order_by("pk")


def _candidates(item: DeskItem, checks: Mapping[int, CheckView]) -> Sequence[Source]:
    """The sources in which a quotation's words, or the nearest to them, were found."""
    check = checks.get(item.citation_id or 0)
    findings = check.elsewhere if check and item.kind == ItemKind.QUOTATION else []
    return list(dict.fromkeys(source for finding in findings if (source := finding.passage.source) is not None))
