// Marks the claim that htmx has opened beside the page, or closed, as the server marks it on a page loaded whole.
// The first of a passage's claims is the one it opens.
document.addEventListener("htmx:pushedIntoHistory", () => {
  for (const old of document.querySelectorAll("a.passage[aria-current], svg.drawing .here")) {
    old.removeAttribute("aria-current");
    old.classList.remove("here");
  }
  const claim = new URLSearchParams(location.search).get("claim");
  if (!claim) return;
  const chosen = `a.passage:is([data-claims="${claim}"], [data-claims^="${claim} "]), .card[data-claim="${claim}"]`;
  for (const node of document.querySelectorAll(chosen)) {
    node.setAttribute("aria-current", "true");
    node.classList.toggle("here", node.matches(".card"));
  }
});

// On a small screen it may have opened out of sight.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "beside" && target.childElementCount) target.scrollIntoView({ block: "nearest" });
});
