"""Mending a citation."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from argmap.forms.citations import MendingForm, refilled
from argmap.models import Citation
from argmap.operations import mending
from argmap.operations.citations import CitationThere
from argmap.operations.editions import edition_of
from argmap.operations.edits import NotThere
from argmap.operations.submissions import Resent
from argmap.policies import Action
from argmap.queries.checks import checks_of
from argmap.queries.corrections import CitationPreview, preview_of_citation
from argmap.views.citations import about_citation, asks_about_words, beside, look_back, may_edit, try_words
from argmap.views.getters import citation_or_404
from argmap.views.limits import writes_nothing
from argmap.views.members import forget_typed, member, members_only, typed_before
from argmap.views.respond import leave_for, respond, wants

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Mend a citation; where somebody else was quicker, what it says now is shown to be brought together."""
    found = _editable(request, number)
    is_own = found.contributor_id == member(request).pk
    if request.method != "POST":
        return _respond_edit(
            request, MendingForm(initial=_as_it_is(request, found), is_own=is_own, mended=found), found
        )
    form = MendingForm(refilled(request.POST), initial={}, is_own=is_own, mended=found)
    _keep_read_in(form, found)
    theirs = None
    if form.is_valid() and not asks_about_words(request, [form]):
        try:
            mending.mend(citation=found, by=member(request), **_mended(form))
        except Resent as sent:
            messages.info(request, "That was saved already.")
            return leave_for(request, sent.address)
        except mending.CitationEdited as meanwhile:
            theirs = meanwhile.citation
            form.data = dict(form.data.items()) | {"seen": edition_of(theirs)}
        except NotThere:
            form.add_error(None, "This citation was withdrawn meanwhile. Your words are kept here.")
        except CitationThere as there:
            form.there_already = there.citation
            form.add_error(None, f"{found.claim.key} cites this already, at the same place in the same words.")
        else:
            forget_typed(request)
            messages.success(request, "Saved.")
            return leave_for(request, found.get_absolute_url())
    return _respond_edit(request, form, found, theirs)


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
@writes_nothing
def look(request: HttpRequest, number: int) -> HttpResponse:
    """Show the form as it is so far, with another source perhaps."""
    found = _editable(request, number)
    if request.method != "POST":
        return redirect("citation-edit", found.pk)
    typed = refilled(request.POST, request.POST.get("do", ""))
    is_own = found.contributor_id == member(request).pk
    form = MendingForm(initial=typed, is_own=is_own, mended=found)
    _keep_read_in(form, found)
    address = reverse("citation-edit-look", args=[found.pk])
    look_back(request, form, found.claim, but=found.pk)
    if wants(request, "changes"):
        try_words(request, form)
        return render(request, "citations/_changes.html", {"changes": _changes(form, found), "look": address})
    return beside(request, form, address) or _respond_edit(request, form, found)


def _editable(request: HttpRequest, number: int) -> Citation:
    found = citation_or_404(number, request.user)
    if not may_edit(request, found):
        raise PermissionDenied
    return found


def _as_it_is(request: HttpRequest, found: Citation) -> dict[str, Any]:
    """What stands in the form at first: what was typed before signing in, or the citation."""
    now = {"source": found.rests_on.pk, "cited": found.rests_on.citation, "seen": edition_of(found)}
    now |= {"locator": found.locator, "quotation": found.quotation, "note": found.note}
    typed = typed_before(request)
    return now if typed is None else now | refilled(typed)


def _mended(form: MendingForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {"backing": form.backing, **{name: given.get(name, "") for name in ("seen", "token", "reason")}}


def _keep_read_in(form: MendingForm, found: Citation) -> None:
    """A citation that keeps its source was read where it was read."""
    if form.meant == found.rests_on:
        form.read_in = found.quoted_in_id


def _changes(form: MendingForm, found: Citation) -> CitationPreview:
    """What would be otherwise; a citation that keeps its source and words is found where it was."""
    becomes, checked = form.described, form.tried
    becomes.quoted_in = found.quoted_in if form.read_in else None
    is_as_it_was = becomes.source == found.rests_on and becomes.quotation == found.quotation and not form.around
    return preview_of_citation(found, becomes, checks_of([found]).get(found.pk) if is_as_it_was else checked)


def _respond_edit(
    request: HttpRequest, form: MendingForm, found: Citation, theirs: Citation | None = None
) -> HttpResponse:
    _keep_read_in(form, found)
    try_words(request, form)
    look_back(request, form, found.claim, but=found.pk)
    context = about_citation(found) | {
        "form": form,
        "theirs": theirs,
        "changes": _changes(form, theirs or found),
        "action": reverse("citation-edit", args=[found.pk]),
        "look": reverse("citation-edit-look", args=[found.pk]),
    }
    status = HTTPStatus.CONFLICT if theirs else HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return respond(request, "citations/edit.html", context, partials=["move"], status=status)
