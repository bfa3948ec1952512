// What is typed into a form inside [data-draft="its address"] is kept in this browser, for the reader who typed it.
// It is offered when the form is opened again, and forgotten when the form was accepted and at sign-out.
const PREFIX = "draft ";
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "token", "do"]);
const SENT = "sent";
const ACCOUNTS = "/accounts/";
const WRITTEN = { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };

const { reader } = document.body.dataset;
const keyOf = (address) => `${PREFIX}${reader} ${address}`;

// Storage may be full, or forbidden; then nothing is kept, and the form says so to whoever would close it.
const attempt = (work) => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

const typedIn = (form) =>
  [...new FormData(form)].filter(([name, value]) => !NOT_TYPED.has(name) && typeof value === "string" && value !== "");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const read = (address) => attempt(() => JSON.parse(localStorage.getItem(keyOf(address))));
const forget = (address) => attempt(() => localStorage.removeItem(keyOf(address)));
const keep = (address, typed) =>
  attempt(() => {
    localStorage.setItem(keyOf(address), JSON.stringify({ at: Date.now(), typed }));
    return true;
  });

const asGiven = new Map(); // address → what the server gave when its form was opened

const save = (section) => {
  const { draft: address } = section.dataset;
  const typed = typedIn(section.querySelector("form"));
  const isKept = same(typed, asGiven.get(address)) ? (forget(address), true) : keep(address, typed);
  section.toggleAttribute("data-unkept", !isKept);
};

const fillIn = (section, typed) => {
  const form = section.querySelector("form");
  if (section.dataset.look) {
    // Only the server can lay out premises.
    const values = Object.fromEntries(typed);
    htmx.ajax("POST", section.dataset.look, { source: form, target: "#move", swap: "outerHTML", values });
    return;
  }
  const values = new Map(typed);
  for (const field of form.elements) {
    if (!field.name || NOT_TYPED.has(field.name)) continue;
    if (field.type === "checkbox") field.checked = values.has(field.name);
    else field.value = values.get(field.name) ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  form.querySelector("textarea")?.focus();
};

const button = (words, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "bare";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
};

const offer = (section, draft) => {
  const box = document.createElement("div");
  box.className = "draft";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = `You began to write this on ${new Date(draft.at).toLocaleString("en-GB", WRITTEN).replace(" at ", ", ")}.`;
  const goOn = button("Continue", () => {
    box.remove();
    fillIn(section, draft.typed);
  });
  const discard = button("Discard", () => {
    box.remove();
    save(section);
    section.querySelector("textarea")?.focus();
  });
  box.append(words, goOn, discard);
  section.querySelector("form").before(box);
};

const opened = (section) => {
  const { draft: address } = section.dataset;
  const typed = typedIn(section.querySelector("form"));
  asGiven.set(address, typed);
  const draft = read(address);
  if (draft && !same(draft.typed, typed)) offer(section, draft);
};

if (reader) {
  for (const section of document.querySelectorAll("[data-draft]")) opened(section);

  document.addEventListener("input", ({ target }) => {
    const section = target.closest("[data-draft]");
    if (section) save(section);
  });

  // The server gives a form back as it was typed: then it is the draft, with a premise more or less perhaps.
  document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
    if (!target.matches("[data-draft]")) return;
    const from = detail.requestConfig.elt.closest("[data-draft]");
    if (from?.dataset.draft === target.dataset.draft) save(target);
    else opened(target);
  });

  // Accepted is what the server answers by sending the browser elsewhere, but not to sign in.
  document.addEventListener("htmx:beforeOnLoad", ({ detail: { xhr, requestConfig } }) => {
    const to = xhr.getResponseHeader("HX-Redirect") ?? (xhr.getResponseHeader("HX-Refresh") && location.href);
    const isAccepted = to && requestConfig.verb === "post" && requestConfig.elt.matches("form");
    if (isAccepted && !new URL(to, location).pathname.startsWith(ACCOUNTS)) forget(requestConfig.path);
  });

  const sent = attempt(() => sessionStorage.getItem(SENT));
  const [arrival] = performance.getEntriesByType("navigation");
  const isElsewhere = location.pathname !== sent && !location.pathname.startsWith(ACCOUNTS);
  if (sent && arrival?.type === "navigate" && arrival.redirectCount && isElsewhere) forget(sent);
}
attempt(() => sessionStorage.removeItem(SENT));

document.addEventListener("submit", ({ target, submitter }) => {
  const { pathname } = new URL(submitter?.getAttribute("formaction") ?? target.action, location);
  if (pathname === `${ACCOUNTS}logout/`) {
    attempt(() => {
      for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
    });
  } else if (target.method === "post") {
    attempt(() => sessionStorage.setItem(SENT, pathname));
  }
});
