// Pointing at a passage lights its note in the margin, and pointing at a note lights its passages.
// A passage lists its claims in data-claims, a note names its one in data-claim.

const claimsOf = (element) => (element.dataset.claims || element.dataset.claim || "").split(" ");

const pair = (event, lit) => {
  const from = event.target.closest("a.passage[data-claims], .note[data-claim]");
  if (!from) return;
  for (const claim of claimsOf(from)) {
    const others = from.matches(".note") ? `a.passage[data-claims~="${claim}"]` : `.note[data-claim="${claim}"]`;
    for (const other of document.querySelectorAll(others)) other.classList.toggle("lit", lit);
  }
};

for (const [start, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  document.addEventListener(start, (event) => pair(event, true));
  document.addEventListener(end, (event) => pair(event, false));
}
