"""Selecting words of a post as people do: with a mouse, with a finger, with keys."""

from __future__ import annotations

from playwright.sync_api import expect

#: Where words of the page begin and end, as nodes and UTF-16 offsets, which is what browsers count in.
PLACES = """
(words) => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("[data-words]") && !node.parentElement.closest(".ref") ? 1 : 2);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const at = nodes.map((node, n) => nodes.slice(0, n).reduce((sum, { data }) => sum + data.length, 0));
  const all = nodes.map(({ data }) => data).join("");
  const start = all.indexOf(words.normalize("NFC")), end = start + words.normalize("NFC").length;
  if (start < 0) throw new Error(`${words} is not in ${all}`);
  const first = at.findLastIndex((place) => place <= start), last = at.findLastIndex((place) => place < end);
  return [nodes[first], start - at[first], nodes[last], end - at[last]];
}
"""
SELECT = f"(words) => getSelection().setBaseAndExtent(...({PLACES})(words))"
ENDS = f"""
(words) => {{
  const [first, start, last, end] = ({PLACES})(words);
  const edge = (node, from, to) => {{
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range.getBoundingClientRect();
  }};
  first.parentElement.scrollIntoView({{ block: "center" }});
  const begins = edge(first, start, start + 1), ends = edge(last, end - 1, end);
  return [begins.left + 1, (begins.top + begins.bottom) / 2, ends.right - 1, (ends.top + ends.bottom) / 2];
}}
"""
STANDS_BEFORE = """
(words) => {
  const { focusNode, focusOffset } = getSelection();
  return focusNode?.data?.slice(focusOffset).startsWith(words) ?? false;
}
"""


def bar(page):
    """What can be done with the words that are selected."""
    return page.locator("#annotate")


def drag_over(page, words):
    """Select words as a hand with a mouse does."""
    left, top, right, bottom = page.evaluate(ENDS, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    page.mouse.move(right, bottom)
    page.mouse.up()
    expect(bar(page)).to_be_visible()


def double_click(page, word):
    """Select a word as a mouse does at once."""
    left, top, right, bottom = page.evaluate(ENDS, word)
    page.mouse.dblclick((left + right) / 2, (top + bottom) / 2)


def move_caret(page, words, most=60):
    """Move the caret on, word by word, until it stands before some words; it needs a browser that shows one."""
    for _ in range(most):
        page.keyboard.press("Control+ArrowRight")
        if page.evaluate(STANDS_BEFORE, words):
            return
    raise AssertionError(f"The caret never comes to {words}")


def touch_long(page, word):
    """Select a word as a finger does that stays on it.

    A finger is a mouse in its place: only so the browser waits for what a long touch means.
    """
    left, top, right, bottom = page.evaluate(ENDS, word)
    where = {"x": round((left + right) / 2), "y": round((top + bottom) / 2), "button": "left", "clickCount": 1}
    hand = page.context.new_cdp_session(page)
    hand.send("Emulation.setEmitTouchEventsForMouse", {"enabled": True, "configuration": "mobile"})
    hand.send("Input.emulateTouchFromMouseEvent", {"type": "mousePressed", **where})
    expect(bar(page)).to_be_visible()
    hand.send("Input.emulateTouchFromMouseEvent", {"type": "mouseReleased", **where})
    hand.send("Emulation.setEmitTouchEventsForMouse", {"enabled": False})
    hand.detach()
