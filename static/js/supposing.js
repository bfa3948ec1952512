// What the reader supposes is a part of the address, and htmx puts the page as it would then be in place of this one.
// What was chosen keeps the focus by its id; where it is gone, the focus goes to the page and not to nowhere.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "content" && document.activeElement === document.body) target.focus({ preventScroll: true });
});

// The address to share.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("button[data-share]");
  if (!button) return;
  const status = button.nextElementSibling;
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = "Copied";
  } catch {
    status.textContent = "Copy it from the address bar";
  }
});
