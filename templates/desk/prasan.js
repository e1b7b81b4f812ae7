// What pages do better with a script; without it every one of them still works.
"use strict";

// A form is sent once: a second click waits for the answer of the first.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  window.setTimeout(() => { delete form.dataset.sent; }, 10000);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

// The list of problems is read out and reached first.
document.getElementById("problems")?.focus();

// The code of a one-time link stands after its #: into the form with it, out of the address.
const code = document.querySelector('form[action="/invitation"] input[name="code"]:not([type="hidden"])');
if (code && !code.value && location.hash.length > 1) {
  code.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}
