"""A handout as a Markdown file (CommonMark), in which no word of it is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from argmap.prose.handout import (
    Block,
    Handout,
    Heading,
    Item,
    Line,
    Listing,
    Look,
    Paragraph,
    Quotation,
    Run,
    Step,
    tidy,
)

SPECIAL = re.compile(r"[\\`*_\[\]#~|$]")
# As character references, since not every reader of Markdown takes a backslash before these.
REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
#: What would begin a list, a heading or a rule at the start of a line.
OPENING = re.compile(r"^(\d*)([-+.)])(?=[\s-]|$)")
ADDRESS = re.compile(r"https?://[^\s<>\\]+")
AROUND = {Look.STRONG: "**", Look.LABEL: "**", Look.MINE: "**", Look.EMPHASIS: "*"}


def as_markdown(handout: Handout) -> str:
    """Write a handout as Markdown: headings, quotations, numbered premises over a rule, and lists."""
    parts = [f"# {_escaped(tidy(handout.title)).strip()}", *(_block(block) for block in handout.blocks)]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {_line(block.line)}"
    if isinstance(block, Paragraph):
        return _line(block.line)
    if isinstance(block, Quotation):
        return "\n>\n".join(f"> {_line(found)}" for found in (block.line, block.attribution) if found)
    if isinstance(block, Listing):
        return _items(block.items, is_numbered=block.is_numbered)
    return "\n\n".join(_step(block))


def _step(block: Step) -> Iterator[str]:
    yield _items(block.premises, is_numbered=True)
    yield "---"
    yield _line(block.inference)
    yield f"**{_line(tuple(Run(run.text, address=run.address) for run in block.conclusion))}**"


def _items(items: Iterable[Item], *, is_numbered: bool) -> str:
    return "\n".join(_item(item, f"{number}. " if is_numbered else "- ") for number, item in enumerate(items, start=1))


def _item(item: Item, mark: str) -> str:
    first = _line(item.line) + (f" · {_line(item.places)}" if item.places else "")
    indent = " " * len(mark)
    return "\n\n".join([mark + first, *(indent + _line(detail) for detail in item.details)])


def _line(runs: Line) -> str:
    return OPENING.sub(r"\1\\\2", "".join(_run(run) for run in runs).strip())


def _run(run: Run) -> str:
    if run.text == run.address and ADDRESS.fullmatch(run.text):
        return f"<{run.text}>"
    text = _escaped(run.text)
    if run.look is Look.REFERENCE:
        return f"\\[{text}\\]"
    around = AROUND.get(run.look, "")
    core = text.strip()
    return text.replace(core, f"{around}{core}{around}") if around and core else text


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text.translate(REFERENCES))
