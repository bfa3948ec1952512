from __future__ import annotations

from uuid import uuid4

import pytest

from argmap.models import DeskItem, LaterHistory, Post, Source, SourceText, User
from argmap.operations import citations, curation, edits, passages, remarks, sanctions, source_requests
from argmap.prose.passages import anchor
from tests.builders import claim, make_post, step
from tests.decisions import moderator
from tests.merging import merge
from tests.people import against, person, remark

ARGUMENT = "i: a + b -> c; j: d -> a; r: e -x c; u: f -x i; v: g -x u; k: c -> d"
SOURCES = """\
source s
kind: case
title: Someone v. Someone Else
citation: Someone v. Someone Else, 1 U.S. 1 (1800)
text: s.txt
extent: whole
"""
EXTRA = """\
passage p
words: The weights are numbers.
role: claim
claim: a

passage q
words: Nobody owns a number.
role: quotation

cite a
source: s
locator: at 1
quotation: words of the case
"""


@pytest.fixture
def demo(db) -> Post:
    """A post with a circle, a rebuttal, an undercut of an undercut, passages, a citation and a text on file."""
    return make_post(
        ARGUMENT, main=["c"], extra=EXTRA, sources=SOURCES, texts={"s.txt": "These are the words of the case.\n"}
    )


@pytest.fixture
def addresses(demo) -> dict[str, str]:
    """An address for each name in argmap.urls."""
    post, somebody = "/posts/demo/", User.objects.create_user("somebody")
    text = SourceText.objects.get()
    return {
        "home": "/",
        "post": post,
        "map": f"{post}map/",
        "map-svg": f"{post}map.svg",
        "outline": f"{post}outline/",
        "open-points": f"{post}open/",
        "post-sources": f"{post}sources/",
        "post-history": f"{post}history/",
        "post-feed": f"{post}feed.atom",
        "graph-json": f"{post}graph.json",
        "annotations-json": f"{post}annotations.json",
        "post-text": f"{post}text.txt",
        "passage": f"{post}passages/17-41/",
        "remark": remark("Nobody owns a number.", by=somebody).get_absolute_url(),
        "post-references": f"{post}sources.bib",
        "claim-references": f"/claims/{claim('a').pk}/sources.ris",
        "source-references": f"/sources/{Source.objects.get().pk}/reference.json",
        "claim": f"/claims/{claim('a').pk}/",
        "claim-turning": f"/claims/{claim('a').pk}/turning/",
        "claim-brief": f"/claims/{claim('a').pk}/brief/",
        "claim-brief-markdown": f"/claims/{claim('a').pk}/brief.md",
        "claim-brief-word": f"/claims/{claim('a').pk}/brief.docx",
        "claim-history": f"/claims/{claim('a').pk}/history/",
        "claim-feed": f"/claims/{claim('a').pk}/feed.atom",
        "inference": f"/inferences/{step('i').pk}/",
        "inference-history": f"/inferences/{step('i').pk}/history/",
        "citation": claim("a").citations.get().get_absolute_url(),
        "sources": "/sources/",
        "search": "/search/?q=claim",
        "source": f"/sources/{Source.objects.get().pk}/",
        "text-comparison": f"/sources/{text.source_id}/texts/{text.pk}/compare/{text.pk}/",
        "person": f"/people/{somebody.username}/",
        "person-markdown": f"/people/{somebody.username}/export.md",
        "person-json": f"/people/{somebody.username}/export.json",
        "decision": sanctions.warn(person=somebody, by=moderator(), reason="Please be kind.").get_absolute_url(),
        "log": "/log/",
        "log-feed": "/log/feed.atom",
        "about": "/about/",
        "privacy": "/privacy/",
        "terms": "/terms/",
        "contact": "/contact/",
        "healthz": "/healthz",
        "robots": "/robots.txt",
        "sitemap": "/sitemap.xml",
    }


@pytest.fixture
def account_addresses() -> dict[str, str]:
    """An address for each name in argmap.urls that is about accounts."""
    return {
        "account": "/accounts/",
        "account_change_password": "/accounts/password/change/",
        "account_confirm_email": "/accounts/confirm-email/nonsense/",
        "account_confirm_login_code": "/accounts/login/code/confirm/",
        "account_email": "/accounts/email/",
        "account_email_verification_sent": "/accounts/confirm-email/",
        "account_inactive": "/accounts/inactive/",
        "account_login": "/accounts/login/",
        "account_logout": "/accounts/logout/",
        "account_reauthenticate": "/accounts/reauthenticate/",
        "account_reset_password": "/accounts/password/reset/",
        "account_reset_password_done": "/accounts/password/reset/done/",
        "account_reset_password_from_key": "/accounts/password/reset/key/1-nonsense/",
        "account_reset_password_from_key_done": "/accounts/password/reset/key/done/",
        "account_set_password": "/accounts/password/set/",
        "account_signup": "/accounts/signup/",
        "delete-account": "/accounts/delete/",
        "mfa_activate_totp": "/accounts/2fa/totp/activate/",
        "mfa_authenticate": "/accounts/2fa/authenticate/",
        "mfa_deactivate_totp": "/accounts/2fa/totp/deactivate/",
        "mfa_download_recovery_codes": "/accounts/2fa/recovery-codes/download/",
        "mfa_generate_recovery_codes": "/accounts/2fa/recovery-codes/generate/",
        "mfa_index": "/accounts/2fa/",
        "mfa_reauthenticate": "/accounts/2fa/reauthenticate/",
        "mfa_view_recovery_codes": "/accounts/2fa/recovery-codes/",
        "sessions": "/accounts/sessions/",
        "usersessions_list": "/accounts/sessions/",
    }


