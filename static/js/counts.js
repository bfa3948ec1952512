// Says beside a field with data-count="most" how many characters are in it, and aloud only when there is little room.
const NEAR = 0.9;

const length = (field) => {
  // As the server counts: by code points, and white space in one line as single spaces.
  const words = field.rows > 2 ? field.value : field.value.replace(/\s+/g, " ");
  return [...words.trim()].length;
};

const made = (name, attributes) => Object.assign(document.createElement("p"), { className: name, ...attributes });

const lineFor = (field) => {
  if (!field.nextElementSibling?.matches(".counted")) {
    field.after(made("counted", { ariaHidden: "true" }), made("visually-hidden", { role: "status" }));
  }
  return field.nextElementSibling;
};

const count = (field) => {
  const most = Number(field.dataset.count);
  const now = length(field);
  const line = lineFor(field);
  const over = now - most;
  line.toggleAttribute("data-over", over > 0);
  if (over > 0) line.textContent = `${over} character${over === 1 ? "" : "s"} too many`;
  else line.textContent = now ? `${now} of ${most}` : "";
  const said = now < NEAR * most ? "" : over > 0 ? line.textContent : `${most - now} characters left`;
  if (line.nextElementSibling.textContent !== said) line.nextElementSibling.textContent = said;
};

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-count]")) count(target);
});

const countAll = (root) => {
  for (const field of root.querySelectorAll("[data-count]")) count(field);
};
countAll(document);
document.addEventListener("htmx:afterSettle", ({ target }) => countAll(target));
