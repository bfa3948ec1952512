"""Why something is on the desk: for each kind of item a SELECT of what is there now that needs a person.

Each gives the columns of COLUMNS; `basis` is what a decision would be bound to. Those of a post are narrowed to
`%(post)s`. What is perhaps the same is looked for among what is new alone, since all pairs of a large library or post
would be too many: among the `%(newest)s` newest steps, and the sources that `%(changed)s`; NULL looks at all.
"""

from __future__ import annotations

from collections.abc import Mapping

from argmap.models.desk_item import ItemKind
from argmap.models.subject import SUBJECTS

OTHERS = ("other_source", "other_claim", "other_inference")
REFERENCES = (*SUBJECTS, *OTHERS)
COLUMNS = ("kind", "within_id", *(f"{name}_id" for name in REFERENCES), "basis", "key")
#: From where on two steps at one target, or two sources, may be one: similarity of trigrams.
ALIKE_STEPS, ALIKE_SOURCES = 0.6, 0.75
#: An address counts as out of reach after so many failures in a row.
FAILURES = 3
HERE = "{} = %(post)s"


def _cause(kind: ItemKind, found: str, *, within: str, basis: str, **references: str) -> str:
    """One SELECT: what is found, and which columns say what it is about."""
    ids = [f"({references[name]})::bigint" if name in references else "NULL::bigint" for name in REFERENCES]
    named = ", ".join(f"'{name}-' || ({references[name]})" for name in REFERENCES if name in references)
    return (
        f"SELECT '{kind.value}'::text, ({within})::bigint, {', '.join(ids)}, ({basis})::text,"
        f" concat_ws(':', '{kind.value}', concat_ws('+', {named}), {basis}) {found}"
    )


def _anew(basis: str, **thing: str) -> str:
    """A basis that is another after something was returned or shown again, so that it is decided on anew."""
    column, pk = next(iter(thing.items()))
    back = f"back.{column}_id = {pk} AND back.action IN ('return to author', 'show again')"
    return f"concat_ws('.', {basis}, NULLIF((SELECT count(*) FROM argmap_decision AS back WHERE {back}), 0))"


#: A premise that its author added with a step is judged with the step.
CAME_WITH_A_STEP = """EXISTS (
    SELECT 1 FROM argmap_premise AS premise JOIN argmap_inference AS step ON step.id = premise.inference_id
    WHERE premise.claim_id = claim.id AND step.contributor_id = claim.contributor_id
      AND step.state = claim.state AND NOT step.is_accepted
)"""
CLAIMS = "FROM argmap_claim AS claim WHERE " + HERE.format("claim.post_id")
STEPS = "FROM argmap_inference AS step WHERE " + HERE.format("step.post_id")
CITED = (
    "FROM argmap_citation AS citation JOIN argmap_claim AS claim ON claim.id = citation.claim_id WHERE "
    + HERE.format("claim.post_id")
)
REMARKS = "FROM argmap_remark AS remark WHERE " + HERE.format("remark.post_id")
QUOTED = "md5(concat_ws('|', citation.source_id, citation.quotation, citation.found ->> 'verdict'))"
CITED_AS = "md5(concat_ws('|', citation.source_id, citation.locator, citation.quotation))"
#: Kinds of sources that lawyers cite in one way; how others are cited is free.
STRICT = "'case', 'statute', 'regulation', 'fed-reg', 'compendium'"
LISTED = "source.merged_into_id IS NULL"