@pytest.fixture
def member_addresses(demo) -> dict[str, str]:
    """An address for each name in argmap.urls that is for those who are signed in; “author” made what has an author."""
    author = person("author")
    made, gone = (against(claim(key), f"Not {key}.", by=author) for key in "ab")
    alone, lost = (it.premises.get().claim for it in (made, gone))
    edits.withdraw(thing=gone, by=author)
    misread = edits.misread(claim=claim("a"), contributor=author, words="x", reading="y", note="", token=uuid4())
    asked = source_requests.ask_for_source(claim=claim("a"), contributor=author, words="A case.", token=uuid4())
    cited = [
        citations.cite(claim=claim(key), source=Source.objects.get(), contributor=author, token=uuid4()) for key in "bf"
    ]
    citations.withdraw(citation=cited[1], by=author)
    told = sanctions.warn(person=author, by=moderator(), reason="Please be kind.")
    closed_item, open_item = (
        DeskItem.objects.filter(**about).first() for about in ({"kind": "source"}, {"inference": made})
    )
    curation.confirm(source=closed_item.source, by=moderator(), reason="It is what it says.")
    noted, unsaid = (remark(words, by=author) for words in ("The weights are numbers.", "The weights are free."))
    remarks.withdraw(remark=unsaid, by=author)
    words, marked = "/posts/demo/passages/17-41/", anchor(demo.text, 82, 103)
    given = passages.give_words(claim=claim("a"), place=marked, contributor=author, token=uuid4())
    merged = merge(against(claim("a"), "Nor that.", by=author).premises.get().claim, claim("f"))
    Source.objects.update(address="https://example.org/s")
    happened = LaterHistory.objects.create(source=Source.objects.get(), treatment="amended", cited="Act of 1801")
    about = f"/sources/{Source.objects.get().pk}/"
    flagged = {
        "claim": f"/claims/{claim('a').pk}/",
        "inference": f"/inferences/{step('i').pk}/",
        "citation": f"/citations/{claim('a').citations.get().pk}/",
        "misreading": f"/misreadings/{misread.pk}/",
        "remark": f"/remarks/{noted.pk}/",
    }
    return {
        "claim-merge": f"/claims/{made.premises.get().claim.pk}/merge/",
        "inference-merge": f"/inferences/{made.pk}/merge/",
        "source-merge": f"{about}merge/",
        "merge-undo": f"{merged.get_absolute_url()}undo/",
        "source-edit": f"{about}edit/",
        "source-curation": f"{about}curation/",
        "source-links": f"{about}links/",
        "later-history-new": f"{about}history/new/",
        "later-history-remove": f"{about}history/{happened.pk}/remove/",
        "desk": "/review/",
        "item": open_item.get_absolute_url(),
        "item-reopen": f"{closed_item.get_absolute_url()}reopen/",
        "answer": f"/claims/{claim('a').pk}/answer/",
        "answers": "/answers/",
        "people": "/people/",
        "person-role": "/people/author/role/",
        "person-sanction": "/people/author/decisions/new/",
        "post-settings": "/posts/demo/settings/",
        "appreciation": "/posts/demo/appreciation/",
        "citation-look": f"/claims/{claim('a').pk}/citations/look/",
        "citation-edit": f"/citations/{cited[0].pk}/edit/",
        "citation-edit-look": f"/citations/{cited[0].pk}/edit/look/",
        "citation-new": f"/claims/{claim('a').pk}/citations/new/",
        "citation-restore": f"/citations/{cited[1].pk}/restore/",
        "citation-withdraw": f"/citations/{cited[0].pk}/withdraw/",
        "appeal": f"{told.get_absolute_url()}appeal/",
        "claim-edit": f"/claims/{alone.pk}/edit/",
        **{f"{noun}-{move}": f"{place}{move}/" for noun, place in flagged.items() for move in ("hide", "show")},
        **{f"{noun}-flag": f"{place}flags/new/" for noun, place in flagged.items()},
        "claim-restore": f"/claims/{lost.pk}/restore/",
        "claim-withdraw": f"/claims/{alone.pk}/withdraw/",
        "inference-restore": f"/inferences/{gone.pk}/restore/",
        "inference-withdraw": f"/inferences/{made.pk}/withdraw/",
        "misreading-new": f"/claims/{claim('a').pk}/misreadings/new/",
        "misreading-withdraw": f"/misreadings/{misread.pk}/withdraw/",
        "source-request-new": f"/claims/{claim('a').pk}/source-requests/new/",
        "source-request-withdraw": f"/source-requests/{asked.pk}/withdraw/",
        "note-preview": "/notes/preview/",
        "passage-new": "/posts/demo/passages/new/",
        "passage-claim-new": f"{words}claims/new/",
        "passage-claim-look": f"{words}claims/look/",
        "passage-withdraw": f"/passages/{given.pk}/withdraw/",
        "remark-new": f"{words}remarks/new/",
        "remark-withdraw": f"/remarks/{noted.pk}/withdraw/",
        "remark-restore": f"/remarks/{unsaid.pk}/restore/",
        "reason-look": f"/claims/{claim('a').pk}/reasons/look/",
        "reason-new": f"/claims/{claim('a').pk}/reasons/new/",
        "rebuttal-look": f"/claims/{claim('a').pk}/rebuttals/look/",
        "rebuttal-new": f"/claims/{claim('a').pk}/rebuttals/new/",
        "text-new": f"/sources/{Source.objects.get().pk}/texts/new/",
        "text-review": f"/sources/{Source.objects.get().pk}/texts/{SourceText.objects.get().pk}/review/",
        "undercut-look": f"/inferences/{step('i').pk}/undercuts/look/",
        "undercut-new": f"/inferences/{step('i').pk}/undercuts/new/",
    }
