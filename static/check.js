// Keys of the check: J and K move, N and P go to the next and the last doubtful draft, Enter accepts, E edits, S splits, M merges with the draft above, X sets aside,
// U takes the last step back, Esc closes, 1 2 3 choose; ? lists them all, as on every page.
// Every key presses a button or link that is on the page; nothing here is needed to check a document.
(() => {
  "use strict";
  const drafts = () => [...document.querySelectorAll("[data-draft]")];
  const marks = (id) => document.querySelectorAll(`mark[data-item="${id}"]`);
  let at = null;                                     // the id of the draft the keys are for

  const here = () => document.getElementById(at) ?? document.querySelector(".draft.is-current[data-draft]") ?? drafts()[0];
  const show = (draft) => {
    document.querySelectorAll("[data-draft].is-current").forEach((each) => { if (!each.querySelector(".draft-form")) each.classList.remove("is-current"); });
    document.querySelectorAll("mark.is-current").forEach((each) => each.classList.remove("is-current"));
    at = draft.id;
    draft.classList.add("is-current");
    marks(at.replace("item-", "")).forEach((each) => each.classList.add("is-current"));
  };
  const go = (draft, focus = true) => {
    if (!draft) return;
    show(draft);
    if (focus) draft.focus({ preventScroll: true });
    draft.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = drafts();
    go(all[Math.min(all.length - 1, Math.max(0, all.indexOf(here()) + by))]);
  };
  const doubtful = (by) => {
    const all = drafts();
    const from = all.indexOf(here());
    go((by > 0 ? all.slice(from + 1) : all.slice(0, from).reverse()).find((each) => "doubt" in each.dataset));
  };
  const press = (key) => {
    const target = here()?.querySelector(`[data-key="${key}"]`);
    if (target) { at = here().id; target.click(); }
    return Boolean(target);
  };

  // What the seen face of a draft has no button for: its address is that of editing, and then the word.
  const ask = (verb, word) => {
    const draft = here();
    const address = draft?.querySelector("[data-key=e]")?.getAttribute("href");
    if (!address) return;
    at = draft.id;
    if (verb === "GET") htmx.ajax(verb, `${address}/${word}`, { target: draft, swap: "outerHTML", select: `#${draft.id}` });
    else htmx.ajax(verb, `${address}/${word}`, { source: draft, swap: "none", values: { version: draft.dataset.version } });
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey) {            // the same keys accept whether or not a field is being written in
      if (event.key === "Enter" && !event.target.form && press("Enter")) event.preventDefault();
      return;
    }
    if (event.key === "Escape") { here()?.querySelector("a[data-close]")?.click(); return; }
    if (event.key === "Enter" && event.target.matches?.(".doubt-choices input")) {
      event.preventDefault();                        // the name of a new unit is finished by its own button
      event.target.closest(".menu-body").querySelector("button").click();
      return;
    }
    if (event.target.closest?.("input, textarea, select, [contenteditable], summary")) return;
    if (event.key === "Enter" && event.target.closest?.("a, button")) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "n") doubtful(1);
    else if (key === "p") doubtful(-1);
    else if (key === "s") { if (!press("s")) ask("GET", "split"); }
    else if (key === "m") { if (!press("m")) ask("POST", "merger"); }
    else if (key === "u") document.querySelector("[data-take-back] button")?.click();
    else if (!["e", "x", "1", "2", "3", "Enter"].includes(key) || !press(key)) return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const help = event.target.closest?.("[data-help]");
    if (help) document.getElementById(help.dataset.help).showModal();
  });
  document.addEventListener("click", (event) => {    // a link to a draft takes the keys there too
    const link = event.target.closest?.("a[href^='#item-']");
    const draft = link && document.querySelector(link.getAttribute("href"));
    if (draft) setTimeout(() => go(draft));
  });
  document.addEventListener("focusin", (event) => {
    const draft = event.target.closest?.("[data-draft]");
    if (draft && draft.id !== at) show(draft);
  });

  // A decided draft hands over to the next undecided one, whose form opens.
  document.addEventListener("items-changed", (event) => {
    const decided = document.getElementById(`item-${event.detail.item}`);
    if (event.detail.decision === "open") return;
    const all = drafts();
    const after = all.slice(all.indexOf(decided) + 1).concat(all).find((each) => each.dataset.draft === "open" && each !== decided);
    if (!after) { at = `item-${event.detail.item}`; return; }
    const id = after.id;                             // not `at`: the swap puts the focus on the decided draft first
    setTimeout(() => {
      const next = document.getElementById(id);
      if (!next) return;
      go(next, false);
      const link = next.querySelector("[data-key=e]");
      if (link) link.click(); else next.focus({ preventScroll: true });
    }, 60);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const draft = event.detail.elt;                  // a whole draft was swapped, not a line inside one
    if (!draft.matches?.("[data-draft]") || draft.id !== at) return;
    show(draft);
    if (!draft.querySelector("[aria-invalid=true]")) draft.focus({ preventScroll: true });
    draft.scrollIntoView({ block: "nearest" });
  });
})();
