"""Who may use which address, by which method: all of them, and what looking at them writes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from http.cookies import SimpleCookie
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from argmap import urls
from argmap.models import Claim, User
from argmap.operations import edits
from tests.builders import claim, step
from tests.people import against, person
from tests.views.test_every_address import names

ROLES = ("anonymous", "suspended", "member", "author", "moderator", "administrator")


@pytest.fixture
def people(db) -> Mapping[str, User]:
    return {
        "suspended": person("suspended", suspended_until=timezone.now() + timedelta(days=1)),
        "member": person("member"),
        "author": person("author"),
        "moderator": person("moderator", role="moderator"),
        "administrator": person("administrator", role="administrator"),
    }


@pytest.fixture
def every_address(addresses, account_addresses, people) -> dict[str, str]:
    author = people["author"]
    made = against(claim("a"), "Mine.", by=author)
    mine = made.premises.get().claim
    free = against(claim("b"), "Mine alone.", by=author).premises.get().claim
    taken = against(claim("c"), "Taken back.", by=author)
    gone = taken.premises.get().claim
    edits.withdraw(thing=taken, by=author)
    misreading = edits.misread(claim=claim("a"), contributor=author, words="x", reading="y", note="", token=uuid4())
    shipped = claim("a")
    found = addresses | account_addresses
    found |= {
        "answer": f"/claims/{shipped.pk}/answer/",
        "rebuttal-new": f"/claims/{shipped.pk}/rebuttals/new/",
        "rebuttal-look": f"/claims/{shipped.pk}/rebuttals/look/",
        "reason-new": f"/claims/{shipped.pk}/reasons/new/",
        "reason-look": f"/claims/{shipped.pk}/reasons/look/",
        "misreading-new": f"/claims/{shipped.pk}/misreadings/new/",
        "undercut-new": f"/inferences/{made.pk}/undercuts/new/",
        "undercut-look": f"/inferences/{made.pk}/undercuts/look/",
        "claim-edit": f"/claims/{mine.pk}/edit/",
        "claim-withdraw": f"/claims/{free.pk}/withdraw/",
        "claim-restore": f"/claims/{gone.pk}/restore/",
        "inference-withdraw": f"/inferences/{made.pk}/withdraw/",
        "inference-restore": f"/inferences/{taken.pk}/restore/",
        "misreading-withdraw": f"/misreadings/{misreading.pk}/withdraw/",
        "note-preview": "/notes/preview/",
        "claim-edit of the post": f"/claims/{shipped.pk}/edit/",
        "claim gone": f"/claims/{gone.pk}/",
        "inference gone": f"/inferences/{taken.pk}/",
        "rebuttal-new gone": f"/claims/{gone.pk}/rebuttals/new/",
    }
    return found

def client_of(somebody):
    client = Client()
    if somebody:
        client.force_login(somebody)
    return client

def outcome(response):
    where = response.headers.get("Location", "").partition("?")[0]
    if where == "/accounts/login/":
        return "login"
    return f"{response.status_code}{where}"

def test_print(every_address, people):
    clients = {r: client_of(people.get(r)) for r in ROLES}
    jars = {r: c.cookies.output(header="", sep=";") for r, c in clients.items()}
    for name in sorted(every_address):
        for method in ("get", "head", "post", "put", "patch", "delete"):
            row = []
            for role in ROLES:
                c = clients[role]
                c.cookies = SimpleCookie(jars[role])
                with transaction.atomic(), CaptureQueriesContext(connection) as asked:
                    try:
                        o = outcome(getattr(c, method)(every_address[name]))
                    except Exception as e:
                        o = repr(e)[:60]
                    transaction.set_rollback(True)
                w = {m for q in asked.captured_queries for m in re.findall(r'\b(?:INSERT INTO|DELETE FROM|(?<!FOR )UPDATE)\s+"?(\w+)', q["sql"])}
                row.append(o + (" W" + ",".join(sorted(w)) if w and method in ("get", "head") else ""))
            print(name, method, row[0] if len(set(row)) == 1 else row)
