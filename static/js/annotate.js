// Words that are selected on the page of a post can be annotated: a bar near them says what can be done.
// The server tells in data-at where the next letter stands in the canonical text; from there letters are counted in code
// points, in NFC, and what the page adds itself (the numbers of notes) is left out. The server checks the words again.
const CONTEXT = 32;
const WORDS = "[data-words]";
const ADDED = ".ref";
const bar = document.getElementById("annotate");

const letters = (text) => [...text.normalize("NFC")].length;
const isCounted = (node) => node.parentElement.closest(WORDS) !== null && node.parentElement.closest(ADDED) === null;

// The text of a block in order, each node with the place that was told last and what stands between it and that place.
const textOf = (block) => {
  const found = [];
  let at = null, since = "";
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (node.dataset.at !== undefined) [at, since] = [Number(node.dataset.at), ""];
    } else if (at !== null && isCounted(node)) {
      found.push({ block, node, at, since });
      since += node.data;
    }
  }
  return found;
};

// The part of a text node that lies in a range.
const within = ({ node }, range) => [
  node === range.startContainer ? range.startOffset : 0,
  node === range.endContainer ? range.endOffset : node.data.length,
];

// What was selected as one text: blocks stand apart, and all else is as the page has it.
const joined = (parts, said) =>
  said.reduce((all, words, n) => all + (n && parts[n].text.block !== parts[n - 1].text.block ? "\n\n" : "") + words, "");

const selected = () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const blocks = [...document.querySelectorAll(WORDS)].filter((block) => range.intersectsNode(block));
  const texts = blocks.flatMap(textOf);
  const parts = texts.filter(({ node }) => range.intersectsNode(node)).map((text) => ({ text, part: within(text, range) }));
  const said = parts.map(({ text, part }) => text.node.data.slice(...part));
  const isWord = (words) => words.trim() !== "";
  const first = said.findIndex(isWord), last = said.findLastIndex(isWord);
  if (first < 0) return null;
  const from = parts[first], to = parts[last];
  const begins = from.part[0] + said[first].length - said[first].trimStart().length;
  const ends = to.part[0] + said[last].trimEnd().length;
  const ahead = texts.slice(0, texts.indexOf(from.text)).map(({ node }) => node.data).join("") + from.text.node.data.slice(0, begins);
  const behind = to.text.node.data.slice(ends) + texts.slice(texts.indexOf(to.text) + 1).map(({ node }) => node.data).join("");
  return {
    range,
    last: blocks.at(-1),
    words: {
      exact: joined(parts, said).trim(),
      before: [...ahead].slice(-CONTEXT).join(""),
      after: [...behind].slice(0, CONTEXT).join(""),
      start: from.text.at + letters(from.text.since + from.text.node.data.slice(0, begins)),
      end: to.text.at + letters(to.text.since + to.text.node.data.slice(0, ends)),
    },
  };
};

const hide = () => {
  bar.hidden = true;
};

// Beside the words on a wide screen; on a small one, and under a finger, style sheets keep it at the bottom.
const show = ({ range, last, words }) => {
  for (const [name, value] of Object.entries(words)) bar.elements[name].value = value;
  if (bar.previousElementSibling !== last) last.after(bar);
  bar.hidden = false;
  const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
  const end = lines.at(-1) ?? range.getBoundingClientRect();
  const { left } = last.getBoundingClientRect();
  const edge = document.documentElement.clientWidth - bar.offsetWidth - 8;
  const from = (bar.offsetParent ?? document.documentElement).getBoundingClientRect();
  bar.style.setProperty("--across", `${Math.max(left, Math.min(end.right - bar.offsetWidth, edge)) - from.left}px`);
  bar.style.setProperty("--down", `${end.bottom + 6 - from.top}px`);
};

let waiting = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (bar.contains(document.activeElement)) return;
    const found = selected();
    if (found) show(found);
    else hide();
  }, 150);
});

// To press a button must not unselect the words.
bar.addEventListener("pointerdown", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (bar.hidden) return;
  if (event.key === "Escape") hide();
  const { activeElement: at } = document;
  // Who selects words by keyboard has the bar next, wherever the focus was left.
  if (event.key === "Tab" && !event.shiftKey && (at.contains(bar) || at.closest(WORDS))) {
    event.preventDefault();
    bar.querySelector("button").focus({ preventScroll: true });
  }
});

// Browsers begin no selection inside a link, neither by dragging nor by a long touch. While it is pressed it is none, and
// where words were selected meanwhile that was no click.
let pressed = null;
document.addEventListener("pointerdown", (event) => {
  const link = event.target.closest?.("a.passage[href]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  pressed = { link, href: link.getAttribute("href") };
  link.removeAttribute("href");
});
const release = () => {
  pressed?.link.setAttribute("href", pressed.href);
  pressed = null;
};
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, release, true);
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a.passage");
    const selection = document.getSelection();
    if (!link || !event.detail || selection.isCollapsed || !selection.containsNode(link, true)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
