// The list under the search field of the header: arrows go through it, Escape closes it, leaving closes it too.
const finder = document.querySelector("[data-finder]");
const field = finder?.querySelector("input");
const status = finder?.querySelector("[role=status]");
const list = () => document.getElementById("quick");

let isClosed = false;

const close = () => {
  isClosed = true;
  list().hidden = true;
  status.textContent = "";
};

// An answer may arrive when the reader has gone on already.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "quick" || !finder) return;
  if (isClosed || !finder.contains(document.activeElement)) close();
  else status.textContent = list().dataset.said;
});

finder?.addEventListener("input", () => {
  isClosed = false;
});

finder?.addEventListener("focusout", ({ relatedTarget }) => {
  if (!finder.contains(relatedTarget)) close();
});

field?.addEventListener("focus", () => {
  if (!field.value.trim() || !list().children.length) return;
  isClosed = false;
  list().hidden = false;
});

const step = (by) => {
  const places = [field, ...list().querySelectorAll("a")];
  const next = places.indexOf(document.activeElement) + by;
  places[Math.min(Math.max(next, 0), places.length - 1)].focus();
};

finder?.addEventListener("keydown", (event) => {
  if (list().hidden || event.isComposing) return;
  if (event.key === "Escape") {
    field.focus();
    close();
  } else if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else return;
  event.preventDefault();
});
