"""What should be on the desk, worked out row by row without SQL, to compare the desk with."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator
from itertools import combinations

from argmap.models import (
    Appeal,
    Citation,
    Claim,
    Decision,
    DeskItem,
    Flag,
    Inference,
    LinkCheck,
    Misreading,
    Remark,
    Source,
    SourceRequest,
    SourceText,
    User,
    Wording,
)
from argmap.models.subject import SUBJECTS
from argmap.prose.citations import parse
from argmap.queries.desk.causes import ALIKE_SOURCES, ALIKE_STEPS, FAILURES

#: What kind of item, about what (“claim-5”), and what a decision on it is bound to.
Cause = tuple[str, str, str]
STRICT = ("case", "statute", "regulation", "fed-reg", "compendium")
MISSING = ("not found", "needs review", "not in the stored part")
LIVING = ("published", "waiting")


def causes() -> set[Cause]:
    """All that needs a person, whether or not somebody has decided it."""
    found = (_quotations, _contributions, _waiting, _flags, _appeals, _sources, _texts, _links, _same, _other)
    return {cause for rule in found for cause in rule()}


def put_back() -> set[Cause]:
    """What is open because a moderator put it back on the desk, as the log tells it."""
    last = {made.item_id: made.pk for made in Decision.objects.exclude(item=None).order_by("pk")}
    reopened = Decision.objects.filter(action="reopen").order_by("pk")
    items = {made.details["item"] for made in reopened if made.pk > last[made.details["item"]]}
    return {cause_of(item) for item in DeskItem.objects.filter(pk__in=items)}


def on_the_desk() -> list[Cause]:
    """What the open items say, one by one."""
    return [cause_of(item) for item in DeskItem.objects.open()]


def cause_of(item: DeskItem) -> Cause:
    """What an item says that it is about."""
    others = ("other_source", "other_claim", "other_inference")
    about = (f"{it}-{getattr(item, f'{it}_id')}" for it in (*SUBJECTS, *others) if getattr(item, f"{it}_id"))
    return str(item.kind), "+".join(about), item.basis


def settled() -> set[Cause]:
    """What a moderator has decided and nobody has put back on the desk, as the log tells it."""
    found: set[Cause] = set()
    for made in Decision.objects.select_related("item").order_by("pk"):
        if made.action == "reopen":
            found.discard(cause_of(DeskItem.objects.get(pk=made.details["item"])))
        elif made.item is not None and made.action != "cause gone":
            found.add(cause_of(made.item))
    return found


def present() -> dict[str, object]:
    """How things stand that only moderators decide: curation, what is accepted, hidden and merged, who is suspended."""
    found: dict[str, object] = {}
    for source in Source.objects.all():
        found[f"source {source.pk}"] = source.curation
    for text in SourceText.objects.all():
        found[f"text {text.pk}"] = text.curation
    for noun, model in (("claim", Claim), ("inference", Inference), ("citation", Citation)):
        for it in model.objects.all():
            found[f"{noun} {it.pk}"] = it.accepted_wording if noun == "claim" else it.is_accepted
            found[f"{noun} {it.pk} is hidden"] = it.state == "hidden"
    for model in (Source, Claim, Inference):
        for it in model.objects.exclude(merged_into=None):
            found[f"{model._meta.model_name} {it.pk} is merged"] = it.merged_into_id
    for person in User.objects.exclude(suspended_until=None):
        found[f"person {person.pk}"] = person.suspended_until.isoformat()
    return found


def replayed() -> dict[str, object]:
    """The same as the log tells it, from how things stood before anybody decided anything."""
    found = {name: _at_first(name) for name in present() if not name.endswith("merged") and "person" not in name}
    for made in Decision.objects.order_by("pk"):
        name = next((it for it in SUBJECTS if getattr(made, f"{it}_id") is not None), "")
        _replay(made, f"{name} {getattr(made, f'{name}_id', '')}", found)
    return found


def _at_first(name: str) -> object:
    noun, pk, *is_hidden = name.split(" ", 2)
    if noun == "text":  # what a moderator supplies is confirmed at once, and so is what came with a post
        by = SourceText.objects.get(pk=pk).supplied_by
        return "confirmed" if by is None or by.role != "member" else "unreviewed"
    return {"source": "unreviewed", "claim": None}.get(noun, False) if not is_hidden else False


CURATED = {"confirm": "confirmed", "dispute": "disputed", "reject": "rejected"}


def _replay(made: Decision, about: str, found: dict[str, object]) -> None:
    """What a decision did to what it is about."""
    premises = {f"claim {pk}": value for pk, value in made.details.get("premises", {}).items()}
    if made.action in CURATED:
        found[about] = CURATED[made.action]
    elif made.action == "accept" and not about.startswith("misreading"):
        found |= {about: made.wording or True, **premises}
    elif made.action == "return to author":
        found |= {about: None if about.startswith("claim") else False, **dict.fromkeys(premises)}
    elif made.action in ("hide", "show again"):
        undone = made.undoes.details.get("premises", {}) if made.undoes else {}
        for it in (about, *premises, *(f"claim {pk}" for pk in undone)):
            found[f"{it} is hidden"] = made.action == "hide"
    elif made.action in ("merge", "undo merge"):
        _replay_merge(made, about, found)
    elif made.action == "suspend":
        found[about] = made.details["until"]
    elif made.action == "lift suspension":
        del found[about]


def _replay_merge(made: Decision, about: str, found: dict[str, object]) -> None:
    noun = about.split(" ")[0]
    rows = [(about, noun, made.details)]
    rows += [(f"claim {it['merged']}", "claim", it) for it in made.details.get("claims", ())]
    for name, of, details in rows:
        aliases = [f"{of} {pk} is merged" for pk in details["aliases"]]
        if made.action == "merge":
            found |= dict.fromkeys([f"{name} is merged", *aliases], details["into"])
        else:
            del found[f"{name} is merged"]
            found |= dict.fromkeys(aliases, int(name.split(" ")[1]))


def _hash(*parts: object) -> str:
    return hashlib.md5("|".join(map(str, parts)).encode()).hexdigest()


def _quotations() -> Iterator[Cause]:
    for it in Citation.objects.filter(state="published", claim__state="published").exclude(found__isnull=True):
        verdict = it.found["verdict"]
        if verdict in MISSING or (verdict == "no text on file" and it.found["elsewhere"]):
            yield "quotation", f"citation-{it.pk}", _hash(it.source_id, it.quotation, verdict)


def _with_a_step(claim: Claim) -> bool:
    """Whether a claim is judged with a step of the same person that uses it."""
    steps = Inference.objects.filter(premises__claim=claim, contributor=claim.contributor_id, is_accepted=False)
    return claim.contributor_id is not None and steps.filter(state=claim.state).exists()


def _on_anew(kind: str, about: str, basis: object) -> Cause:
    """What is decided on anew each time that it was returned or shown again."""
    name, _, pk = about.partition("-")
    back = Decision.objects.filter(**{name: pk}, action__in=["return to author", "show again"]).count()
    return kind, about, f"{basis}.{back}" if back else str(basis)


def _cited_as(citation: Citation) -> str:
    return _hash(citation.source_id, citation.locator, citation.quotation)


def _contributions() -> Iterator[Cause]:
    published = {"state": "published"}
    for claim in Claim.objects.filter(**published, loaded__isnull=True, voice="reader", merged_into=None):
        if claim.accepted_wording != claim.public_wording and not _with_a_step(claim):
            yield _on_anew("contribution", f"claim-{claim.pk}", claim.public_wording)
    new = {**published, "is_accepted": False}
    for step in Inference.objects.filter(**new, loaded__isnull=True, voice="reader", merged_into=None):
        yield _on_anew("contribution", f"inference-{step.pk}", "")
    for citation in Citation.objects.filter(**new, loaded__isnull=True, voice="reader", claim__state="published"):
        yield _on_anew("contribution", f"citation-{citation.pk}", _cited_as(citation))
    for remark in Remark.objects.filter(**new):
        yield _on_anew("contribution", f"remark-{remark.pk}", "")


def _waiting() -> Iterator[Cause]:
    waiting = {"state": "waiting"}
    for claim in Claim.objects.filter(**waiting):
        if not _with_a_step(claim):
            yield _on_anew("waiting", f"claim-{claim.pk}", claim.public_wording)
    for wording in Wording.objects.filter(**waiting, claim__state="published"):
        yield "waiting", f"claim-{wording.claim_id}", f"wording {wording.number}"
    for step in Inference.objects.filter(**waiting):
        yield _on_anew("waiting", f"inference-{step.pk}", "")
    for citation in Citation.objects.filter(**waiting):
        yield _on_anew("waiting", f"citation-{citation.pk}", _cited_as(citation))
    for remark in Remark.objects.filter(**waiting):
        yield _on_anew("waiting", f"remark-{remark.pk}", "")
    for misreading in Misreading.objects.filter(**waiting):
        yield _on_anew("waiting", f"misreading-{misreading.pk}", "")


def _flags() -> Iterator[Cause]:
    first: dict[str, int] = {}
    for flag in Flag.objects.filter(answered_at=None).order_by("pk"):
        names = ("claim", "inference", "citation", "misreading", "remark")
        name, thing = next((name, getattr(flag, name)) for name in names if getattr(flag, name) is not None)
        if thing.state in LIVING:
            first.setdefault(f"{name}-{thing.pk}", flag.pk)
    for about, pk in first.items():
        yield "flag", about, str(pk)


def _appeals() -> Iterator[Cause]:
    undone = set(Decision.objects.exclude(undoes=None).values_list("undoes", flat=True))
    for appeal in Appeal.objects.exclude(decision__in=undone).select_related("decision"):
        made = appeal.decision
        about = next(f"{name}-{getattr(made, f'{name}_id')}" for name in SUBJECTS if getattr(made, f"{name}_id"))
        yield "appeal", about, str(appeal.pk)


def _sources() -> Iterator[Cause]:
    for it in Source.objects.filter(merged_into=None):
        if it.curation == "unreviewed":
            yield "source", f"source-{it.pk}", _hash(it.citation, it.edition, it.title, it.address)
        if it.kind in STRICT and parse(it.citation) is None:
            yield "unparsed", f"source-{it.pk}", _hash(it.citation)


def _texts() -> Iterator[Cause]:
    for text in SourceText.objects.filter(curation="unreviewed"):
        yield "text", f"text-{text.pk}", text.sha256[:16]


def _links() -> Iterator[Cause]:
    for link in LinkCheck.objects.filter(is_dead=False, source__merged_into=None).select_related("source"):
        is_bad = link.outcome in ("changed", "gone") or (link.outcome == "unreachable" and link.failures >= FAILURES)
        if is_bad and link.address in (link.source.address, link.source.archived_address):
            yield "link", f"source-{link.source_id}", _hash(link.address, link.outcome, link.sha256)


def likeness(one: str, other: str) -> float:
    """How many of their trigrams two texts share, as PostgreSQL's pg_trgm counts them, in four bytes."""
    first, second = _trigrams(one), _trigrams(other)
    share = len(first & second) / len(first | second) if first | second else 0.0
    return float(struct.unpack("f", struct.pack("f", share))[0])


