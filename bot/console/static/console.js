// Shortcuts, and what only a browser can do: everything else works without this file.
"use strict";

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-row]")];

function step(by) {
  const all = rows();
  const at = all.findIndex((row) => row.classList.contains("here"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (!next) return;
  if (at >= 0) all[at].classList.remove("here");
  next.classList.add("here");
  next.querySelector("a").focus();
}

document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-send]");
  if (box && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    box.form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else {
    const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
    if (!found) return;
    event.preventDefault();
    if (found.matches("input")) found.focus();
    else {
      found.click();
      found.scrollIntoView({ block: "nearest" });
    }
  }
});

document.addEventListener("click", (event) => {
  const copied = event.target.closest("[data-copy]");
  if (copied) navigator.clipboard.writeText(copied.dataset.copy);
  const put = event.target.closest("[data-put]");
  if (!put) return;
  const box = document.querySelector("[data-send]");
  box.value = put.dataset.put;
  box.focus();
});

for (const button of document.querySelectorAll("[data-put], [data-copy]")) button.hidden = false;

// An invitation stands in the fragment, which is never sent: it goes into the form, and out of the address.
const join = document.querySelector("form[data-fragment]");
if (join && location.hash.length > 20) {
  join.elements.invitation.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}

// A passkey is asked for by the browser; its answer goes with the form.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || !PublicKeyCredential.parseRequestOptionsFromJSON) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = await (await fetch(form.dataset.asks || new URL(form.action).pathname)).json();
    const isNew = form.dataset.passkey === "create";
    const publicKey = isNew
      ? PublicKeyCredential.parseCreationOptionsFromJSON(asked.options)
      : PublicKeyCredential.parseRequestOptionsFromJSON(asked.options);
    try {
      const answer = await navigator.credentials[form.dataset.passkey]({ publicKey });
      form.elements.state.value = asked.state;
      form.elements.answer.value = JSON.stringify(answer.toJSON());
      form.submit();
    } catch (refused) {
      // Called off, or there is none on this device: everything stays as it was.
    }
  });
}

// Who has the conversation has changed: the rest of the page is another one then, unless somebody is writing in it.
const taken = () => document.getElementById("log")?.dataset.taken;
const before = taken();
document.addEventListener("htmx:after:swap", () => {
  const box = document.querySelector("[data-send]");
  if (taken() !== before && !(box && box.value)) location.reload();
});

// What somebody is reading is not swapped away under their hands.
document.addEventListener("htmx:before:request", (event) => {
  const log = document.getElementById("log");
  if (log && log.querySelector("details[open]")) event.preventDefault();
});
