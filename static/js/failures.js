// Where htmx gets no answer that it could show: nothing typed is lost, and the reader is told what happened.
const say = (words) => {
  document.querySelector("#messages > [data-failure]")?.remove();
  const message = document.createElement("p");
  message.className = "message";
  message.dataset.level = "error";
  message.dataset.failure = "";
  message.textContent = words;
  document.getElementById("messages").append(message);
};

const isDeliberate = (element) => element.matches("form, button, a");

// A page of its own answers better than nothing: for a form the server's, with everything that was typed.
const sendAsPage = (element, parameters) => {
  const form = element.closest("form");
  const address = element.getAttribute("formaction") ?? form.getAttribute("action");
  if (parameters.do) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "do", value: parameters.do }));
  form.action = address;
  form.submit();
};

document.addEventListener("htmx:sendError", ({ detail: { requestConfig: { elt } } }) => {
  if (!isDeliberate(elt)) return;
  say(`The site could not be reached. ${elt.closest("form") ? "What you typed is still here." : "Please try again."}`);
});

document.addEventListener("htmx:responseError", ({ detail: { xhr, requestConfig: { elt, parameters } } }) => {
  if (xhr.status === 429 || !isDeliberate(elt)) return;
  if (elt.matches("a[href]")) location.assign(elt.href);
  else if (elt.closest("form")?.hasAttribute("action")) sendAsPage(elt, parameters);
});

// Who was signed out meanwhile signs in when the form is sent, not while writing it.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, requestConfig: { elt, verb } } = event.detail;
  document.querySelector("#messages > [data-failure]")?.remove();
  const to = xhr.getResponseHeader("HX-Redirect");
  if (!to || verb !== "post" || elt.matches("form") || !elt.closest("form")) return;
  event.preventDefault();
  say("You are no longer signed in. What you typed is still here: when you publish it, you can sign in first.");
});
