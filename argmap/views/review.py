"""The moderators' desk: what needs a person, one item with all that is needed, and what is decided about it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from argmap.forms.decisions import ReopenForm
from argmap.forms.desk import BulkForm, DecideForm
from argmap.models import Decision, DeskItem, Post
from argmap.models.decision import DecisionAction
from argmap.models.desk_item import ItemKind
from argmap.operations import acts, deciding, desk
from argmap.operations.citations import CitationThere
from argmap.operations.curation import Merged, OwnSource
from argmap.operations.decisions import AlreadyDecided
from argmap.operations.edits import BuiltOn, NotThere
from argmap.operations.links import NoSuchLink
from argmap.operations.merges import NotTheSame
from argmap.operations.moderation import ChangedMeanwhile
from argmap.operations.sanctions import NotAhead, NothingToDo, NotYours
from argmap.operations.texts import NothingToDecide
from argmap.policies import Action
from argmap.queries.decisions import abouts
from argmap.queries.desk import items
from argmap.queries.desk.items import ItemPage
from argmap.queries.links import offered_for
from argmap.templatetags.decisions import DONE, done, named, outcome
from argmap.views import asked
from argmap.views.getters import item_or_404
from argmap.views.members import member, members_only
from argmap.views.respond import leave_for, respond
from argmap.views.supplied import supplied

PAGE_SIZE = 50
METHODS = ["GET", "HEAD", "POST"]
#: Why a decision could not be made, in words for who made it; where there are none, the error says it.
REFUSED: dict[type[Exception], str] = {
    OwnSource: "You brought this source in yourself, so that another moderator has to confirm it.",
    Merged: "This source was merged into another meanwhile: decide about that one.",
    NotThere: "It is not there any more, or no longer in this state.",
    BuiltOn: "Others have built on this claim, so that it cannot be given back. You can hide it.",
    CitationThere: "The claim cites exactly that already. You can hide this one.",
    NoSuchLink: "The source no longer has this address.",
    NotYours: "You may not decide this about that person.",
    NotAhead: "A suspension ends later than now.",
    NothingToDo: "Things are so already.",
    NothingToDecide: "Things are so already.",
    NotTheSame: "",
}

NOT_NOW: tuple[type[Exception], ...] = (AlreadyDecided, ChangedMeanwhile, *REFUSED)


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def desk_page(request: HttpRequest) -> HttpResponse:
    """What needs a person, most consequential first, by kind and post; several can be decided at once."""
    kind, post = _kind(request), _post(request)
    page = Paginator(items.queue(kind=kind, post=post), PAGE_SIZE).get_page(asked.number(request, "page") or 1)
    rows = items.rows_of(items.these([found.pk for found in page.object_list]))
    safe = _safe(kind)
    form = BulkForm([row.item for row in rows], request.POST if request.method == "POST" else None)
    if request.method == "POST" and safe is not None and form.is_valid():
        _decide_together(request, form, safe)
        return leave_for(request, request.get_full_path())
    context = {
        "rows": rows,
        "page": page,
        "kind": kind,
        "post": post,
        "posts": Post.objects.defer("body", "text").order_by("title"),
        "counts": items.counts(post=post),
        "safe": safe,
        "form": form,
        "kept": _kept(request),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return respond(request, "review/desk.html", context, partials=["queue"], status=status)


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def item(request: HttpRequest, number: int) -> HttpResponse:
    """One item: what it is about, what hangs on it, what was decided before, and the decisions that it takes."""
    found = item_or_404(number)
    page = items.item_page(found)
    if found.closed_at is not None:
        return _too_late(request, page) if request.method == "POST" else _respond(request, page, None)
    choices = deciding.choices_for(found, member(request))
    options: dict[str, Any] = {"candidates": page.candidates, "seen": acts.seen_of(found)}
    link = acts.link_of(found) if found.kind == ItemKind.LINK else None
    options["archived"] = offered_for(link) if link else ""
    if request.method != "POST":
        return _respond(request, page, DecideForm(choices, **options))
    form = DecideForm(choices, request.POST, **options)
    decided = _decide(request, form, found) if form.is_valid() else None
    if decided is not None:
        return decided
    if DeskItem.objects.open().filter(pk=found.pk).exists():
        return _respond(request, page, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _too_late(request, items.item_page(item_or_404(number)))


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Put an item back on the desk, with a reason; what was decided stays until it is decided anew."""
    found = item_or_404(number)
    if found.closed_at is None:
        return leave_for(request, found.get_absolute_url())
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        try:
            desk.reopen(item=found, by=member(request), reason=form.cleaned_data["reason"])
        except desk.OpenAgain as there:
            return leave_for(request, there.item.get_absolute_url())
        except desk.NotDecided:
            messages.info(request, "No moderator has decided this, so there is nothing to reopen.")
            return leave_for(request, found.get_absolute_url())
        messages.success(request, "Reopened. What was decided stays until it is decided anew.")
        return leave_for(request, found.get_absolute_url())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return _respond(request, items.item_page(found), form, status)


