// Marks the claim or step that htmx has opened beside the page, or closed, as the server marks it on a page loaded whole.
// The first of a passage's claims is the one it opens.
document.addEventListener("htmx:pushedIntoHistory", () => {
  for (const old of document.querySelectorAll("a.passage[aria-current], svg.drawing .here")) {
    old.removeAttribute("aria-current");
    old.classList.remove("here");
  }
  const asked = new URLSearchParams(location.search);
  const claim = CSS.escape(asked.get("claim") ?? ""), step = CSS.escape(asked.get("step") ?? "");
  const chosen = claim
    ? `a.passage:is([data-claims="${claim}"], [data-claims^="${claim} "]), .card[data-claim="${claim}"]`
    : `.junction[data-step="${step}"]`;
  for (const node of document.querySelectorAll(chosen)) {
    node.setAttribute("aria-current", "true");
    node.classList.toggle("here", node.matches(".card, .junction"));
  }
});

// On the map, the lines that decide it are lit; the panel names their steps.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "beside") return;
  const steps = new Set((target.dataset.lit ?? "").split(" "));
  for (const edge of document.querySelectorAll("svg.drawing .edge")) {
    edge.toggleAttribute("data-lit", steps.has(edge.dataset.inference));
  }
  const turning = { claim: target.dataset.turnsClaims, step: target.dataset.turnsSteps };
  for (const [kind, ids] of Object.entries(turning)) {
    const turns = new Set((ids ?? "").split(" "));
    for (const node of document.querySelectorAll(`svg.drawing a[data-${kind}]`)) {
      node.toggleAttribute("data-turns", turns.has(node.dataset[kind]));
    }
  }
});

// The panel takes the focus when it opens, in sight on a small screen too, and gives it back when it closes.
let opener = null;
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.matches("a.passage, .card, .junction")) opener = target;
});
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "beside") return;
  if (target.childElementCount) {
    target.scrollIntoView({ block: "nearest" });
    target.focus({ preventScroll: true });
  } else {
    opener?.focus({ preventScroll: true });
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("#beside > .close")?.click();
});
