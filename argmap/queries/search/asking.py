"""What somebody types as what PostgreSQL looks for: as it is, by its stems, and by how the last word begins.

`"quoted words"` stand together, `-word` must not occur, and `or` is between words of which one is enough, as web search
engines have it (websearch_to_tsquery). Anything else is words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from argmap.prose import citations
from argmap.prose.spelling import SHORTEST, nearest
from argmap.queries.alike import BOTH_WAYS, storable

#: Signs that are blanks to a search, as the database's function argmap_blanked has them.
SIGNS = "‘’“”„«»\u2039\u203a–—−\u2010\u2011\u2012―…§¶•·†‡×\u2032″©®™/-_<>&|@"
BLANKS = dict.fromkeys(map(ord, SIGNS), " ") | dict.fromkeys(map(ord, "“”„«»"), '"')
#: A hyphen before a word leaves it out; one inside is a blank.
LEAVES_OUT = re.compile(r'(?<![^\s"])-(?=[^\s-])')
HELD = "\ue000"  # of the private use area, in place of such a hyphen
LEXEME = re.compile(r"'((?:[^'\\]|''|\\.)+)'")
LAST = re.compile(r"'([^\W\d_]{3,})'$")
WORD = re.compile(r"[^\W_]+")
OPERATORS = re.compile(r'["-]|\bor\b', re.IGNORECASE)
READ = """
    SELECT websearch_to_tsquery('argmap_words', %(words)s)::text, websearch_to_tsquery('argmap_stems', %(words)s)::text,
           phraseto_tsquery('argmap_words', argmap_blanked(%(citation)s))::text,
           querytree(websearch_to_tsquery('argmap_words', %(words)s))
"""
UNKNOWN = """
    SELECT word FROM unnest(%(words)s::text[]) AS word
    WHERE NOT EXISTS (SELECT FROM argmap_wording WHERE words @@ plainto_tsquery('argmap_stems', word))
      AND NOT EXISTS (SELECT FROM argmap_post WHERE words @@ plainto_tsquery('argmap_stems', word))
      AND NOT EXISTS (SELECT FROM argmap_source WHERE words @@ plainto_tsquery('argmap_stems', word))
      AND NOT EXISTS (SELECT FROM argmap_passage WHERE words @@ plainto_tsquery('argmap_stems', word))
      AND NOT EXISTS (SELECT FROM argmap_stretch WHERE words @@ plainto_tsquery('argmap_stems', word))
      AND NOT EXISTS (SELECT FROM argmap_remark WHERE words @@ plainto_tsquery('argmap_stems', word))
      AND NOT EXISTS (SELECT FROM argmap_claim WHERE note_words @@ plainto_tsquery('argmap_stems', word))
      AND NOT EXISTS (SELECT FROM argmap_inference WHERE note_words @@ plainto_tsquery('argmap_stems', word))
"""
#: Names are what is spelled wrong, and names stand in titles and citations and are those of authors.
VOCABULARY = """
    SELECT DISTINCT word
    FROM (
        SELECT title || ' ' || citation FROM argmap_source WHERE waits_for_id IS NULL
        UNION ALL SELECT title || ' ' || author || ' ' || also_known_as FROM argmap_post
    ) AS named (names), regexp_split_to_table(lower(unaccent(argmap_blanked(names))), '[^[:alpha:]]+') AS word
    WHERE length(word) >= %(shortest)s
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, as PostgreSQL's tsquery in text: the very words, their stems, and all that will do.

    What the database keeps has the words as they are at weight A, and `exact` asks for them there alone.
    """

    exact: str
    stems: str
    seen: str


def read_words(words: str, citation: str = "") -> Asked | None:
    """Read what was typed, and with it the citation that it means, if it means one; one query.

    None where there is nothing to look for: no word, only words that are everywhere, or only such as must not occur.
    """
    parameters = {"words": plain(words), "citation": citation}
    with connection.cursor() as cursor:
        cursor.execute(READ, parameters)
        exact, stems, cited, positive = cursor.fetchone()
    if positive in ("", "T"):
        return None
    beginning = f"{exact}:*" if LAST.search(exact) and "!" not in exact else ""
    stems = either(LEXEME.sub(_spelled_both_ways, stems), cited)
    return Asked(LEXEME.sub(r"\g<0>:A", either(exact, cited)), stems, either(stems, beginning))


def capitalised(words: str) -> str:
    """The same words with the capitals that make them a citation, if they do: `17 usc 102` is one in capitals only."""
    if not any(character.isdigit() for character in words[: citations.LONGEST]):
        return words
    return next((text for text in (words, words.upper(), words.title()) if citations.parse(text)), words)


def plain(words: str) -> str:
    """What was typed without the signs that are blanks, but with what is said by quotation marks and hyphens."""
    held = LEAVES_OUT.sub(HELD, storable(words).replace(HELD, " ").replace("−", "-"))
    return held.translate(BLANKS).replace(HELD, "-")


def either(*queries: str) -> str:
    """Any of these queries, without those that are empty."""
    return " | ".join(f"( {query} )" for query in queries if query)


def any_of(words: str) -> str:
    """The same words, of which one is enough; empty where there is one only or they say already how they are meant."""
    found = WORD.findall(words)
    return "" if OPERATORS.search(words) or len(found) < 2 else " or ".join(found)


def respelled(words: str) -> str:
    """The same words with those that occur nowhere spelled like names that do; empty if none can be; two queries."""
    asked = {word.lower() for word in WORD.findall(words) if len(word) >= SHORTEST and word.isalpha()}
    unknown = _column(UNKNOWN, {"words": sorted(asked)}) if asked else []
    if not unknown:
        return ""
    known = _column(VOCABULARY, {"shortest": SHORTEST - 1})
    better = {word: meant for word in unknown if (meant := nearest(word, known))}
    return WORD.sub(lambda found: better.get(found[0].lower(), found[0]), words) if better else ""


def _spelled_both_ways(lexeme: re.Match[str]) -> str:
    other = BOTH_WAYS.get(lexeme[1])
    return f"( {lexeme[0]} | '{other}' )" if other else lexeme[0]


def _column(statement: str, parameters: Mapping[str, int | list[str]]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [str(row[0]) for row in cursor.fetchall()]
