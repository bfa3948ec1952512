"""What moderators do with a source: decide how it stands, set it right, record what happened to it, mend its links."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from argmap.forms.curation import (
    CurationForm,
    LaterHistoryForm,
    LinkForm,
    ReasonForm,
    SourceForm,
)
from argmap.models import LaterHistory, Source
from argmap.operations import curation, later_history, links
from argmap.policies import Action
from argmap.queries.corrections import preview_of_source
from argmap.queries.links import checks_of_links, offered_for
from argmap.views.getters import source_or_404
from argmap.views.members import member, members_only
from argmap.views.respond import leave_for, respond

METHODS = ["GET", "HEAD", "POST"]
OWN = "You added this source and nobody else cites it. Another moderator has to confirm it."
CHANGED = "Somebody changed this meanwhile. What stands here is yours; look at the page again before you save over it."
DECIDE = {"confirm": curation.confirm, "dispute": curation.dispute, "reject": curation.reject}


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def curate(request: HttpRequest, number: int) -> HttpResponse:
    """Say how a source stands."""
    source = source_or_404(number, request.user).survivor
    form = CurationForm(request.POST or None)
    if form.is_valid():
        try:
            DECIDE[form.cleaned_data["decision"]](source=source, by=member(request), reason=form.cleaned_data["reason"])
        except curation.OwnSource:
            form.add_error("decision", OWN)
        else:
            messages.success(request, f"Recorded: {source.curation}.")
            return leave_for(request, source.get_absolute_url())
    return _form(request, form, source, f"How does {source.key} stand?", "Record it")


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def correct(request: HttpRequest, number: int) -> HttpResponse:
    """Set a source right; first its moderator sees what that changes."""
    source = source_or_404(number, request.user).survivor
    seen = {name: getattr(source, name) for name in curation.SOURCE_FIELDS} | {"seen": curation.state_of(source)}
    form = SourceForm(request.POST or None, initial=seen)
    is_looking = request.POST.get("do") == "look"
    form.fields["reason"].required = not is_looking
    if form.is_valid() and not is_looking:
        given = dict(form.cleaned_data)
        try:
            curation.correct_source(
                source=source, by=member(request), reason=given.pop("reason"), seen=given.pop("seen"), values=given
            )
        except (curation.NothingChanged, curation.CitedAlready, curation.ChangedMeanwhile) as error:
            _say(form, error)
        else:
            messages.success(request, "Corrected.")
            return leave_for(request, source.get_absolute_url())
    shown = preview_of_source(source, form.cleaned_data) if form.is_bound and form.is_valid() else None
    title = f"Set {source.key} right"
    return _form(request, form, source, title, "Correct it", is_looking=is_looking, preview=shown, looks=True)


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def add_history(request: HttpRequest, number: int) -> HttpResponse:
    """Record what later happened to a source."""
    source = source_or_404(number, request.user).survivor
    form = LaterHistoryForm(request.POST or None)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            later_history.record_history(source=source, happened=form.happened(), by=member(request), reason=reason)
        except later_history.HistoryThere:
            form.add_error(None, "Exactly this is recorded already.")
        except later_history.BySomethingElse:
            form.add_error("by_source", "That is this very source.")
        else:
            messages.success(request, "Recorded.")
            return leave_for(request, f"{source.get_absolute_url()}#later")
    return _form(request, form, source, f"What later happened to {source.key}?", "Record it")


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def remove_history(request: HttpRequest, number: int, row: int) -> HttpResponse:
    """Take back what is recorded of a source."""
    source = source_or_404(number, request.user).survivor
    if row > 2**63 - 1:
        raise Http404
    rows = LaterHistory.objects.published().filter(source__in=Source.objects.same_as([source.pk]))
    found = get_object_or_404(rows.select_related("by", "source"), pk=row)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            later_history.remove_history(history=found, by=member(request), reason=form.cleaned_data["reason"])
        except later_history.HistoryGone:
            messages.info(request, "That was taken back already.")
        else:
            messages.success(request, "Taken back.")
        return leave_for(request, f"{source.get_absolute_url()}#later")
    hint = f"It says: {later_history.says(found)}."
    return _form(request, form, source, "Take this back?", "Take it back", hint=hint)


@require_http_methods(METHODS)
@members_only(Action.MODERATE)
def mend_link(request: HttpRequest, number: int) -> HttpResponse:
    """Replace an address of a source, keep it as it is now, or mark it as dead."""
    source = source_or_404(number, request.user).survivor
    addresses = [address for address in (source.address, source.archived_address) if address]
    if not addresses:
        return leave_for(request, reverse("source-edit", args=[source.pk]))
    check = next((it for it in checks_of_links([source.pk]).values() if it.outcome != "fine"), None)
    form = LinkForm(request.POST or None, addresses=addresses, offered=offered_for(check) if check else "")
    if form.is_valid():
        given = form.cleaned_data
        common: dict[str, Any] = {"source": source, "address": given["address"], "by": member(request)}
        common["reason"] = given["reason"]
        if given["decision"] == "replace":
            links.replace_link(**common, becomes=given["becomes"])
        else:
            (links.keep_link if given["decision"] == "keep" else links.mark_dead)(**common)
        messages.success(request, "Recorded.")
        return leave_for(request, source.get_absolute_url())
    return _form(request, form, source, f"An address of {source.key}", "Record it")


def _say(form: forms.Form, error: Exception) -> None:
    """Say on the form why a correction was not made."""
    if isinstance(error, curation.NothingChanged):
        form.add_error(None, "Nothing is different from what it was.")
    elif isinstance(error, curation.ChangedMeanwhile):
        form.add_error(None, CHANGED)
    elif isinstance(error, curation.CitedAlready):
        key = f": {error.thing.key}" if isinstance(error.thing, Source) else ""
        form.add_error(None, f"That is there already{key}. Merge the two instead.")


def _form(
    request: HttpRequest,
    form: forms.Form,
    source: Source,
    title: str,
    button: str,
    *,
    is_looking: bool = False,
    **more: Any,
) -> HttpResponse:
    """The page of a form about a source."""
    path = [("Sources", reverse("sources")), (source.key, source.get_absolute_url()), (title, "")]
    context = {"form": form, "source": source, "title": title, "button": button, "path": path, **more}
    context.setdefault("back", source.get_absolute_url())
    is_wrong = form.is_bound and not (is_looking and form.is_valid())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK
    return respond(request, "curation/form.html", context, partials=["move"], status=status)
