"""Words of a post: choosing them, what is known of them, and saying what they claim."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from argmap.forms.passages import StatementForm, WordsForm
from argmap.graph.model import State
from argmap.models import Claim, Passage, Post
from argmap.operations import passages as operations
from argmap.operations.edits import NotThere, SaysTheSame
from argmap.operations.submissions import Resent
from argmap.policies import Action
from argmap.prose.passages import LONGEST, Anchor, trimmed
from argmap.queries import likeness
from argmap.queries.likeness import Likeness
from argmap.queries.passages import words_page
from argmap.views.asked import words as asked_words
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import passage_or_404, post_with_text_or_404
from argmap.views.limits import writes_nothing
from argmap.views.members import demand, forget_typed, member, members_only, typed_before
from argmap.views.posts import path_to, post_version
from argmap.views.respond import leave_for, respond

METHODS = ["GET", "HEAD", "POST"]
USE = re.compile(r"use-([A-Za-z0-9.-]{1,64})")
#: What is to be done with words that were chosen, and where.
WISHES = {"claim": "passage-claim-new", "note": "remark-new"}
ADDRESSES = ("passage", "passage-claim-new", "passage-claim-look", "remark-new")


@csrf_exempt  # it changes nothing, and who only reads gets no cookie for it
@require_http_methods(METHODS)
@writes_nothing
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose words of a post, selected on its page or typed, and go on to what is to be done with them."""
    post = post_with_text_or_404(slug)
    wish = (request.POST or request.GET).get("do", "")
    form = WordsForm(
        request.POST or None, text=post.text, initial={"exact": asked_words(request, "exact", most=LONGEST)}
    )
    if form.is_valid():
        return redirect(address_for(wish, post, form.cleaned_data["place"]))
    found = [(place, address_for(wish, post, place)) for place in (form.nearest, *form.places) if place is not None]
    context = {"post": post, "form": form, "wish": wish, "found": found, "path": path_to(post, "Annotate words")}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return respond(request, "passages/new.html", context, status=status)


def passage_version(slug: str, start: int, end: int) -> int | None:
    """What the page of some words goes by."""
    return post_version(slug)


