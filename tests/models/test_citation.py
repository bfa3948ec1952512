from __future__ import annotations

import pytest

from argmap.models import Citation, Source
from tests.builders import claim, make_post
from tests.models.rows import insert, refused, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def cited():
    """A claim and a source, and a citation of the one for the other."""
    sources = "source s\nkind: case\ntitle: A case\ncitation: A v. B, 1 U.S. 1 (1800)\n"
    make_post("a", extra="cite a\nsource: s\nlocator: at 2\nquotation: So it is.\n", sources=sources)
    return {"claim_id": claim("a").pk, "source_id": Source.objects.get().pk}


def test_the_same_citation_is_made_once_on_a_claim(cited):
    with refused("citation_made_once_on_a_claim"):
        insert("citation", **cited, locator="at 2", quotation="So it is.")


@pytest.mark.parametrize("other", [{"locator": "at 3"}, {"quotation": "So it was."}])
def test_another_place_or_quotation_is_another_citation(cited, other):
    insert("citation", **cited | {"locator": "at 2", "quotation": "So it is."} | other)
    assert Citation.objects.count() == 2


@pytest.mark.parametrize(("column", "name"), [("voice", "citation_voice"), ("state", "citation_state")])
def test_voice_and_state_are_on_their_lists(cited, column, name):
    with refused(name):
        run(f"UPDATE argmap_citation SET {column} = 'nonsense'")


@pytest.mark.parametrize("missing", ["claim_id", "source_id", "quoted_in_id"])
def test_what_a_citation_names_is_there(cited, missing):
    with refused("violates foreign key"):
        insert("citation", **cited | {"locator": "at 4", missing: 10**9})


def test_a_cited_claim_cannot_be_deleted(cited):
    with refused("violates foreign key"):
        run("DELETE FROM argmap_claim")


def test_only_citations_of_published_claims_are_published(cited):
    assert Citation.objects.published().exists()
    run("UPDATE argmap_claim SET state = 'hidden'")
    assert not Citation.objects.published().exists()
