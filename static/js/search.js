// The list under the search field of the header, by WAI-ARIA's pattern of an editable combobox: the focus stays in the
// field while the arrows go through the list; Enter opens what they chose, Escape and leaving close it.
const finder = document.querySelector("[data-finder]");
const field = finder?.querySelector("input");
const status = finder?.querySelector("[role=status]");
const list = () => document.getElementById("quick");
const options = () => [...list().querySelectorAll("[role=option]")];
const chosen = () => list().querySelector("[aria-selected=true]");

let isClosed = false;

const choose = (option) => {
  chosen()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
};

const show = (isShown) => {
  isClosed = !isShown;
  list().hidden = !isShown;
  field.setAttribute("aria-expanded", isShown);
};

const close = () => {
  choose(null);
  show(false);
  status.textContent = "";
};

// Before the first and after the last stands the field itself.
const step = (by) => {
  const places = [null, ...options()];
  choose(places.at((places.indexOf(chosen()) + by) % places.length));
};

const move = (by, { altKey }) => {
  const isClosedYet = list().hidden;
  if (isClosedYet) show(true);
  if (!isClosedYet || !altKey) step(by);
};

if (field) {
  const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "quick-list" };
  for (const [name, value] of Object.entries(combobox)) field.setAttribute(name, value);
}

// An answer may arrive when the reader has gone on already.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "quick" || !finder) return;
  choose(null);
  if (isClosed || !finder.contains(document.activeElement) || !options().length) close();
  else {
    show(true);
    status.textContent = list().dataset.said;
  }
});

// What is listed is not yet what these words find.
field?.addEventListener("input", () => {
  isClosed = false;
  choose(null);
});

finder?.addEventListener("focusout", ({ relatedTarget }) => {
  if (!finder.contains(relatedTarget)) close();
});

field?.addEventListener("focus", () => {
  if (field.value.trim() && options().length) show(true);
});

// A press on the list leaves the focus where it is.
finder?.addEventListener("mousedown", (event) => {
  if (list().contains(event.target)) event.preventDefault();
});

field?.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const isOpen = !list().hidden;
  if (event.key === "ArrowDown" && options().length) move(1, event);
  else if (event.key === "ArrowUp" && options().length) move(-1, event);
  else if (event.key === "Escape" && isOpen) close();
  else if (event.key === "Enter" && isOpen && chosen()) chosen().click();
  else {
    if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) choose(null);
    return;
  }
  event.preventDefault();
});
