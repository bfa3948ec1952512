"""Claims and steps, each on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from argmap.graph.labels import InferenceLabel
from argmap.graph.model import State, Voice
from argmap.graph.schemes import LITERATURE, SCHEMES, Question, Scheme
from argmap.models import Citation, Claim, Inference, Post
from argmap.policies import Action, may
from argmap.prose.differences import differences
from argmap.prose.references import as_bibtex
from argmap.queries import claims, steps, whys
from argmap.queries.checks import checks_of
from argmap.queries.claims import ClaimPage, Waypoint
from argmap.queries.curation import marks_of
from argmap.queries.decisions import decided_about, paraphrases
from argmap.queries.later_history import printed_sources
from argmap.queries.merges import merged_into
from argmap.queries.steps import StepView
from argmap.queries.whys import Because
from argmap.views.citing import cite_claim
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import claim_or_404, inference_or_404
from argmap.views.judging import judged
from argmap.views.references import reference_of
from argmap.views.respond import respond


@dataclass(frozen=True, slots=True)
class Caveat:
    """A step that decides a label though it has no source, or though no moderator has seen it."""

    step: Inference
    is_unsourced: bool
    is_unreviewed: bool


def claim_version(number: int) -> int | None:
    """What a claim's page goes by."""
    return Post.objects.filter(claims=number).values_list("version", flat=True).first()


def inference_version(number: int) -> int | None:
    """What a step's page goes by."""
    return Post.objects.filter(inferences=number).values_list("version", flat=True).first()


@require_safe
@unless_unchanged(claim_version)
def claim(request: HttpRequest, number: int) -> HttpResponse:
    """A claim: its words, the reasons for it, what is said against it, and what it rests on."""
    found = claim_or_404(number, request.user)
    if found.pk != number:
        return redirect(found)
    page = claims.claim_page(found)
    context: dict[str, Any] = {
        "claim": found,
        "page": page,
        "post": found.post,
        "path": path_by(found.post, page.way, found.key),
        "citing": cite_claim(request, found, found.post),
    }
    context |= judged(request, found.post)
    context |= {
        "may_reword": may(request.user, Action.REWORD, found),
        "may_withdraw": may(request.user, Action.WITHDRAW, found) and not found.is_shipped,
        "unmarkable": [it.pk for it in page.passages if not it.is_shipped and may(request.user, Action.UNMARK, it)],
        "checks": checks_of(page.citations),
        "marks": marks_of({citation.rests_on.pk for citation in page.citations}),
        "decided": (decided := decided_about(found)),
        "paraphrases": paraphrases(decided, page.citations),
        "merges": merged_into(found),
        "has_asked": any(it.contributor_id == request.user.pk for it in page.source_requests if it.contributor_id),
        "misreadings": found.misreadings.open().select_related("contributor").order_by("pk"),
    }
    context |= waiting_edit(request, found)
    context |= copied(page.citations)
    context["because"] = because = whys.because(found, context["judgement"])
    context["caveats"] = caveats(page, because) if because else []
    return respond(request, "claims/claim.html", context)


@require_safe
@unless_unchanged(inference_version)
def inference(request: HttpRequest, number: int) -> HttpResponse:
    """A step: its premises, what it bears on, and what is said against it."""
    found = inference_or_404(number, request.user)
    if found.pk != number:
        return redirect(found)
    view = steps.lay_out(Inference.objects.filter(pk=found.pk))
    try:
        target = claims.target_of(found)
    except Claim.DoesNotExist as error:
        raise Http404 from error
    way = [*claims.way_to(target.pk), Waypoint(target.pk, target.key, target.text)]
    context: dict[str, Any] = {
        "step": found,
        "view": view[0] if view else None,
        "target": target,
        "post": found.post,
        "path": path_by(found.post, way, found.key),
    }
    context |= judged(request, found.post)
    context["why"] = context["judgement"].why(found)
    context["scheme"] = scheme = SCHEMES.get(found.scheme)
    context["literature"] = described_in(scheme) if scheme else []
    context["asked_already"] = steps.questions_asked(found)
    context["raised"] = question_raised_by(found)
    context["step_id"] = str(found.pk)
    context["merges"] = merged_into(found)
    context["may_withdraw"] = may(request.user, Action.WITHDRAW, found) and not found.is_shipped
    if found.state == State.WAITING:
        context["waiting_premises"] = steps.premises_there(found)
    return respond(request, "inferences/inference.html", context)


def waiting_edit(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """The edit of a claim that waits and how it differs, for those who may see it; a query for them."""
    if not may(request.user, Action.SEE_WAITING, claim):
        return {}
    edit = claim.wordings.filter(state=State.WAITING).exclude(number=claim.public_wording).first()
    return {"edit": edit, "edit_spans": differences(claim.text, edit.text)} if edit else {}


def copied(citations: Sequence[Citation]) -> dict[str, Any]:
    """The sources of a claim, each once, as lawyers cite them, a line each, and in BibTeX; four queries at most."""
    sources = list({citation.rests_on.pk: citation.rests_on for citation in citations}.values())
    printed = printed_sources(sources) if sources else {}
    lines = ("".join(run.text for run in printed[source.pk]) for source in sources)
    return {"cited_lines": "\n".join(lines), "bibtex": as_bibtex(map(reference_of, sources))}


def caveats(page: ClaimPage, because: Because) -> list[Caveat]:
    """The steps of others than the post's author that decide a claim's label, unsourced or not yet reviewed."""
    deciding = _deciding(because)
    found = (
        Caveat(view.step, is_unsourced=_is_unsourced(view), is_unreviewed=not view.step.is_reviewed)
        for view in _with_undercuts((*page.reasons, *page.rebuttals))
        if view.step.pk in deciding and view.step.voice in (Voice.EDITOR, Voice.READER)
    )
    return [caveat for caveat in found if caveat.is_unsourced or caveat.is_unreviewed]


def _deciding(because: Because) -> set[int]:
    """The ids of the steps that decide a claim's label: in place of one that fails, the undercuts by which it does."""
    ids: set[int] = set()
    for node in because.inside:
        nodes = node.inside if node.label == InferenceLabel.FAILS else [node]
        ids |= {it.thing.pk for it in nodes if it.kind == "inference"}
    return ids


def _with_undercuts(views: Sequence[StepView]) -> Iterator[StepView]:
    for view in views:
        yield view
        yield from view.undercuts


def _is_unsourced(view: StepView) -> bool:
    """Whether no premise of a step has a source, or a reason that may have one."""
    return not any(premise.citations or premise.bearing.reasons for premise in view.premises)


def question_raised_by(step: Inference) -> Question | None:
    """The question to ask that a step raises, if it says so."""
    scheme = SCHEMES.get(step.question_of.scheme) if step.question_of else None
    return next((it for it in scheme.questions if it.key == step.question), None) if scheme else None


def described_in(scheme: Scheme) -> list[tuple[str, str]]:
    """Where a kind of reasoning is described: what it is called there, and the work in full, in Markdown."""
    places = (place.partition(": ") for place in scheme.source.split("; "))
    return [(name, LITERATURE[work]) for work, _, name in places]


def path_by(post: Post, way: Sequence[Waypoint], here: str) -> list[tuple[str, str]]:
    """The path from the posts by the main claim to here; a long way is cut in the middle."""
    shown = [(point.key, reverse("claim", args=[point.id])) for point in way]
    if len(shown) > 5:
        shown = [*shown[:2], ("…", ""), *shown[-2:]]
    return [("Posts", reverse("home")), (post.title, post.get_absolute_url()), *shown, (here, "")]
