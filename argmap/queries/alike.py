"""How alike a text and the claims of a post are, in one number, found by the words and the spelling they share.

The stems of words come from PostgreSQL's full text search, spelling from its trigrams (pg_trgm); both have an index.
Where a database knows letters by their bytes alone (locale C), that search takes typographic signs for letters, so
they are blanks to it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection

#: So much of a text is looked at, and of its words the longest, since they tell most.
LONGEST_TEXT, MOST_WORDS = 1000, 24
#: Of a word that stands in more claims, only so many are tried, so that common words cost no more than rare ones.
MOST_HITS, MOST_CANDIDATES = 300, 50
#: A word that no claim has is looked for as it is spelled, unless it is so short that its trigrams are everywhere.
SHORTEST_SPELLED = 6
#: Stems of the same word, spelled as in London and as in Washington.
SPELLINGS = {"licenc": "licens", "judgment": "judgement", "defenc": "defens", "memoris": "memor"}
BOTH_WAYS = SPELLINGS | {there: here for here, there in SPELLINGS.items()}
#: The typographic signs that are blanks.
SIGNS = "‘’“”„«»–—…"


def stems(text: str) -> str:
    """SQL for the stems of a column or parameter, written as the index wording_by_words has it."""
    return f"to_tsvector('english', translate({text}, '{SIGNS}', '{' ' * len(SIGNS)}'))"


WORDS = f"""
    WITH word AS MATERIALIZED (
        SELECT lexeme, ARRAY[lexeme, other] AS forms,
               (array_to_tsvector(ARRAY[lexeme])::text || COALESCE(' | ' || other, ''))::tsquery AS asked
        FROM unnest({stems("%(text)s")})
             LEFT JOIN unnest(%(spellings)s::text[], %(others)s::text[]) AS pair (spelling, other) ON spelling = lexeme
        ORDER BY length(lexeme) DESC, lexeme LIMIT %(most_words)s
    ), used AS MATERIALIZED (
        SELECT word.lexeme, hit.claim_id
        FROM word CROSS JOIN LATERAL (
            SELECT claim_id FROM argmap_wording WHERE {stems("text")} @@ asked LIMIT %(most_hits)s
        ) AS hit
    ), spelled AS MATERIALIZED (
        SELECT word.lexeme, hit.claim_id
        FROM word CROSS JOIN LATERAL (
            SELECT claim_id FROM argmap_wording WHERE word.lexeme <%% text LIMIT %(most_hits)s
        ) AS hit
        WHERE length(lexeme) >= %(shortest_spelled)s
          AND NOT EXISTS (SELECT FROM used WHERE used.lexeme = word.lexeme)
    ), hit AS MATERIALIZED (
        SELECT lexeme, claim_id FROM used UNION SELECT lexeme, claim_id FROM spelled
    ), weighed AS MATERIALIZED (
        SELECT word.lexeme, word.forms, 1 / ln(5 + count(hit.claim_id)) AS weight,
               EXISTS (SELECT FROM spelled WHERE spelled.lexeme = word.lexeme) AS is_spelled
        FROM word LEFT JOIN hit USING (lexeme) GROUP BY word.lexeme, word.forms
    ), candidate AS MATERIALIZED (
"""
OF_A_POST = """
        SELECT claim.id
        FROM (
            SELECT claim_id, sum(weight) AS shared FROM hit JOIN weighed USING (lexeme)
            GROUP BY claim_id ORDER BY shared DESC, claim_id LIMIT 10 * %(most_candidates)s
        ) AS likely JOIN argmap_claim AS claim ON claim.id = likely.claim_id
        WHERE claim.post_id = %(post)s AND claim.state = 'published' AND claim.merged_into_id IS NULL
        ORDER BY likely.shared DESC, claim.id LIMIT %(most_candidates)s
    )
"""
AMONG = """
        SELECT unnest(%(among)s::bigint[]) AS id
    )
"""
SCORED = f"""
    SELECT claim.id, (shared.weight / (SELECT sum(weight) FROM weighed)
           + (similarity(%(text)s, wording.text) + word_similarity(%(text)s, wording.text)) / 2) / 2
    FROM candidate
         JOIN argmap_claim AS claim USING (id)
         JOIN argmap_wording AS wording ON wording.claim_id = claim.id AND wording.number = claim.public_wording
         CROSS JOIN LATERAL (SELECT tsvector_to_array({stems("wording.text")}) AS stems) AS stemmed
         CROSS JOIN LATERAL (
            SELECT count(*) AS words, sum(weight) AS weight FROM weighed
            WHERE stems && forms OR (is_spelled AND lexeme <%% wording.text)
         ) AS shared
    WHERE shared.words >= %(fewest)s
"""


def alike(post: int, text: str) -> Mapping[int, float]:
    """How alike a text and the published claims of a post are, from 0 to 1, by the id of the claim; one query.

    Half of it is the share of the text's words that a claim has too, rare words weighing more (an inverse document
    frequency, Spärck Jones 1972, that needs no count of the claims); half the likeness of the spelling. Only claims
    with two of its words are given, at most MOST_CANDIDATES, and only their public wording counts.
    """
    return _scores(WORDS + OF_A_POST + SCORED, text, post=post, fewest=2)


def alike_among(claims: Collection[int], text: str) -> Mapping[int, float]:
    """The same for these claims alone, where one word is enough; one query."""
    return _scores(WORDS + AMONG + SCORED, text, among=list(claims), fewest=1) if claims else {}


def storable(text: str) -> str:
    """A text without what PostgreSQL cannot take."""
    return text.replace("\0", " ").encode("utf-8", "ignore").decode()


def _scores(statement: str, text: str, **parameters: Any) -> Mapping[int, float]:
    shared: dict[str, Any] = {
        "text": storable(text[:LONGEST_TEXT]),
        "spellings": list(BOTH_WAYS),
        "others": list(BOTH_WAYS.values()),
        "most_words": MOST_WORDS,
        "most_hits": MOST_HITS,
        "shortest_spelled": SHORTEST_SPELLED,
        "most_candidates": MOST_CANDIDATES,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, shared | parameters)
        return {claim: float(score) for claim, score in cursor.fetchall()}
