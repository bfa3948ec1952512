// The desk by keyboard: j and k go through the items, o opens, n goes on, ? shows all keys; on an item its decisions have a key each.
const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog[open]");
const links = () => [...document.querySelectorAll("[data-desk] [data-item] .title > a")];
const item = () => document.querySelector("[data-desk-item]");

const step = (by) => {
  const all = links();
  const here = all.indexOf(document.activeElement.closest("[data-item]")?.querySelector(".title > a"));
  all[Math.min(Math.max(here + by, 0), all.length - 1)]?.focus();
};

// A decision needs a reason: its key leads there first, and presses the button once there is one.
const decide = (key) => {
  const button = document.querySelector(`[data-desk-item] button[data-key="${key}"]`);
  if (!button) return false;
  const reason = button.form.elements.reason;
  if (reason.value.trim()) button.click();
  else reason.focus();
  return true;
};

const go = (address) => {
  if (address) window.location.assign(address);
};

const KEYS = {
  j: () => (item() ? go(item().dataset.next) : step(1)),
  k: () => (item() ? window.history.back() : step(-1)),
  n: () => go(item()?.dataset.next),
  o: () => (item() ? go(item().dataset.deskHome) : document.activeElement.closest("[data-item]")?.querySelector(".title > a").click()),
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (KEYS[event.key]) KEYS[event.key]();
  else if (!decide(event.key)) return;
  event.preventDefault();
});