def _trigrams(text: str) -> set[str]:
    words = (f"  {word} " for word in re.findall(r"[^\W_]+", text.lower()))
    return {word[at : at + 3] for word in words for at in range(len(word) - 2)}


def _bare(address: str) -> str:
    bare = address.partition("#")[0].rstrip("/").partition("://")[2]
    return bare.removeprefix("www.")


def _same() -> Iterator[Cause]:
    for older, newer in combinations(Source.objects.filter(merged_into=None).order_by("pk"), 2):
        is_here = newer.loaded is None or older.loaded is None
        is_kin, address = older.kind == newer.kind, _bare(newer.address)
        alike = is_here and is_kin and likeness(older.citation, newer.citation) > ALIKE_SOURCES
        alike = alike or (address != "" and _bare(older.address) == address and (is_here or is_kin))
        alike = alike or older.normalised_citation == newer.normalised_citation
        editions = {it.edition.lower() for it in (older, newer)}
        if alike and ("" in editions or len(editions) == 1):
            yield "duplicate", f"source-{newer.pk}+other_source-{older.pk}", ""
    steps = Inference.objects.filter(state="published", merged_into=None).order_by("pk")
    for first, second in combinations(steps, 2):
        target = (first.post_id, first.stance, first.conclusion_id, first.undercuts_id)
        if target != (second.post_id, second.stance, second.conclusion_id, second.undercuts_id):
            continue
        said = [step.premises.get(position=1).claim for step in (first, second)]
        if second.loaded is None and (said[0] == said[1] or likeness(said[0].text, said[1].text) > ALIKE_STEPS):
            yield "duplicate", f"inference-{second.pk}+other_inference-{first.pk}", ""


def _other() -> Iterator[Cause]:
    for request in SourceRequest.objects.filter(state="published", claim__state="published"):
        yield "needs-source", f"request-{request.pk}", ""
    for it in Misreading.objects.filter(state="published", claim__state="published").select_related("claim"):
        yield "misreading", f"misreading-{it.pk}", str(it.claim.public_wording)