@require_safe
@unless_unchanged(passage_version)
def passage(request: HttpRequest, slug: str, start: int, end: int) -> HttpResponse:
    """Words of a post: the claims they state, what was noted about them, and what can be done with them."""
    post = post_with_text_or_404(slug)
    context = {"page": words_page(post, place_or_404(post, start, end))} | _about(post, start, end)
    return respond(request, "passages/passage.html", context)


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def claim(request: HttpRequest, slug: str, start: int, end: int) -> HttpResponse:
    """Say what words of a post claim, in a new claim or one that is there."""
    post = post_with_text_or_404(slug)
    place = place_or_404(post, start, end)
    if request.method != "POST":
        typed = typed_before(request)
        form = StatementForm(initial=typed.dict() | {"granted": "granted" in typed} if typed else None)
        return _respond(request, form, post, place)
    form = StatementForm(request.POST)
    if found := USE.fullmatch(request.POST.get("do", "")):
        return _give_words(request, form, post, place, found[1])
    is_ready = form.is_valid() and not _is_new_to_its_author(form, post)
    published = _publish(request, form, post, place) if is_ready else None
    return published or _respond(request, form, post, place, is_alike=form.is_valid())


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
@writes_nothing
def look(request: HttpRequest, slug: str, start: int, end: int) -> HttpResponse:
    """Show the form as it is so far, with the claims that say something like it."""
    post = post_with_text_or_404(slug)
    place = place_or_404(post, start, end)
    if request.method != "POST":
        return redirect("passage-claim-new", slug, start, end)
    typed = request.POST.dict()
    return _respond(request, StatementForm(initial=typed | {"granted": "granted" in typed}), post, place)


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take words from a claim that somebody gave it on the site."""
    found = passage_or_404(number)
    demand(request, Action.UNMARK, found)
    if request.method != "POST":
        context = {"passage": found, "claim": found.claim} | _about(found.post, found.start, found.end)
        return respond(request, "passages/withdraw.html", context)
    try:
        operations.take_words(passage=found, by=member(request))
    except NotThere:
        messages.info(request, "That was taken back already.")
    else:
        messages.success(request, f"These words are no longer marked for {found.claim}.")
    return leave_for(request, found.post.get_absolute_url())


def place_or_404(post: Post, start: int, end: int) -> Anchor:
    """The words of an address, which begin and end with a letter and are not too many."""
    if not 0 <= start < end <= len(post.text) or end - start > LONGEST or not post.text[start:end].strip():
        raise Http404
    return trimmed(post.text, start, end)


def address_for(wish: str, post: Post, place: Anchor) -> str:
    """Where to go with words that were chosen."""
    address = reverse(WISHES.get(wish, "passage"), args=[post.slug, place.start, place.end])
    return f"{address}#answer" if wish == "answer" else address


def _is_new_to_its_author(form: StatementForm, post: Post) -> bool:
    """Whether claims that say something like this are there which its author has not been shown."""
    text = form.cleaned_data["text"]
    seen = set(form.cleaned_data["seen"].split())
    return likeness.same_claim(post, text) is None and any(it.claim.key not in seen for it in _similar(post, text))


def _similar(post: Post, text: str) -> list[Likeness]:
    return likeness.similar_claims(post, text, most=3) if text.strip() else []


def _publish(request: HttpRequest, form: StatementForm, post: Post, place: Anchor) -> HttpResponse | None:
    """Add the claim and go to its words in the post; None when that could not be, which the form then says."""
    given = {name: form.cleaned_data[name] for name in ("text", "granted", "note", "token")}
    try:
        made = operations.state_claim(post=post, place=place, contributor=member(request), **given)
    except Resent as sent:
        messages.info(request, "That was published already.")
        return leave_for(request, sent.address)
    except operations.WordsMoved:
        form.add_error(None, "The text of the post has changed. Choose the words again; yours are kept here.")
    except SaysTheSame as same:
        form.add_error("text", f"The claim {same.claim.key} says exactly this already.")
    else:
        forget_typed(request)
        return _leave_with(request, made, "Claim published, not yet reviewed")
    return None


def _give_words(request: HttpRequest, form: StatementForm, post: Post, place: Anchor, key: str) -> HttpResponse:
    """Give the words to a claim that is there, and go to them in the post."""
    claim = Claim.objects.published().filter(post=post, key=key).first()
    form.is_valid()  # only its token is needed; what is wrong with the rest is not asked
    if claim is not None and (token := form.cleaned_data.get("token")) is not None:
        try:
            made = operations.give_words(claim=claim, place=place, contributor=member(request), token=token)
        except Resent as sent:
            return leave_for(request, sent.address)
        except operations.MarkedAlready as there:
            messages.info(request, f"These words are marked for {key} already.")
            return leave_for(request, operations.place_in_post(there.passage))
        except operations.ReviewedFirst:
            messages.info(request, "Here a moderator sees contributions first, and words are given to claims by them.")
            return leave_for(request, claim.get_absolute_url())
        except (NotThere, operations.WordsMoved):
            pass
        else:
            forget_typed(request)
            return _leave_with(request, made, "Words marked")
    again = StatementForm(initial=request.POST.dict() | {"granted": "granted" in request.POST})
    messages.info(request, f"{key} can no longer be used. Your words are kept here.")
    return _respond(request, again, post, place, status=HTTPStatus.CONFLICT)


def _leave_with(request: HttpRequest, made: Passage, said: str) -> HttpResponse:
    claim = made.claim
    if claim is None or claim.state == State.WAITING:
        messages.success(request, "Sent. A moderator looks at it before it is shown.")
    else:
        messages.success(request, format_html('{}: <a href="{}">{}</a>.', said, claim.get_absolute_url(), claim.key))
        if request.POST.get("then") == "answer":
            return leave_for(request, reverse("answer", args=[claim.pk]))
    return leave_for(request, operations.place_in_post(made))


def _respond(
    request: HttpRequest,
    form: StatementForm,
    post: Post,
    place: Anchor,
    *,
    is_alike: bool = False,
    status: HTTPStatus | None = None,
) -> HttpResponse:
    typed = str(form["text"].value() or "")
    similar = _similar(post, typed)
    context = _about(post, place.start, place.end) | {
        "form": form,
        "page": words_page(post, place),
        "same": likeness.same_claim(post, typed) if form.errors and typed else None,
        "similar": similar,
        "seen": " ".join(it.claim.key for it in similar),
        "is_alike": is_alike and bool(similar) and not form.errors,
        "then": request.POST.get("then") or asked_words(request, "then", most=10),
    }
    code = status or (HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK)
    return respond(request, "passages/claim.html", context, partials=["move", "alike"], status=code)


def _about(post: Post, start: int, end: int) -> dict[str, Any]:
    """What every page about some words says; `at` are the addresses for them."""
    at = {name.replace("-", "_"): reverse(name, args=[post.slug, start, end]) for name in ADDRESSES}
    return {"post": post, "place": trimmed(post.text, start, end), "at": at, "path": path_to(post, "Words")}
