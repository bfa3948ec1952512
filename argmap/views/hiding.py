"""Hiding a contribution where it stands, and showing it again, by moderators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from argmap.forms.curation import ReasonForm
from argmap.graph.model import State
from argmap.models import Citation, Claim, Decision, Inference, Misreading, Remark, User
from argmap.operations import hiding
from argmap.operations.editions import Contribution
from argmap.operations.edits import NotThere
from argmap.policies import Action, Person, may
from argmap.queries.decisions import SUBJECT_OF, TAKEN_AWAY, standing_decision
from argmap.queries.effects import effect_of_withdrawing
from argmap.queries.naming import named, words_of
from argmap.views.getters import (
    Gone,
    citation_or_404,
    claim_or_404,
    inference_or_404,
    misreading_or_404,
    remark_or_404,
)
from argmap.views.members import member, members_only
from argmap.views.respond import leave_for, respond

METHODS = ["GET", "HEAD", "POST"]
GETTERS: Mapping[str, tuple[type[Contribution], Callable[[int, Person], Contribution]]] = {
    "claim": (Claim, claim_or_404),
    "inference": (Inference, inference_or_404),
    "citation": (Citation, citation_or_404),
    "misreading": (Misreading, misreading_or_404),
    "remark": (Remark, remark_or_404),
}
MAIN = "This is a main claim of the post, and cannot be taken down: the page of the post begins with it."
OWN = "You contributed this yourself, so that another moderator decides about it."


@dataclass(frozen=True, slots=True)
class Doing:
    """Hiding, or showing again: what is done, and what is said of it."""

    act: Callable[..., Decision]
    title: str
    button: str
    done: str
    is_showing: bool = False


HIDE = Doing(hiding.hide, "Hide this?", "Hide it", "Hidden")
SHOW = Doing(hiding.show, "Show this again?", "Show it again", "Shown again", is_showing=True)


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def hide(request: HttpRequest, number: int, noun: str) -> HttpResponse:
    """Take a contribution from the pages, with a reason that everybody can read."""
    return _decide(request, _found(request, number, noun), HIDE)


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def show(request: HttpRequest, number: int, noun: str) -> HttpResponse:
    """Bring back what was hidden, and all that went with it."""
    return _decide(request, _found(request, number, noun), SHOW)


def address_of_form(person: Person, thing: Contribution) -> str:
    """Where a moderator hides something, or shows again what is hidden; nothing for others."""
    verb = "show" if thing.state == State.HIDDEN else "hide"
    return reverse(f"{SUBJECT_OF[type(thing)]}-{verb}", args=[thing.pk]) if may(person, Action.MODERATE) else ""


def address_to_take_back(person: Person, decision: Decision) -> str:
    """Where a moderator shows again what a decision took away and is hidden still; nothing where it did not."""
    thing: Any = decision.subject
    was_taken = decision.action in TAKEN_AWAY and not decision.details.get("is_edit")
    is_hidden = was_taken and type(thing) in SUBJECT_OF and thing.state == State.HIDDEN
    return address_of_form(person, thing) if is_hidden else ""


def _found(request: HttpRequest, number: int, noun: str) -> Contribution:
    """What an address is about, also where it was withdrawn or hidden; what it hangs on must be there."""
    model, getter = GETTERS[noun]
    try:
        return getter(number, request.user)
    except Gone as gone:
        if isinstance(gone.thing, model):
            return gone.thing
        raise


def _decide(request: HttpRequest, thing: Contribution, doing: Doing) -> HttpResponse:
    """The form, or what comes of it: where things are so already, that is said, with the decision."""
    is_late = (thing.state == State.HIDDEN) != doing.is_showing
    form = ReasonForm(request.POST or None)
    if not is_late and form.is_valid():
        try:
            made = doing.act(thing=thing, by=member(request), reason=form.cleaned_data["reason"])
        except NotThere:
            thing.refresh_from_db(fields=["state"])
            is_late = True
        except (hiding.MainClaim, hiding.OwnCause):
            pass  # the page says why
        else:
            return _leave(request, thing, made, doing)
    return _respond(request, thing, form, doing, is_late=is_late)


def _refusal(thing: Contribution, by: User, doing: Doing) -> str:
    """Why a moderator may not decide this, in words; nothing where they may."""
    if not doing.is_showing and not hiding.can_be_hidden(thing):
        return MAIN
    return OWN if hiding.is_own_cause(thing, by) else ""


def _leave(request: HttpRequest, thing: Contribution, made: Decision, doing: Doing) -> HttpResponse:
    """Go to where it stands, or stood, and say what was decided."""
    thing.refresh_from_db(fields=["state"])
    waits = " It waits for a moderator again." if thing.state == State.WAITING else ""
    said = '{}: <a href="{}">decision {}</a>.{}'
    messages.success(request, format_html(said, doing.done, made.get_absolute_url(), made.pk, waits))
    return leave_for(request, thing.get_absolute_url())


def _respond(
    request: HttpRequest, thing: Contribution, form: forms.Form, doing: Doing, *, is_late: bool
) -> HttpResponse:
    about = named(thing)
    context: dict[str, Any] = {
        "thing": thing,
        "about": about,
        "post": about.post,
        "words": words_of(thing),
        "doing": doing,
        "form": form,
        "is_late": is_late,
        "refusal": _refusal(thing, member(request), doing),
        "decision": standing_decision(thing),
        "again": address_of_form(request.user, thing),
    }
    if isinstance(thing, (Claim, Inference)) and thing.label is not None:
        context["effect"] = effect_of_withdrawing(thing.post, thing)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.CONFLICT if is_late else HTTPStatus.UNPROCESSABLE_ENTITY
    return respond(request, "moderation/hide.html", context, partials=["move"], status=status)
