// Keys of the meeting's screen: each presses the link or button of the page that names it in data-key.
(() => {
  "use strict";
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  const TURNS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown"];
  const KEPT = "turns", FRESH = 3000;
  let leaving = false;

  // A turn fetches a page. Turns asked for meanwhile are kept, and made on the page that comes; letters are not, for
  // they may be the beginning of what somebody writes.
  function press(key) {
    if (leaving) {
      if (TURNS.includes(key)) sessionStorage.setItem(KEPT, JSON.stringify([...kept(), [key, Date.now()]]));
      return;
    }
    const node = document.querySelector(`[data-key~="${CSS.escape(key)}"]`);
    leaving = Boolean(node && TURNS.includes(key));
    node?.click();
  }

  function kept() {
    const found = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
    return found.filter(([, at]) => Date.now() - at < FRESH);
  }

  function catchUp() {
    const turns = kept();
    sessionStorage.removeItem(KEPT);
    turns.forEach(([key]) => press(key));
  }
  catchUp();
  addEventListener("pageshow", (event) => { if (event.persisted) leaving = false; });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const dialog = document.querySelector("dialog[open]");
    if (dialog) return walk(event, dialog);
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (!document.querySelector(`[data-key~="${CSS.escape(key)}"]`)) return;
    event.preventDefault();
    if (!event.repeat) press(key);
  });

  // A form that is open is gone on with, not fetched anew; a key may lead to one of its fields.
  let field = "";
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-form]");
    if (!opener) return;
    field = opener.dataset.field ?? "";
    const form = document.getElementById(opener.dataset.form);
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    write(form);
  }, true);
  const write = (form) => (form.elements[field] ?? form.querySelector("[autofocus]"))?.focus();
  document.addEventListener("htmx:afterSettle", ({ detail: { elt } }) => {
    const form = elt.id?.startsWith("decide-") && elt.querySelector("form");
    if (form && !form.querySelector("[aria-invalid=true]")) write(form);
  });

  // In the list of stops the arrows go from one to the next.
  function walk(event, dialog) {
    const links = [...dialog.querySelectorAll("li a")];
    if (!(event.key in steps) || !links.length) return;
    event.preventDefault();
    const here = links.indexOf(document.activeElement);
    links[Math.min(Math.max(here + steps[event.key], 0), links.length - 1)].focus();
  }

  document.addEventListener("click", (event) => {
    const help = event.target.closest("[data-help]");
    if (help) document.getElementById(help.dataset.help).showModal();
    const opener = event.target.closest("[data-dialog]");
    if (!opener) return;
    event.preventDefault();
    const dialog = document.getElementById(opener.dataset.dialog);
    dialog.showModal();
    (dialog.querySelector("[aria-current]") ?? dialog.querySelector("a"))?.focus();
  });
})();