QUOTATION = _cause(
    ItemKind.QUOTATION,
    f"""{CITED} AND claim.state = 'published' AND citation.state = 'published' AND (
        citation.found ->> 'verdict' IN ('not found', 'needs review', 'not in the stored part')
        OR (citation.found ->> 'verdict' = 'no text on file' AND citation.found -> 'elsewhere' <> '[]'::jsonb))""",
    within="claim.post_id", basis=QUOTED, citation="citation.id",
)  # fmt: skip
CONTRIBUTIONS = (
    _cause(
        ItemKind.CONTRIBUTION,
        f"""{CLAIMS} AND claim.loaded IS NULL AND claim.voice = 'reader' AND claim.state = 'published'
            AND claim.merged_into_id IS NULL
            AND claim.accepted_wording IS DISTINCT FROM claim.public_wording AND NOT {CAME_WITH_A_STEP}""",
        within="claim.post_id", basis=_anew("claim.public_wording", claim="claim.id"), claim="claim.id",
    ),
    _cause(
        ItemKind.CONTRIBUTION,
        f"""{STEPS} AND step.loaded IS NULL AND step.voice = 'reader' AND step.state = 'published'
            AND NOT step.is_accepted
            AND step.merged_into_id IS NULL""",
        within="step.post_id", basis=_anew("''", inference="step.id"), inference="step.id",
    ),
    _cause(
        ItemKind.CONTRIBUTION,
        f"""{CITED} AND claim.state = 'published' AND citation.loaded IS NULL AND citation.voice = 'reader'
            AND citation.state = 'published' AND NOT citation.is_accepted""",
        within="claim.post_id", basis=_anew(CITED_AS, citation="citation.id"), citation="citation.id",
    ),
    _cause(
        ItemKind.CONTRIBUTION,
        f"{REMARKS} AND remark.state = 'published' AND NOT remark.is_accepted",
        within="remark.post_id", basis=_anew("''", remark="remark.id"), remark="remark.id",
    ),
)  # fmt: skip
WAITING = (
    _cause(
        ItemKind.WAITING,
        f"{CLAIMS} AND claim.state = 'waiting' AND NOT {CAME_WITH_A_STEP}",
        within="claim.post_id", basis=_anew("claim.public_wording", claim="claim.id"), claim="claim.id",
    ),
    _cause(
        ItemKind.WAITING,
        f"""FROM argmap_wording AS wording JOIN argmap_claim AS claim ON claim.id = wording.claim_id
            WHERE {HERE.format("claim.post_id")} AND wording.state = 'waiting' AND claim.state = 'published'""",
        within="claim.post_id", basis="'wording ' || wording.number", claim="claim.id",
    ),
    _cause(
        ItemKind.WAITING,
        f"{STEPS} AND step.state = 'waiting'",
        within="step.post_id", basis=_anew("''", inference="step.id"), inference="step.id",
    ),
    _cause(
        ItemKind.WAITING,
        f"{CITED} AND citation.state = 'waiting'",
        within="claim.post_id", basis=_anew(CITED_AS, citation="citation.id"), citation="citation.id",
    ),
    _cause(
        ItemKind.WAITING,
        f"{REMARKS} AND remark.state = 'waiting'",
        within="remark.post_id", basis=_anew("''", remark="remark.id"), remark="remark.id",
    ),
    _cause(
        ItemKind.WAITING,
        f"""FROM argmap_misreading AS misreading JOIN argmap_claim AS claim ON claim.id = misreading.claim_id
            WHERE {HERE.format("claim.post_id")} AND misreading.state = 'waiting'""",
        within="claim.post_id", basis=_anew("''", misreading="misreading.id"), misreading="misreading.id",
    ),
)  # fmt: skip


def _flagged(noun: str, joined: str, post: str) -> str:
    return _cause(
        ItemKind.FLAG,
        f"""FROM (SELECT {noun}_id, min(id) AS first FROM argmap_flag
                  WHERE answered_at IS NULL AND {noun}_id IS NOT NULL GROUP BY {noun}_id) AS flag
            JOIN argmap_{noun} AS thing ON thing.id = flag.{noun}_id {joined}
            WHERE {HERE.format(post)} AND thing.state IN ('published', 'waiting')""",
        within=post, basis="flag.first", **{noun: "thing.id"},
    )  # fmt: skip


