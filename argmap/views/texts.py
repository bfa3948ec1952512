"""Texts on file: putting one there, what a moderator says of it, and how two of a source differ."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from argmap.forms.texts import ReviewForm, TextForm
from argmap.models import Source
from argmap.operations import texts
from argmap.operations.decisions import AlreadyDecided
from argmap.policies import Action
from argmap.prose.comparing import compare as compare_texts
from argmap.queries import sources
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import source_or_404, text_or_404, usable_text_or_404
from argmap.views.members import forget_typed, member, members_only, typed_before
from argmap.views.respond import leave_for, respond

METHODS = ["GET", "HEAD", "POST"]
DECIDED = "Another moderator has decided this meanwhile. Nothing was changed by you."


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Put a text of a source on file; who chose a file may look its text through first."""
    found = source_or_404(number, request.user)
    if request.method != "POST" and found.merged_into is not None:
        return redirect("text-new", found.merged_into.pk)
    if request.method != "POST":
        typed = typed_before(request)
        return _respond(request, TextForm(initial=typed.dict() if typed is not None else None), found)
    form = TextForm(request.POST, request.FILES)
    if request.POST.get("do") == "look":
        is_read = form.look_at_file()
        return _respond(request, form.with_text_of_file() if is_read else form, found)
    stored = _store(request, form, found) if form.is_valid() else None
    form.keep_text_of_file()
    return stored or _respond(request, form, found)


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def review(request: HttpRequest, number: int, text: int) -> HttpResponse:
    """Confirm or reject a text that somebody supplied."""
    found = text_or_404(number, text, request.user)
    form = ReviewForm(request.POST or None, initial=typed_before(request), label_suffix="")
    status = HTTPStatus.OK if request.method != "POST" else HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        is_confirming = request.POST.get("do") == "confirm"
        decide = texts.confirm_text if is_confirming else texts.reject_text
        try:
            decide(text=found, by=member(request), reason=form.cleaned_data["reason"])
        except (texts.NothingToDecide, AlreadyDecided):
            form.add_error(None, DECIDED)
            found, status = text_or_404(number, text, request.user), HTTPStatus.CONFLICT
        else:
            forget_typed(request)
            messages.success(request, f"The text is {'confirmed' if is_confirming else 'rejected'}.")
            return leave_for(request, f"{found.source.survivor.get_absolute_url()}#texts")
    context = {"form": form, "text": found, "source": found.source.survivor, "path": _path(found.source, "Review")}
    return respond(request, "texts/review.html", context, status=status)


@require_safe
@unless_unchanged(lambda number, newer, older: sources.library_version())
def compare(request: HttpRequest, number: int, newer: int, older: int) -> HttpResponse:
    """What became of an older text of a source in a newer one, paragraph by paragraph."""
    after, before = (usable_text_or_404(number, it, request.user) for it in (newer, older))
    is_shown = not (after.is_for_checking or before.is_for_checking)
    context = {
        "source": after.source.survivor,
        "newer": after,
        "older": before,
        "is_shown": is_shown,
        "stretches": compare_texts(before.text, after.text) if is_shown else [],
        "path": _path(after.source, "Differences"),
    }
    return respond(request, "texts/comparison.html", context)


def _store(request: HttpRequest, form: TextForm, source: Source) -> HttpResponse | None:
    """Put the text on file and go to its source; None when a moderator has rejected it, which the form then says."""
    try:
        made = texts.supply_text(source=source, by=member(request), **form.cleaned_data)
    except texts.TextThere as there:
        if there.text.curation == "rejected":
            form.add_error(None, "A moderator has rejected exactly this text, so it is not put on file again.")
            return None
        messages.info(request, "Exactly this text is on file already.")
        made = there.text
    else:
        is_confirmed = made.curation == "confirmed"
        messages.success(request, "The text is on file." if is_confirmed else "The text is on file, not yet confirmed.")
    forget_typed(request)
    return leave_for(request, f"{made.get_absolute_url()}#text-{made.pk}")


def _respond(request: HttpRequest, form: TextForm, source: Source) -> HttpResponse:
    context = {"form": form, "source": source, "path": _path(source, "Supply its text")}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return respond(request, "texts/new.html", context, status=status)


def _path(source: Source, here: str) -> list[Any]:
    survivor = source.survivor
    return [
        ("Posts", reverse("home")),
        ("Sources", reverse("sources")),
        (survivor.key, survivor.get_absolute_url()),
        (here, ""),
    ]
