"""Citations: attaching a source to a claim, a page for each, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from argmap.forms.citations import CitationFields, CitationForm, refilled
from argmap.graph.model import State
from argmap.models import Citation, Claim, Post
from argmap.operations import citations
from argmap.operations.checking import try_quotation
from argmap.operations.edits import NotThere
from argmap.operations.submissions import Resent
from argmap.policies import Action, may
from argmap.queries import claims
from argmap.queries.checks import check_pasted, check_tried, checks_of
from argmap.queries.citing import cited_before
from argmap.queries.claims import Waypoint
from argmap.queries.curation import marks_of
from argmap.views.asked import number as asked_number
from argmap.views.asked import words as asked_words
from argmap.views.claims import path_by
from argmap.views.freshness import unless_unchanged
from argmap.views.getters import citation_or_404, claim_or_404, own_citation_or_404
from argmap.views.limits import writes_nothing
from argmap.views.members import forget_typed, member, members_only, typed_before
from argmap.views.respond import leave_for, respond, wants
from argmap.views.taking_back import Own, put_back, take_back
from argmap.views.telling import WAITS

METHODS = ["GET", "HEAD", "POST"]


def citation_version(number: int) -> int | None:
    """What a citation's page goes by."""
    return Post.objects.filter(claims__citations=number).values_list("version", flat=True).first()


@require_safe
@unless_unchanged(citation_version)
def citation(request: HttpRequest, number: int) -> HttpResponse:
    """A citation: which claim rests on what, where in it, in which words, and who says so."""
    found = citation_or_404(number, request.user)
    context = about_citation(found) | {
        "may_edit": may_edit(request, found),
        "may_withdraw": may(request.user, Action.WITHDRAW, found) and not found.is_shipped,
    }
    return respond(request, "citations/citation.html", context)


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Attach a source to a claim, and publish that when it was sent; first its author sees what a new source is."""
    claim = claim_or_404(number)
    if request.method != "POST":
        return _respond(request, CitationForm(initial=_initial(request)), claim)
    form = CitationForm(refilled(request.POST))
    is_sure = form.is_valid() and not asks_about_words(request, [form])
    published = _publish(request, form, claim) if is_sure else None
    return published or _respond(request, form, claim)


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
@writes_nothing
def look(request: HttpRequest, number: int) -> HttpResponse:
    """Show the form as it is so far, with the source that is meant, or those like it and the fields of a new one."""
    claim = claim_or_404(number)
    if request.method != "POST":
        return redirect("citation-new", claim.pk)
    form = CitationForm(initial=refilled(request.POST, request.POST.get("do", "")))
    look_back(request, form, claim)
    return beside(request, form, reverse("citation-look", args=[claim.pk])) or _respond(request, form, claim)


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a citation of one's own."""
    found = own_citation_or_404(number, request.user)
    return take_back(request, _own(found), lambda by: citations.withdraw(citation=found, by=by))