OF_A_CLAIM = "JOIN argmap_claim AS claim ON claim.id = thing.claim_id"
FLAGS = (
    _flagged("claim", "", "thing.post_id"),
    _flagged("inference", "", "thing.post_id"),
    _flagged("citation", OF_A_CLAIM, "claim.post_id"),
    _flagged("misreading", OF_A_CLAIM, "claim.post_id"),
    _flagged("remark", "", "thing.post_id"),
)
APPEAL = _cause(
    ItemKind.APPEAL,
    """FROM argmap_appeal AS appeal JOIN argmap_decision AS decision ON decision.id = appeal.decision_id
        WHERE NOT EXISTS (SELECT 1 FROM argmap_decision AS undone WHERE undone.undoes_id = decision.id)""",
    within="NULL", basis="appeal.id", **{name: f"decision.{name}_id" for name in SUBJECTS},
)  # fmt: skip
SOURCE = _cause(
    ItemKind.SOURCE,
    f"FROM argmap_source AS source WHERE source.curation = 'unreviewed' AND {LISTED}",
    within="NULL", basis="md5(concat_ws('|', source.citation, source.edition, source.title, source.address))",
    source="source.id",
)  # fmt: skip
UNPARSED = _cause(
    ItemKind.UNPARSED,
    f"FROM argmap_source AS source WHERE NOT source.is_parsed AND source.kind IN ({STRICT}) AND {LISTED}",
    within="NULL", basis="md5(source.citation)", source="source.id",
)  # fmt: skip
TEXT = _cause(
    ItemKind.TEXT,
    "FROM argmap_sourcetext AS text WHERE text.curation = 'unreviewed'",
    within="NULL", basis="left(text.sha256, 16)", text="text.id",
)  # fmt: skip
LINK = _cause(
    ItemKind.LINK,
    f"""FROM argmap_linkcheck AS link JOIN argmap_source AS source ON source.id = link.source_id
        WHERE {LISTED} AND NOT link.is_dead AND link.address IN (source.address, source.archived_address)
          AND (link.outcome IN ('changed', 'gone')
               OR (link.outcome = 'unreachable' AND link.failures >= {FAILURES}))""",
    within="NULL", basis="md5(concat_ws('|', link.address, link.outcome, link.sha256))", source="source.id",
)  # fmt: skip
#: Sources that changed, each with every other; and pairs that lie on the desk, to see whether they are still alike.
PAIRS_OF_SOURCES = """(
    SELECT greatest(changed.id, mate.id) AS newer, least(changed.id, mate.id) AS older
    FROM argmap_source AS changed JOIN argmap_source AS mate ON mate.id <> changed.id
    WHERE %(changed)s::bigint[] IS NULL OR changed.id = ANY(%(changed)s)
    UNION
    SELECT source_id, other_source_id FROM argmap_deskitem
    WHERE closed_at IS NULL AND kind = 'duplicate' AND source_id IS NOT NULL
)"""
#: The newest steps of readers, each with the older ones at the same target; and pairs that lie on the desk.
NEWEST_STEPS = f"""(
    SELECT step.id, step.conclusion_id, step.undercuts_id {STEPS} AND step.voice = 'reader'
    ORDER BY step.id DESC LIMIT %(newest)s
)"""
PAIRS_OF_STEPS = f"""(
    SELECT step.id AS newer, mate.id AS older FROM {NEWEST_STEPS} AS step
    JOIN argmap_inference AS mate ON mate.conclusion_id = step.conclusion_id AND mate.id < step.id
    UNION
    SELECT step.id, mate.id FROM {NEWEST_STEPS} AS step
    JOIN argmap_inference AS mate ON mate.undercuts_id = step.undercuts_id AND mate.id < step.id
    UNION
    SELECT inference_id, other_inference_id FROM argmap_deskitem
    WHERE closed_at IS NULL AND kind = 'duplicate' AND inference_id IS NOT NULL AND {HERE.format("within_id")}
)"""


def _bare(address: str) -> str:
    """An address without what leads to the same page: scheme, www., fragment and strokes at its end."""
    return f"regexp_replace(regexp_replace({address}, '^[a-z]+://(www[.])?', '', 'i'), '/*(#.*)?$', '')"


