"""How pages and feeds say what happened."""

from __future__ import annotations

from typing import NamedTuple

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.text import Truncator

from argmap.queries.deeds import Deed, What
from argmap.queries.history import Entry, Hand
from argmap.queries.mentions import Mention

register = template.Library()


class Words(NamedTuple):
    """What was done, beside the thing it was done to, and with it in a sentence; `stance` is for style sheets."""

    short: str
    sentence: str
    stance: str = ""


WORDS = {
    What.POSTED: Words("posted", "put the post here"),
    What.EDITED_POST: Words("edited", "changed the text of the post"),
    What.STATED: Words("stated", "stated {}"),
    What.REASONED: Words("+ gave a reason", "gave a reason for {}", "for"),
    What.REBUTTED: Words("✕ rebutted", "rebutted {}", "against"),
    What.UNDERCUT: Words("⊘ undercut", "said that {} does not follow", "undercut"),
    What.REWORDED: Words("reworded", "reworded {}"),
    What.CHOSE_WORDING: Words("chose", "chose another wording of {}"),
    What.WITHDREW: Words("withdrew", "withdrew {}"),
    What.RESTORED: Words("restored", "restored {}"),
    What.PUBLISHED: Words("published", "published {}"),
    What.HID: Words("hid", "hid {}"),
    What.GRANTED: Words("granted", "took as granted {}"),
    What.NOT_GRANTED: Words("not granted", "no longer took as granted {}"),
    What.MAIN: Words("main claim", "made {} a main claim"),
    What.NOT_MAIN: Words("not main", "took {} from the main claims"),
    What.NAMED: Words("named", "named the kind of reasoning of {}"),
    What.MET: Words("confirmed", "confirmed that {} meets the newest wording"),
    What.CITED: Words("§ cited", "added a source to {}"),
    What.EDITED: Words("edited", "edited {}"),
    What.REMOVED: Words("removed", "removed a source from {}"),
    What.MARKED: Words("marked", "marked words of the post for {}"),
    What.UNMARKED: Words("unmarked", "no longer marked words of the post for {}"),
    What.MISREAD: Words("other reading", "said that the map misreads the post in {}"),
    What.NOTED: Words("¶ noted", "wrote {}"),
    What.SETTLED: Words("settled", "closed a question of how the post reads in {}"),
}
HANDS = {
    Hand.FORMER: "a former member",
    Hand.ANALYSIS: "argmap’s analysis, with the post",
    Hand.OPERATOR: "whoever runs this copy",
}
#: Columns whose name is not what a reader would call them.
COLUMNS = {"also_known_as": "other name", "words": "words of the post"}
#: A load that did more than this is summed up.
MOST_UNFOLDED = 12
#: What comes in a load, in the order in which it is counted up.
KINDS = ("claim", "inference", "citation", "passage", "wording", "remark")
KIND_WORDS = {
    "inference": "step",
    "citation": "source cited",
    "passage": "marked passage",
    "wording": "rewording",
    "remark": "note",
}
PLURALS = {"citation": "sources cited"}


@register.filter
def words(deed: Deed) -> Words:
    """What was done, in words."""
    return WORDS[deed.what]


@register.simple_tag(takes_context=True)
def mention(context: Context, thing: Mention | None) -> str:
    """What a line speaks of, as a link where it leads somewhere else than `here`; in a feed links begin with `base`."""
    if thing is None or thing.id is None:
        return format_html("<i>{}</i>", _named(thing)) if thing else _named(thing)
    if context.get("here") == (thing.kind, thing.id):
        return f"this {thing.kind}"
    words = thing.words if thing.kind == "claim" else _named(thing)
    return format_html('<a href="{}{}">{}</a>', context.get("base", ""), thing.address, words)


@register.filter
def column_in_words(column: str) -> str:
    """What a reader would call a column that was edited."""
    return COLUMNS.get(column, column)


@register.filter
def is_folded(entry: Entry) -> bool:
    """Whether an entry is shown as a sum, to be unfolded."""
    return entry.is_load and len(entry.deeds) > MOST_UNFOLDED


@register.filter
def by_whom(entry: Entry) -> str:
    """Whose doing an entry is."""
    return entry.person.get_username() if entry.person else HANDS[entry.hand]


@register.filter
def counted_up(entry: Entry) -> str:
    """What an entry added, by number: “123 claims, 92 steps”."""
    parts = []
    for kind in KINDS:
        if count := entry.added.get(kind, 0):
            one = KIND_WORDS.get(kind, kind)
            parts.append(f"{count:,} {one if count == 1 else PLURALS.get(kind, f'{one}s')}")
    return ", ".join(parts)


@register.filter
def in_short(entry: Entry) -> str:
    """An entry in one line, for the title of what is shown elsewhere."""
    if is_folded(entry):
        what = "The post and its analysis were loaded" if entry.is_first else "The analysis was brought up to date"
        added = counted_up(entry)
        return f"{what}: {added}" if added else what
    deed = entry.deeds[0]
    told = f"{by_whom(entry)} {WORDS[deed.what].sentence.format(_named(deed.of or deed.thing))}"
    more = len(entry.deeds) - 1 + entry.untold
    return f"{told}, and {more} more" if more else told


def _named(mention: Mention | None) -> str:
    if mention is None:
        return "the post"
    if mention.id is None:
        return f"a {mention.kind} that is hidden"
    if mention.kind == "step":
        return f"the step {mention.key}"
    words = f"“{Truncator(mention.words).chars(90)}”"
    return f"a note on {words}" if mention.kind == "note" else words