def _decide(request: HttpRequest, form: DecideForm, found: DeskItem) -> HttpResponse | None:
    """Make the decision and go on; None when that could not be, which the form then says."""
    choice = form.choice
    if choice is None:
        return None
    try:
        made = choice.act(found, member(request), form.cleaned_data["reason"], form.given)
    except AlreadyDecided:
        return None
    except ChangedMeanwhile:
        form.data = dict(form.data.items()) | {"seen": acts.seen_of(found)}
        form.add_error(None, "It was changed while you looked. This is how it is now: decide once more.")
    except tuple(REFUSED) as error:
        form.add_error(None, REFUSED[type(error)] or str(error))
    else:
        about = abouts([made])[made.pk]
        what = format_html("{} {}{}", done(made), named(about, "the"), outcome(made, about))
        said = format_html('You {}: <a href="{}">decision {}</a>.', what, made.get_absolute_url(), made.pk)
        messages.success(request, said)
        return leave_for(request, _onwards(made, found, _kept(request)))
    return None


def _too_late(request: HttpRequest, page: ItemPage) -> HttpResponse:
    """Say what became of the item meanwhile, and keep what was typed for looking at it again."""
    found = page.row.item
    form = DecideForm(deciding.choices_for(found, member(request)), request.POST, candidates=page.candidates)
    return _respond(request, page, form, HTTPStatus.CONFLICT)


def _onwards(made: Decision, found: DeskItem, kept: str) -> str:
    """Where a decision leads: to the form it asks for next, or to what became of the item."""
    if made.action == DecisionAction.RAISE_REBUTTAL and found.citation is not None:
        words = f"The words “{found.citation.quotation}” are not where the claim says they are."
        rebut = reverse("rebuttal-new", args=[found.citation.claim_id])
        return f"{rebut}?{urlencode({'words': words[:480]})}"
    if made.action == DecisionAction.ACCEPT and found.misreading is not None:
        return reverse("claim-edit", args=[found.misreading.claim_id])
    return _at(found, kept)


def _decide_together(request: HttpRequest, form: BulkForm, choice: deciding.Choice) -> None:
    """Decide several items alike; one that cannot be is left and said."""
    number, left = 0, []
    for found in form.chosen:
        given = acts.Given(seen=acts.seen_of(found))
        if deciding.is_own_cause(found, member(request)):
            left.append(str(found.pk))
            continue
        try:
            choice.act(found, member(request), form.cleaned_data["reason"], given)
            number += 1
        except NOT_NOW:
            left.append(str(found.pk))
    if number:
        messages.success(request, f"{DONE[choice.action][0].capitalize()}: {number} item{'' if number == 1 else 's'}.")
    if left:
        messages.warning(
            request, f"Not decided, since things have changed or you made it yourself: {', '.join(left)}. Look at each."
        )


def _respond(request: HttpRequest, page: ItemPage, form: Any, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    found = page.row.item
    link = acts.link_of(found) if found.kind == ItemKind.LINK else None
    is_late = status == HTTPStatus.CONFLICT
    reason = request.POST.get("reason", "").strip() if is_late else ""
    context = {
        "page": page,
        "item": found,
        "row": page.row,
        "post": page.row.post,
        "form": form,
        "choices": deciding.choices_for(found, member(request)) if found.closed_at is None else (),
        "is_own": found.closed_at is None and deciding.is_own_cause(found, member(request)),
        "closing": page.closing,
        "is_late": is_late,
        "reason": reason,
        "kept": _kept(request),
        "next": _next(request, found),
        "link": link,
        "offered": offered_for(link) if link else "",
        "supplied": supplied(found.text) if found.text else None,
        "appeal": acts.appeal_of(found) if found.kind == ItemKind.APPEAL else None,
        "may_reopen": found.closed_at is not None and found.is_settled,
        "reopening": form if isinstance(form, ReopenForm) else ReopenForm(initial={"reason": reason}),
        "path": [("Desk", reverse("desk")), (f"Item {found.pk}", "")],
    }
    return respond(request, "review/item.html", context, partials=["item"], status=status)


def _kept(request: HttpRequest) -> str:
    """The part of the queue that somebody goes through, as a query string."""
    return urlencode({name: request.GET[name] for name in ("kind", "post") if request.GET.get(name)})


def _at(found: DeskItem, kept: str) -> str:
    return f"{found.get_absolute_url()}?{kept}" if kept else found.get_absolute_url()


def _next(request: HttpRequest, found: DeskItem) -> str:
    """Where the next item is: of the same part of the queue, and once that is done, of all; four queries at most."""
    within, kept = items.following(found, kind=_kind(request), post=_post(request)), _kept(request)
    if within is not None:
        return _at(within, kept)
    other = items.following(found) if kept and found.closed_at is not None else None
    return other.get_absolute_url() if other is not None else ""


def _kind(request: HttpRequest) -> ItemKind | None:
    name = asked.words(request, "kind")
    return ItemKind(name) if name in list(ItemKind) else None


def _post(request: HttpRequest) -> Post | None:
    slug = asked.words(request, "post")
    if not slug:
        return None
    found = Post.objects.defer("body", "text").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _safe(kind: ItemKind | None) -> deciding.Choice | None:
    """What may be decided for several items of a kind at once."""
    return next((choice for choice in deciding.CHOICES.get(kind, ()) if choice.is_safe), None) if kind else None