ADDED_HERE = "(source.loaded IS NULL OR other.loaded IS NULL)"
SAME_KIND, SAME_ADDRESS = "other.kind = source.kind", f"{_bare('other.address')} = {_bare('source.address')}"
#: The same citation is suspected of any two sources; the same address of two of a kind, or where one of them was added
#: here; nearly the same citation where both is so, since what comes with a post was looked through. Two named editions
#: are two sources.
SAME_SOURCES = _cause(
    ItemKind.DUPLICATE,
    f"""FROM {PAIRS_OF_SOURCES} AS pair
             JOIN argmap_source AS source ON source.id = pair.newer
             JOIN argmap_source AS other ON other.id = pair.older
        WHERE {LISTED} AND other.merged_into_id IS NULL
          AND (lower(other.edition) = lower(source.edition) OR '' IN (other.edition, source.edition))
          AND (other.normalised_citation = source.normalised_citation
               OR (source.address <> '' AND {SAME_ADDRESS} AND ({SAME_KIND} OR {ADDED_HERE}))
               OR ({SAME_KIND} AND {ADDED_HERE}
                   AND similarity(other.citation, source.citation) > {ALIKE_SOURCES}))""",
    within="NULL", basis="''", source="source.id", other_source="other.id",
)  # fmt: skip
SAME_STEPS = _cause(
    ItemKind.DUPLICATE,
    f"""FROM {PAIRS_OF_STEPS} AS pair
             JOIN argmap_inference AS step ON step.id = pair.newer
             JOIN argmap_inference AS other ON other.id = pair.older AND other.stance = step.stance
             JOIN argmap_premise AS own ON own.inference_id = step.id AND own.position = 1
             JOIN argmap_premise AS their ON their.inference_id = other.id AND their.position = 1
             JOIN argmap_claim AS said ON said.id = own.claim_id
             JOIN argmap_claim AS before ON before.id = their.claim_id
             JOIN argmap_wording AS words ON words.claim_id = said.id AND words.number = said.public_wording
             JOIN argmap_wording AS older ON older.claim_id = before.id AND older.number = before.public_wording
        WHERE step.loaded IS NULL AND step.state = 'published' AND step.merged_into_id IS NULL
          AND other.state = 'published' AND other.merged_into_id IS NULL
          AND (said.id = before.id OR similarity(words.text, older.text) > {ALIKE_STEPS})""",
    within="step.post_id", basis="''", inference="step.id", other_inference="other.id",
)  # fmt: skip
NEEDS_SOURCE = _cause(
    ItemKind.NEEDS_SOURCE,
    f"""FROM argmap_sourcerequest AS request JOIN argmap_claim AS claim ON claim.id = request.claim_id
        WHERE {HERE.format("claim.post_id")} AND request.state = 'published' AND claim.state = 'published'""",
    within="claim.post_id", basis="''", request="request.id",
)  # fmt: skip
MISREADING = _cause(
    ItemKind.MISREADING,
    f"""FROM argmap_misreading AS misreading JOIN argmap_claim AS claim ON claim.id = misreading.claim_id
        WHERE {HERE.format("claim.post_id")} AND misreading.state = 'published' AND claim.state = 'published'""",
    within="claim.post_id", basis="claim.public_wording", misreading="misreading.id",
)  # fmt: skip

#: What concerns one post, and what concerns the library and people, whichever post shows it.
OF_POSTS = (QUOTATION, *CONTRIBUTIONS, *WAITING, *FLAGS, SAME_STEPS, NEEDS_SOURCE, MISREADING)
OF_THE_LIBRARY = (SOURCE, UNPARSED, TEXT, LINK, SAME_SOURCES)
OF_DECISIONS = (APPEAL,)

#: What is added for a quotation which the post itself makes, and for one whose words were found elsewhere.
OF_THE_POST, FOUND_ELSEWHERE = 10, 5
#: What is added to the reach of an item's claim: how much it matters that somebody looks soon.
URGENCY: Mapping[ItemKind, int] = {
    ItemKind.FLAG: 60,
    ItemKind.APPEAL: 60,
    ItemKind.WAITING: 50,
    ItemKind.QUOTATION: 40,
    ItemKind.MISREADING: 30,
    ItemKind.CONTRIBUTION: 20,
    ItemKind.DUPLICATE: 20,
    ItemKind.TEXT: 15,
    ItemKind.NEEDS_SOURCE: 10,
    ItemKind.LINK: 5,
    ItemKind.UNPARSED: 3,
    ItemKind.SOURCE: 0,
}
