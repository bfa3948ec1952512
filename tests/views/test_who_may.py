"""Who may use which address, and by which method: every address, every role, every method.

An outcome is a word, those of the roles in the order of ROLES; the last one holds for all the roles that follow.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.utils import timezone

from argmap.models import Claim, Inference
from tests.builders import claim, step
from tests.people import person
from tests.views.test_every_address import PAGES

ROLES = ("anonymous", "suspended", "member", "author", "moderator", "administrator")
LOOKING = ("get", "head")
METHODS = (*LOOKING, "post", "put", "patch", "delete")

ALL, SIGNED_IN, ACTIVE = "ok", "login ok", "login forbidden ok"
AUTHOR, MODERATOR = "login forbidden forbidden ok forbidden", "login forbidden forbidden forbidden ok"
AUTHOR_DOES = "login forbidden forbidden done forbidden"
#: For each address what comes of looking (GET, HEAD), sending (POST), PUT, and both PATCH and DELETE.
#: Where sending is “refused”, so is PUT, unless it says otherwise.
Rule = tuple[str, ...]
#: allauth's forms take PUT as they take POST.
TABLE: Mapping[Rule, str] = {
    # everybody reads
    (ALL, "refused"): """
        home post map map-svg outline open-points post-sources post-history post-feed graph-json
        annotations-json post-text passage remark
        claim claim-turning claim-brief claim-brief-markdown claim-brief-word claim-history claim-feed
        inference inference-history citation decision answer sources source text-comparison search
        log log-feed post-references claim-references source-references person person-markdown person-json
        about privacy terms contact healthz robots sitemap
        account_email_verification_sent account_inactive account_reset_password_done
        account_reset_password_from_key_done""",
    (ALL, "unfinished"): "passage-new",
    ("gone", "refused"): "claim/withdrawn claim/hidden inference/withdrawn inference/hidden",
    ("missing missing missing missing ok", "refused"): "claim/waiting inference/waiting",
    # who is signed in and not suspended contributes; an empty form comes back
    (ACTIVE, "login forbidden unfinished"): """
        rebuttal-new reason-new undercut-new misreading-new citation-new source-request-new text-new
        passage-claim-new remark-new
        claim-flag inference-flag citation-flag misreading-flag remark-flag""",
    ("login forbidden done", ACTIVE): "rebuttal-look reason-look undercut-look citation-look passage-claim-look",
    ("refused", ACTIVE): "note-preview",
    ("login forbidden done", "login forbidden done"): "appreciation",
    ("login forbidden gone", "login forbidden gone"): """
        rebuttal-new/withdrawn undercut-new/withdrawn
        claim-edit/hidden claim-withdraw/hidden claim-restore/hidden""",
    # what is there is changed by who made it, and for the author of a post by moderators; a decision is answered by
    # whom it affects
    (AUTHOR, "login forbidden forbidden unfinished forbidden"): "claim-edit appeal",
    (AUTHOR, AUTHOR_DOES): """
        claim-withdraw claim-restore inference-withdraw inference-restore citation-withdraw citation-restore
        remark-withdraw remark-restore""",
    ("login forbidden forbidden ok", "login forbidden forbidden done"): "passage-withdraw",
    ("refused", AUTHOR_DOES): "misreading-withdraw source-request-withdraw",
    ("login forbidden forbidden ok", "login forbidden forbidden unfinished"): "citation-edit",
    ("login forbidden forbidden done", "login forbidden forbidden ok"): "citation-edit-look",
    (MODERATOR, "login forbidden forbidden forbidden unfinished"): """
        claim-edit/shipped desk item item-reopen text-review person-sanction post-settings
        claim-merge inference-merge source-merge merge-undo
        claim-hide inference-hide citation-hide misreading-hide remark-hide
        claim-hide/waiting inference-hide/waiting claim-hide/withdrawn inference-hide/withdrawn
        claim-show/hidden inference-show/hidden
        source-edit source-curation source-links later-history-new later-history-remove""",
    (MODERATOR, "login forbidden forbidden forbidden conflict"): """
        claim-withdraw/shipped claim-hide/hidden inference-hide/hidden
        claim-show inference-show citation-show misreading-show remark-show""",
    ("login forbidden forbidden forbidden ok", "refused"): "people",
    (
        "login forbidden forbidden forbidden forbidden ok",
        "login forbidden forbidden forbidden forbidden unfinished",
    ): "person-role",
    # everybody keeps their own account, suspended or not
    (SIGNED_IN, "login done"): "answers",
    (SIGNED_IN, "login refused", "login refused", "login refused"): "account mfa_index",
    (SIGNED_IN, "login done", "login refused", "login refused"): "sessions usersessions_list",
    (SIGNED_IN, "login unfinished", "login refused", "login refused"): "delete-account",
    (SIGNED_IN, "login done", "login done", "login refused"): "account_email",
    (SIGNED_IN, SIGNED_IN, SIGNED_IN, "login refused"): "account_change_password account_reauthenticate",
    ("login missing",) * 4: "mfa_deactivate_totp mfa_download_recovery_codes",
    ("login missing", "login refused", "login refused", "login refused"): "mfa_view_recovery_codes",
    # what has no sense for who has a password and nothing to confirm leads elsewhere; some ask for the password first
    ("login done",) * 4: """
        account_set_password account_confirm_login_code
        mfa_activate_totp mfa_authenticate mfa_generate_recovery_codes mfa_reauthenticate""",
    # nobody signs in twice
    ("ok done", "ok done", "ok done", "refused done"): "account_login account_signup",
    ("done ok", "done"): "account_logout",
    (ALL, "missing"): "account_confirm_email",
    (ALL, ALL, ALL): "account_reset_password",
    (ALL, ALL, ALL, ALL): "account_reset_password_from_key",
}


#: What looking at an address may write: sessions, and how often somebody came.
WRITABLE = {"django_session", "argmap_allowance", "argmap_cache"}
WRITE = re.compile(r'\b(?:INSERT\s+INTO|DELETE\s+FROM|TRUNCATE|(?<!FOR )(?<!DO )UPDATE)\s+"?(\w+)', re.IGNORECASE)


def rules() -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each address of the table with the outcome of each method for each role."""
    for (look, send, *others), addresses in TABLE.items():
        put, rest = (*others, "refused", "refused")[:2]
        outcomes = dict(zip(METHODS, map(spread, (look, look, send, put, rest, rest)), strict=True))
        for name in addresses.split():
            yield name, outcomes


