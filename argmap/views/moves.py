"""What a student does to a claim or a step: rebut it, give a reason for it, say that it does not follow."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from argmap.forms.moves import StepForm, rearranged
from argmap.graph.model import Stance
from argmap.graph.schemes import SCHEMES, Question, Strikes
from argmap.models import Claim, Inference
from argmap.operations import moves
from argmap.operations.submissions import Resent
from argmap.policies import Action
from argmap.queries import claims, effects, likeness, steps
from argmap.queries.likeness import Likeness
from argmap.queries.openings import first_words
from argmap.views.asked import number as asked_number
from argmap.views.asked import words as asked_words
from argmap.views.citations import asks_about_words, beside, try_words
from argmap.views.claims import path_by
from argmap.views.getters import claim_or_404, inference_or_404
from argmap.views.limits import writes_nothing
from argmap.views.members import forget_typed, member, members_only, typed_before
from argmap.views.respond import leave_for, respond, wants
from argmap.views.telling import tell_of_step

Target = Claim | Inference
METHODS = ["GET", "HEAD", "POST"]
NAMES = {"rebuttal": Stance.AGAINST, "reason": Stance.FOR, "undercut": Stance.AGAINST}


@require_safe
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Ask in plain words what is to be answered about a claim, and lead to the form for it."""
    claim = claim_or_404(number)
    page = claims.claim_page(claim)
    context = {"claim": claim, "post": claim.post, "page": page, "path": path_by(claim.post, page.way, claim.key)}
    return respond(request, "moves/answer.html", context, partials=["move"])


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def rebuttal(request: HttpRequest, number: int) -> HttpResponse:
    """Say why a claim is not true."""
    return _new_step(request, claim_or_404(number), "rebuttal")


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def reason(request: HttpRequest, number: int) -> HttpResponse:
    """Give a reason for a claim."""
    return _new_step(request, claim_or_404(number), "reason")


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def undercut(request: HttpRequest, number: int) -> HttpResponse:
    """Say why a step does not follow, even if its premises are true."""
    return _new_step(request, inference_or_404(number), "undercut")


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
@writes_nothing
def look(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Show a form as it is so far, with what it would change, what is like it, and a premise more or less."""
    target = inference_or_404(number) if name == "undercut" else claim_or_404(number)
    if request.method != "POST":
        return redirect(move_address(name, target))
    typed = rearranged(request.POST, request.POST.get("do", ""))
    form = StepForm(post=target.post, questions=_questions(request, target, name), initial=typed)
    address = reverse(f"{name}-look", args=[target.pk])
    parts = (beside(request, source, address) for source in form.sources)
    return next(filter(None, parts), None) or _respond(request, form, target, name)


def _new_step(request: HttpRequest, target: Target, name: str) -> HttpResponse:
    """Show the form of a step, and publish it when it was sent; first its author sees what is very like it."""
    questions = _questions(request, target, name)
    if request.method != "POST":
        form = StepForm(post=target.post, questions=questions, initial=_initial(request, target))
        return _respond(request, form, target, name)
    form = StepForm(request.POST, post=target.post, questions=questions)
    is_alike = False
    if form.is_valid():
        is_alike, is_asked = _is_alike(request, form, target, name), asks_about_words(request, form.backed)
        published = None if is_alike or is_asked else _publish(request, form, target, name)
        if published is not None:
            return published
    return _respond(request, form, target, name, is_alike=is_alike)


def _is_alike(request: HttpRequest, form: StepForm, target: Target, name: str) -> bool:
    """Whether a step like it is there, but not the very same, which its author has not been asked about yet."""
    if request.POST.get("do") == "differs":
        return False
    texts, stance = form.texts, NAMES[name]
    if not likeness.similar_moves(target, " ".join(texts), stance=stance):
        return False
    return likeness.same_move(target, stance=stance, texts=texts, claims=form.chosen) is None


def _respond(
    request: HttpRequest, form: StepForm, target: Target, name: str, *, is_alike: bool = False
) -> HttpResponse:
    for source in form.sources if not wants(request, "effect") else ():
        try_words(request, source)
    context = _shown(request, form, target, name) | {"is_alike": is_alike, "is_doubted": form.is_doubted}
    context |= {"is_asked": any(source.is_asked for source in form.backed)}
    context |= {"differs": is_alike or (form.is_doubted and request.POST.get("do") == "differs")}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return respond(request, "moves/step.html", context, partials=["move", "effect"], status=status)


def _publish(request: HttpRequest, form: StepForm, target: Target, name: str) -> HttpResponse | None:
    """Add the step and go to what it is about; None when that could not be, which the form then says."""
    given = form.cleaned_data
    try:
        made = moves.add_step(
            target=target,
            stance=NAMES[name],
            contributor=member(request),
            premises=given["premises"],
            backing=given["backing"],
            token=given["token"],
            scheme=given["scheme"],
            note=given["note"],
            raised=_raised(given["question"], target),
            met_wording=given["met"],
        )
    except Resent as sent:
        messages.info(request, "That was published already.")
        return leave_for(request, sent.address)
    except moves.TargetGone:
        form.add_error(None, "What you answer was taken back meanwhile. Your words are kept here.")
    except moves.StepThere as there:
        form.there_already = there.step
        form.add_error(None, f"{there.step.key} says exactly this already.")
    except moves.ClaimThere as same:
        form.refuse(same.position, f"The claim {same.claim.key} says exactly this already.", same.claim)
    except moves.NoPremise as refused:
        form.refuse(refused.position, str(refused))
    else:
        forget_typed(request)
        tell_of_step(request, made, name)
        return leave_for(request, target.get_absolute_url())
    return None


def _initial(request: HttpRequest, target: Target) -> dict[str, Any]:
    """What stands in the form at first: what was typed before signing in, or what the address asks for."""
    if (typed := typed_before(request)) is not None:
        return rearranged(typed, "")
    met = target.public_wording if isinstance(target, Claim) else None
    use, words = asked_words(request, "use", most=64), asked_words(request, "words", most=480)
    first: dict[str, Any] = {name: value for name, value in (("claim-0", use), ("premise-0", words)) if value}
    if source := asked_number(request, "source"):
        first |= {"source-0-source": source, "source-0-quotation": asked_words(request, "quotation", most=5000)}
    note = asked_words(request, "note", most=5000)
    return {"met": met, "question": asked_words(request, "question"), "note": note, **first}


def _shown(request: HttpRequest, form: StepForm, target: Target, name: str) -> dict[str, Any]:
    """What the page and its partials say."""
    stance = NAMES[name]
    about = target if isinstance(target, Claim) else claims.target_of(target)
    views = steps.lay_out(Inference.objects.filter(pk=target.pk)) if isinstance(target, Inference) else []
    texts = form.texts
    return {
        "form": form,
        "name": name,
        "target": target,
        "view": views[0] if views else None,
        "words": first_words([target.pk]).get(target.pk, "") if isinstance(target, Inference) else "",
        "about": about,
        "post": target.post,
        "path": path_by(target.post, claims.way_to(about.pk), target.key),
        "effect": effects.effect_of_step(
            target.post, target, stance=stance, premises=form.chosen, is_new=bool(texts) or not form.chosen
        ),
        "said": likeness.similar_moves(target, " ".join(texts), stance=stance) if texts else [],
        "similar": _similar(form, target),
        "action": move_address(name, target),
        "look": reverse(f"{name}-look", args=[target.pk]),
    }


def _similar(form: StepForm, target: Target) -> list[Likeness]:
    """The claims that say something like the premise written last and can stand in its place."""
    found = likeness.similar_claims(target.post, form.texts[-1]) if form.texts else []
    return [it for it in found if it.claim != target and it.claim.pk not in form.chosen]


def _questions(request: HttpRequest, target: Target, name: str) -> Sequence[tuple[str, str]]:
    """The questions that a step here may raise: of the step that is undercut, or the one that the address names."""
    if name == "undercut" and isinstance(target, Inference):
        return [(f"{target.pk}:{it.key}", it.text) for it in _asked_of(target) if it.strikes is Strikes.STEP]
    number = _step_asked_for(request)
    if name != "rebuttal" or number is None:
        return []
    step = Inference.objects.counting().with_target().filter(post=target.post_id, pk=number).first()
    if step is None:
        return []
    struck = Strikes.CONCLUSION if step.bears_on == target else Strikes.PREMISE
    if struck is Strikes.PREMISE and not step.premises.filter(claim__in=Claim.objects.same_as([target.pk])).exists():
        return []
    return [(f"{step.pk}:{it.key}", it.text) for it in _asked_of(step) if it.strikes is struck]


def _asked_of(step: Inference) -> Sequence[Question]:
    return SCHEMES[step.scheme].questions if step.scheme in SCHEMES else ()


def _step_asked_for(request: HttpRequest) -> int | None:
    """The id of the step whose question is raised, from the address or from what was sent."""
    step = (request.POST.get("question") or request.GET.get("question", "")).partition(":")[0]
    return int(step) if step.isascii() and step.isdecimal() and len(step) < 19 else asked_number(request, "of")


def _raised(question: str, target: Target) -> moves.Raised | None:
    number, _, key = question.partition(":")
    step = Inference.objects.counting().filter(post=target.post_id, pk=int(number)).first() if number else None
    return moves.Raised(key, step) if step else None


def move_address(name: str, target: Target) -> str:
    """Where the form of a move is."""
    return reverse(f"{name}-new", args=[target.pk])