@require_http_methods(METHODS)
@members_only(Action.CONTRIBUTE)
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Put a withdrawn citation back."""
    found = own_citation_or_404(number, request.user)
    return put_back(request, _own(found), lambda by: citations.restore(citation=found, by=by))


def _own(found: Citation) -> Own:
    called, home = f"a source of {found.claim.key}", found.claim.get_absolute_url()
    return Own(found, called, "citations/withdraw.html", about_citation(found), home)


def _publish(request: HttpRequest, form: CitationForm, claim: Claim) -> HttpResponse | None:
    """Attach the source and go to its claim; None when that could not be, which the form then says."""
    given = form.cleaned_data
    look_back(request, form, claim)
    before = list(form.before)
    try:
        made = citations.cite(
            claim=claim,
            source=given["cited_source"],
            contributor=member(request),
            locator=given["locator"],
            quotation=given["quotation"],
            note=given["note"],
            paragraph=given["paragraph"],
            found_at=given["found_at"],
            token=given["token"],
        )
    except Resent as sent:
        messages.info(request, "That was attached already.")
        return leave_for(request, sent.address)
    except NotThere:
        form.add_error(None, "This claim was withdrawn meanwhile. Your words are kept here.")
    except citations.CitationThere as there:
        form.there_already = there.citation
        form.add_error(None, f"{claim.key} cites this already, at the same place in the same words.")
    else:
        forget_typed(request)
        messages.success(request, _attached(made, before))
        return leave_for(request, address_of(made))
    return None


def address_of(made: Citation) -> str:
    """Where a new citation is seen: on its claim, or where it waits on its own page."""
    waits = made.state == State.WAITING
    return made.get_absolute_url() if waits else f"{made.claim.get_absolute_url()}#citation-{made.pk}"


def _attached(made: Citation, before: Sequence[Citation]) -> str:
    again = f" {made.claim.key} cites it also elsewhere." if before else ""
    if made.state == State.WAITING:
        return f"Source attached. {WAITS}{again}"
    return format_html(
        'Source attached, not yet reviewed: <a href="{}">{}</a>.{}', made.get_absolute_url(), made.source.title, again
    )


def may_edit(request: HttpRequest, found: Citation) -> bool:
    """Whether a reader may mend a citation: who made it, and moderators, for whom it is a decision."""
    return may(request.user, Action.REWORD, found) or may(request.user, Action.MODERATE)


def try_words(request: HttpRequest, form: CitationFields) -> None:
    """Check the words that are typed into a form so far, before they are published; once."""
    source = form.meant
    if form.tried is not None:
        return
    known = try_quotation(
        source=source.pk if source else None,
        quotation=form.words,
        paragraph=form.around,
        quoted_in=form.read_in,
        citation=form.mended.pk if form.mended else None,
        by=form.mended.contributor_id if form.mended else member(request).pk,
    )
    if known is None:
        return
    form.tried = check_tried(known.found, form.words)
    if known.pasted is not None and known.is_in_paragraph:
        form.tried = check_pasted(known.pasted, form.words, form.around, form.tried)


def asks_about_words(request: HttpRequest, forms: Sequence[CitationFields]) -> bool:
    """Check the words of forms that are sent; whether the check doubts some in a way their author was not shown yet.

    Those forms then show it, the first of them with the focus; sent again as they are, they ask no more.
    """
    for form in forms:
        try_words(request, form)
        form.is_asked = bool(form.finding) and not form.is_doubted
    asking = [form for form in forms if form.is_asked]
    for form in asking[:1]:
        form.has_focus = True
    return bool(asking)


def look_back(request: HttpRequest, form: CitationFields, claim: Claim, but: int | None = None) -> None:
    """Note in a form what its claim cites already of the source that is meant, but for the citation that is mended."""
    if form.meant is not None and not form.before:
        form.before = cited_before(claim=claim, source=form.meant, by=member(request), but=but)


def beside(request: HttpRequest, form: CitationFields, address: str) -> HttpResponse | None:
    """What htmx asks for beside a field of a source: the sources found, or what is known of its words; else None."""
    for name in ("found", "checked"):
        if wants(request, f"{form.at}{name}"):
            try_words(request, form)
            context = {"cites": form, "look": address, "is_beside": name == "found"}
            return render(request, f"citations/_{name}.html", context)
    return None


def _respond(request: HttpRequest, form: CitationForm, claim: Claim) -> HttpResponse:
    try_words(request, form)
    look_back(request, form, claim)
    context = {
        "form": form,
        "claim": claim,
        "post": claim.post,
        "path": path_by(claim.post, claims.way_to(claim.pk), claim.key),
        "action": reverse("citation-new", args=[claim.pk]),
        "look": reverse("citation-look", args=[claim.pk]),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return respond(request, "citations/new.html", context, partials=["move"], status=status)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What stands in the form at first: what was typed before signing in, or what the address asks for."""
    if (typed := typed_before(request)) is not None:
        return refilled(typed)
    cited, source = asked_words(request, "cited", most=500), asked_number(request, "source")
    return {**(refilled({"cited": cited}) if cited else {}), "source": source or ""}


def about_citation(found: Citation) -> dict[str, Any]:
    """What the pages about a citation say."""
    claim, post = found.claim.survivor, found.claim.post
    way = [*claims.way_to(claim.pk), Waypoint(claim.pk, claim.key, claim.text)]
    path = path_by(post, way, "Source")
    return {
        "citation": found,
        "claim": claim,
        "post": post,
        "path": path,
        "checks": checks_of([found]),
        "marks": marks_of([found.rests_on.pk]),
    }
