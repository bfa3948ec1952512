// A link with data-move opens its form in the page's one #move, in the line it stands in; data-close-move closes it.
// Without scripts both are plain links to pages of their own.
const FIELD = "input:not([type=hidden]), select, textarea";

let opener = null;

const lineOf = (link) => link.closest("li") ?? link.closest("p, .line, section");

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const link = detail.requestConfig.elt;
  if (!link.matches("[data-move]") || !detail.shouldSwap) return;
  opener = link;
  const line = lineOf(link);
  if (line.matches("li")) line.append(detail.target);
  else line.after(detail.target);
});

// What a form asks for next has the focus: its first field that is wrong, a new premise, or the whole of it.
document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (target.id !== "move") return;
  const isNew = !detail.requestConfig.elt.closest("form");
  if (isNew) target.scrollIntoView({ block: "nearest" });
  const next = target.querySelector("[autofocus]") ?? (isNew && target.querySelector(FIELD)) ?? null;
  (next || target).focus();
});

const close = () => {
  const empty = document.createElement("div");
  empty.id = "move";
  empty.hidden = true;
  document.getElementById("move").replaceWith(empty);
  document.getElementById("content").append(empty);
  opener.focus();
  opener = null;
};

const isOpen = () => opener?.isConnected && !document.getElementById("move").contains(opener);

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-close-move]") || !isOpen()) return;
  event.preventDefault();
  close();
});

// Typed words are kept as a draft, so that closing loses nothing; where there can be none, the form stays.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("#move");
  if (event.key !== "Escape" || event.isComposing || !form || !isOpen()) return;
  if (!form.hasAttribute("data-unkept")) close();
});