def spread(words: str) -> list[str]:
    """An outcome for each role."""
    found = words.split()
    return found + found[-1:] * (len(ROLES) - len(found))


def outcome(response) -> str:
    """What came of a request, in a word."""
    if 300 <= response.status_code < 400:
        return "login" if response.headers["Location"].partition("?")[0] == "/accounts/login/" else "done"
    words = {
        200: "ok",
        403: "forbidden",
        404: "missing",
        405: "refused",
        409: "conflict",
        410: "gone",
        422: "unfinished",
    }
    return words.get(response.status_code, str(response.status_code))


@pytest.fixture
def every_address(addresses, account_addresses, member_addresses) -> dict[str, str]:
    """An address for each name of the table; after a stroke stands the state of what it is about."""
    states = {"waiting": ("d", "k"), "hidden": ("e", "v"), "withdrawn": ("g", "u")}
    found = {**addresses, **account_addresses, **member_addresses}
    for state, (a_claim, a_step) in states.items():
        rooms = f"/claims/{claim(a_claim).pk}/", f"/inferences/{step(a_step).pk}/"
        found |= {f"claim/{state}": rooms[0], f"inference/{state}": rooms[1]}
        found |= {f"rebuttal-new/{state}": f"{rooms[0]}rebuttals/new/", f"claim-edit/{state}": f"{rooms[0]}edit/"}
        found |= {f"undercut-new/{state}": f"{rooms[1]}undercuts/new/"}
        found |= {f"claim-{move}/{state}": f"{rooms[0]}{move}/" for move in ("withdraw", "restore", "hide", "show")}
        found |= {f"inference-{move}/{state}": f"{rooms[1]}{move}/" for move in ("hide", "show")}
        Claim.objects.filter(key=a_claim).update(state=state)
        Inference.objects.filter(key=a_step).update(state=state)
    shipped = f"/claims/{claim('a').pk}/"
    return found | {"claim-edit/shipped": f"{shipped}edit/", "claim-withdraw/shipped": f"{shipped}withdraw/"}


@pytest.fixture
def quiet() -> Iterator[None]:
    """Every refusal would be logged."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def send(client: Client, method: str, address: str):
    """Use an address; what is sent is a form that was not filled in."""
    return client.post(address, {"sent": "yes"}) if method == "post" else getattr(client, method)(address)


def client_of(role: str) -> Client:
    """The browser of somebody with a role; a member is not the author."""
    client = Client()
    if role != "anonymous":
        until = timezone.now() + timedelta(days=1) if role == "suspended" else None
        what = role if role in ("moderator", "administrator") else "member"
        somebody = person(role, role=what, suspended_until=until)
        somebody.set_password("a-long-password")
        somebody.save()
        client.force_login(somebody)
    return client


def test_every_address_is_in_the_table():
    assert {name.partition("/")[0] for name, _ in rules()} == set(PAGES)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_table_says_and_looking_writes_nothing(role, every_address, quiet):
    client, place = client_of(role), ROLES.index(role)
    jar = client.cookies.output(header="", sep=";")
    wrong, connection.force_debug_cursor = [], True
    for name, outcomes in rules():
        for method, expected in outcomes.items():
            client.cookies = SimpleCookie(jar)
            reset_queries()
            with transaction.atomic():
                found = outcome(send(client, method, every_address[name]))
                transaction.set_rollback(True)
            if found != expected[place]:
                wrong.append(f"{method} {name} by {role}: {found}, not {expected[place]}")
            written = {table for query in connection.queries for table in WRITE.findall(query["sql"])}
            if method in LOOKING and written - WRITABLE:
                wrong.append(f"{method} {name} by {role} writes {written - WRITABLE}")
    connection.force_debug_cursor = False
    assert not wrong, "\n".join(wrong)
